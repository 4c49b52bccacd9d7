// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small HTTP server for people on the same network. It knows neither files nor folders of this machine: what is not
// answered by its handler is not there. Requests are bounded in size and time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace recap {

struct WebRequest {
    std::string method;  // GET or POST
    std::string path;    // without the query, percent signs decoded
    std::string body;
};

struct WebReply {
    int status = 404;
    std::string type = "text/plain; charset=utf-8";
    std::string body = "not found\n";
    std::vector<std::pair<std::string, std::string>> headers = {};
};

struct WebServerOptions {
    std::string host = "127.0.0.1";  // a name or number of this machine; 0.0.0.0 and :: mean all of its networks
    int port = 0;                    // 0: any that is free
    std::filesystem::path certificate = {}, key = {};  // PEM files; both empty: HTTP without encryption
    std::size_t threads = 256;                         // connections that are served at the same time
    std::size_t body_bytes = std::size_t{64} << 10;    // longer bodies are refused
};

// "host:port", "host", ":port", "[::1]:port". Throws Error(InvalidOption).
WebServerOptions webServerAt(const std::string& address);

// "http://127.0.0.1:8642". Of a server that listens in all networks: where others reach this machine, as far as it
// knows.
std::string webAddress(const WebServerOptions& options, int port);

class WebServer {
public:
    // Called on many threads at once. What it throws becomes status 500 without a word of it.
    using Handler = std::function<WebReply(const WebRequest&)>;

    // Whether this build has a server (libcpp-httplib-dev was there).
    static bool available();

    // Serves until the end of its life. Throws Error(InvalidOption) when nobody can listen at this address or this
    // build has no server, Error(FileNotFound) without the certificate or its key, Error(BadFormat) when they do not
    // fit.
    WebServer(const WebServerOptions& options, Handler handler);
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    // See webAddress.
    const std::string& address() const { return address_; }

private:
    struct State;
    std::unique_ptr<State> state_;
    std::string address_;
};

}  // namespace recap
