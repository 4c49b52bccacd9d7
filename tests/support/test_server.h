// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace recap::testing {

struct ServedRequest {
    std::string method, path, body;
    std::map<std::string, std::string> headers;  // names in lower case
};

struct ServedReply {
    int status = 200;
    std::string body = "{}";
    std::string header = {};                                    // further lines, each with its end
    int delay_ms = 0;                                           // before the answer; ends early when the server stops
    int drip_ms = 0;                                            // between two bytes of the body
    std::size_t cut = std::numeric_limits<std::size_t>::max();  // the connection ends after so many bytes of the body
};

// One token, to see how many were read.
inline bool asksAboutSight(const ServedRequest& request) {
    return request.path.starts_with("/v1/chat") && request.body.find("\"max_tokens\":1,") != std::string::npos;
}

// A small HTTP server on the loopback interface, a thread for each connection.
class TestServer {
public:
    using Handler = std::function<ServedReply(const ServedRequest&)>;
    explicit TestServer(Handler handler) : handler_(std::move(handler)) { start(); }
    ~TestServer() { stop(); }
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }

    // Whether the server itself answers the questions of remote/sight.h, as one whose model takes pictures; they are
    // then not among requests(). Otherwise the handler gets them.
    std::atomic<bool> answers_sight{true};

    // Listens, the second time at the same port.
    void start() {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        const int yes = 1;
        ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        place.sin_port = htons(static_cast<std::uint16_t>(port_));
        socklen_t size = sizeof place;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&place), size) != 0 || ::listen(listener_, 128) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&place), &size) != 0)
            throw std::runtime_error("the test server cannot listen");
        port_ = ntohs(place.sin_port);
        stopping_ = false;
        acceptor_ = std::thread([this, listener = listener_] { accept(listener); });
    }

    // Like a killed process: every connection ends, nobody listens.
    void stop() {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
            if (listener_ >= 0) ::shutdown(listener_, SHUT_RDWR);
            for (const int connection : connections_) ::shutdown(connection, SHUT_RDWR);
        }
        wake_.notify_all();
        if (acceptor_.joinable()) acceptor_.join();
        std::vector<std::thread> threads;
        {
            std::lock_guard lock(mutex_);
            threads.swap(threads_);
        }
        for (auto& thread : threads) thread.join();
        if (listener_ >= 0) ::close(std::exchange(listener_, -1));
    }

    // Requests that have come so far, to paths that begin so.
    int count(const std::string& path = "/v1/chat") const {
        std::lock_guard lock(mutex_);
        return static_cast<int>(std::count_if(requests_.begin(), requests_.end(),
                                              [&](const auto& seen) { return seen.path.starts_with(path); }));
    }
    std::vector<ServedRequest> requests(const std::string& path = "/v1/chat") const {
        std::lock_guard lock(mutex_);
        std::vector<ServedRequest> out;
        for (const auto& seen : requests_)
            if (seen.path.starts_with(path)) out.push_back(seen);
        return out;
    }

