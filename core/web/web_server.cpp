// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/web_server.h"

#include "base/error.h"

#ifdef RECAP_HAS_HTTPLIB

#include <httplib.h>

#include <sys/socket.h>
#include <chrono>
#include <thread>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kLongestPath = 300;
constexpr int kWaiting = 1024;  // connections that wait to be accepted; the library asks for five

std::unique_ptr<httplib::Server> makeServer(const WebServerOptions& options) {
    if (options.certificate.empty() != options.key.empty())
        throw Error(ErrorCode::InvalidOption, message("TLS needs both a certificate and its key, as PEM files."));
    if (options.certificate.empty()) return std::make_unique<httplib::Server>();
    for (const auto& file : {options.certificate, options.key})
        if (std::error_code error; !fs::is_regular_file(file, error))
            throw Error(ErrorCode::FileNotFound, message("There is no file %1.", file));
    auto server = std::make_unique<httplib::SSLServer>(options.certificate.c_str(), options.key.c_str());
    if (!server->is_valid())
        throw Error(ErrorCode::BadFormat, message("%1 and %2 are not a certificate and its key in PEM format.",
                                                  options.certificate, options.key));
    return server;
}

void fill(httplib::Response& out, const WebReply& reply) {
    out.status = reply.status;
    for (const auto& [name, value] : reply.headers) out.set_header(name, value);
    out.set_content(reply.body, reply.type);
}

}  // namespace

struct WebServer::State {
    std::unique_ptr<httplib::Server> server;
    Handler handler;
    int listener = -1;
    std::thread thread;

    void answer(const httplib::Request& in, httplib::Response& out) const {
        try {
            fill(out, handler({in.method, in.path, in.body}));
        } catch (...) {  // The words may name files of this machine.
            fill(out, {.status = 500, .body = "failed\n"});
        }
    }
};

bool WebServer::available() {
    return true;
}

WebServer::WebServer(const WebServerOptions& options, Handler handler) : state_(std::make_unique<State>()) {
    auto& s = *state_;
    s.handler = std::move(handler);
    s.server = makeServer(options);
    s.server->new_task_queue = [threads = options.threads] { return new httplib::ThreadPool(threads); };
    // A browser keeps several connections, and each that is open holds a thread.
    s.server->set_keep_alive_timeout(1);
    s.server->set_keep_alive_max_count(1000);
    s.server->set_read_timeout(10);
    s.server->set_write_timeout(30);
    s.server->set_payload_max_length(options.body_bytes);
    s.server->set_tcp_nodelay(true);
    s.server->set_socket_options([&s](socket_t listener) {
        // The library's own choice, SO_REUSEPORT, would let two servers share a port.
        const int yes = 1;
        ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        s.listener = listener;
    });
    s.server->set_pre_routing_handler([](const httplib::Request& in, httplib::Response& out) {
        if (in.path.size() <= kLongestPath) return httplib::Server::HandlerResponse::Unhandled;
        fill(out, {});
        return httplib::Server::HandlerResponse::Handled;
    });
    const auto answer = [&s](const httplib::Request& in, httplib::Response& out) { s.answer(in, out); };
    s.server->Get(".*", answer);
    s.server->Post(".*", answer);

    int port = options.port;
    if (port == 0)
        port = s.server->bind_to_any_port(options.host);
    else if (!s.server->bind_to_port(options.host, port))
        port = -1;
    if (port < 0)
        throw Error(ErrorCode::InvalidOption,
                    message("Nobody can listen at %1, port %2: the port is taken or the address is not one of this "
                            "machine. Choose another one.",
                            options.host, options.port));
    ::listen(s.listener, kWaiting);
    s.thread = std::thread([&s] { s.server->listen_after_bind(); });
    // A server that does not run yet cannot be stopped either.
    while (!s.server->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    address_ = webAddress(options, port);
}

WebServer::~WebServer() {
    if (!state_->thread.joinable()) return;
    state_->server->stop();
    state_->thread.join();
}

}  // namespace recap

#else

namespace recap {

struct WebServer::State {};

bool WebServer::available() {
    return false;
}

WebServer::WebServer(const WebServerOptions&, Handler) {
    throw Error(ErrorCode::InvalidOption, message("This build of the program has no HTTP server. Install "
                                                  "libcpp-httplib-dev (packaging/setup does) and build it again."));
}

WebServer::~WebServer() = default;

}  // namespace recap

#endif
