// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/upkeep/loopback_server.h"

#include "base/error.h"
#include "base/json.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>
#include <utility>

namespace recap {
namespace {

constexpr int kWaiting = 256;

struct Request {
    std::string path;
    std::size_t body = 0;  // bytes
};

// Of a request's first lines, up to the empty one.
Request requestOf(const std::string& head) {
    Request request;
    const auto first = head.find(' '), second = head.find(' ', first + 1);
    request.path = head.substr(first + 1, second - first - 1);
    constexpr std::string_view kLength = "Content-Length: ";
    if (const auto at = head.find(kLength); at != std::string::npos)
        std::from_chars(head.data() + at + kLength.size(), head.data() + head.size(), request.body);
    return request;
}

bool sendAll(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace

LoopbackServer::LoopbackServer(LoopbackSpeed speed) : speed_(speed) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    auto* address = reinterpret_cast<sockaddr*>(&place);
    if (::bind(listener_, address, size) != 0 || ::listen(listener_, kWaiting) != 0 ||
        ::getsockname(listener_, address, &size) != 0) {
        ::close(listener_);
        throw Error(ErrorCode::Internal, message("No port of this machine is free for the server of the benchmark."));
    }
    port_ = ntohs(place.sin_port);
    acceptor_ = std::thread([this] { accept(); });
}

LoopbackServer::~LoopbackServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        for (const int connection : connections_) ::shutdown(connection, SHUT_RDWR);
    }
    free_.notify_all();
    stopped_.notify_all();
    acceptor_.join();
    for (auto& thread : threads_) thread.join();
    ::close(listener_);
}

std::string LoopbackServer::address() const {
    return std::string("http://127.0.0.1:").append(std::to_string(port_));
}

void LoopbackServer::accept() {
    for (;;) {
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (connection < 0 || stopping_) {
            if (connection >= 0) ::close(connection);
            return;
        }
        const int yes = 1;
        ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        connections_.push_back(connection);
        threads_.emplace_back([this, connection] {
            serve(connection);
            const std::lock_guard guard(mutex_);
            std::erase(connections_, connection);
            ::close(connection);
        });
    }
}

void LoopbackServer::serve(int connection) {
    std::string buffer;
    char bytes[65536];
    for (;;) {
        const auto end = buffer.find("\r\n\r\n");
        const auto request = end == std::string::npos ? Request{} : requestOf(buffer.substr(0, end + 2));
        if (end == std::string::npos || buffer.size() < end + 4 + request.body) {
            const auto count = ::recv(connection, bytes, sizeof bytes, 0);
            if (count <= 0) return;
            buffer.append(bytes, static_cast<std::size_t>(count));
            continue;
        }
        buffer.erase(0, end + 4 + request.body);
        const auto body = answer(request.path);
        const char* status = body.empty() ? "404 Not Found" : "200 OK";
        std::string reply = std::string("HTTP/1.1 ").append(status).append("\r\nContent-Type: application/json\r\n");
        reply.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
        if (!sendAll(connection, reply)) return;
    }
}

// Empty: there is no such thing.
std::string LoopbackServer::answer(const std::string& path) {
    if (path.starts_with("/v1/chat")) return chat();
    if (path == "/v1/models") return toJsonLine({{"data", Json::array({{{"id", "loopback"}}})}});
    if (path == "/health") return "{}";
    if (path == "/props" && speed_.says_parallel)
        return toJsonLine({{"total_slots", speed_.parallel}, {"modalities", {{"vision", true}}}});
    return {};
}

std::string LoopbackServer::chat() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [this] { return stopping_ || working_ < speed_.parallel; });
    ++working_;
    stopped_.wait_for(lock, std::chrono::duration<double>(speed_.seconds), [this] { return stopping_; });
    --working_;
    lock.unlock();
    free_.notify_one();
    const auto number = ++answered_;
    const auto text = std::string("A picture of coloured dots, number ").append(std::to_string(number)).append(".");
    const Json message{{"role", "assistant"}, {"content", text}};
    return toJsonLine({{"model", "loopback"},
                       {"choices", Json::array({{{"index", 0}, {"message", message}, {"finish_reason", "stop"}}})}});
}

}  // namespace recap