private:
    void accept(int listener) {
        for (;;) {
            const int connection = ::accept(listener, nullptr, nullptr);
            std::lock_guard lock(mutex_);
            if (connection < 0 || stopping_) {
                if (connection >= 0) ::close(connection);
                return;
            }
            connections_.push_back(connection);
            threads_.emplace_back([this, connection] {
                serve(connection);
                std::lock_guard guard(mutex_);
                std::erase(connections_, connection);
                ::close(connection);
            });
        }
    }

    void serve(int connection) {
        std::string buffer;
        ServedRequest request;
        while (read(connection, buffer, request)) {
            const bool sight = answers_sight && asksAboutSight(request);
            if (!sight) {
                std::lock_guard lock(mutex_);
                requests_.push_back(request);
            }
            const auto reply = sight ? sightReply(request) : handler_(request);
            if (!pause(reply.delay_ms) || !write(connection, reply)) return;
        }
    }

    static bool read(int connection, std::string& buffer, ServedRequest& request) {
        const auto more = [&] {
            char bytes[65536];
            const auto count = ::recv(connection, bytes, sizeof bytes, 0);
            if (count > 0) buffer.append(bytes, static_cast<std::size_t>(count));
            return count > 0;
        };
        auto end = buffer.find("\r\n\r\n");
        for (; end == std::string::npos; end = buffer.find("\r\n\r\n"))
            if (!more()) return false;
        request = {};
        const std::string head = buffer.substr(0, end + 2);
        const auto first = head.find(' '), second = head.find(' ', first + 1);
        request.method = head.substr(0, first);
        request.path = head.substr(first + 1, second - first - 1);
        for (auto at = head.find("\r\n") + 2; at < head.size();) {
            const auto stop = head.find("\r\n", at), colon = head.find(':', at);
            std::string name = head.substr(at, colon - at);
            std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
            request.headers[name] = head.substr(colon + 2, stop - colon - 2);
            at = stop + 2;
        }
        const auto length = request.headers.find("content-length");
        const std::size_t size = length == request.headers.end() ? 0 : std::stoul(length->second);
        while (buffer.size() < end + 4 + size)
            if (!more()) return false;
        request.body = buffer.substr(end + 4, size);
        buffer.erase(0, end + 4 + size);
        return true;
    }

    bool write(int connection, const ServedReply& reply) {
        const auto send = [&](std::string_view bytes) {
            while (!bytes.empty()) {
                const auto count = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
                if (count <= 0) return false;
                bytes.remove_prefix(static_cast<std::size_t>(count));
            }
            return true;
        };
        const std::string head = "HTTP/1.1 " + std::to_string(reply.status) +
                                 " Status\r\nContent-Type: application/json\r\n" + reply.header +
                                 "Content-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n";
        if (!send(head)) return false;
        const std::string body = reply.body.substr(0, reply.cut);
        if (reply.drip_ms == 0) return send(body) && reply.cut >= reply.body.size();
        for (const char& c : body)
            if (!send({&c, 1}) || !pause(reply.drip_ms)) return false;
        return true;
    }

    static ServedReply sightReply(const ServedRequest& request) {
        const int tokens = request.body.find("image_url") == std::string::npos ? 12 : 600;
        const Json body{{"choices", Json::array({{{"message", {{"content", "A"}}}, {"finish_reason", "length"}}})},
                        {"usage", {{"prompt_tokens", tokens}}}};
        return {.body = body.dump()};
    }

    // False when the server stops.
    bool pause(int milliseconds) {
        std::unique_lock lock(mutex_);
        return !wake_.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return stopping_.load(); });
    }

    const Handler handler_;
    int port_ = 0;
    int listener_ = -1;
    std::thread acceptor_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::atomic<bool> stopping_{false};
    std::vector<int> connections_;         // guarded by mutex_
    std::vector<std::thread> threads_;     // guarded by mutex_
    std::vector<ServedRequest> requests_;  // guarded by mutex_
};

// What a server of the OpenAI style answers.
inline ServedReply chatReply(const std::string& text, const std::string& finishReason = "stop") {
    const Json body{{"id", "chatcmpl-1"},
                    {"object", "chat.completion"},
                    {"model", "test-model"},
                    {"choices", Json::array({{{"index", 0},
                                              {"message", {{"role", "assistant"}, {"content", text}}},
                                              {"finish_reason", finishReason}}})},
                    {"usage", {{"prompt_tokens", 800}, {"completion_tokens", 20}, {"total_tokens", 820}}}};
    return {.body = body.dump()};
}

inline ServedReply errorReply(int status, const std::string& words) {
    return {.status = status, .body = Json{{"error", {{"message", words}, {"type", "error"}}}}.dump()};
}

// The answers to everything that is no chat: a list of one model, nothing else.
inline ServedReply otherReply(const ServedRequest& request) {
    if (request.path == "/v1/models") return {.body = R"({"object":"list","data":[{"id":"test-model"}]})"};
    if (request.path == "/health") return {};
    return errorReply(404, "not found");
}

}  // namespace recap::testing
