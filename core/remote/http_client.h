// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTTP requests to servers that nobody vouches for: answers are bounded in size and time, redirects are not followed,
// so that a key goes to no other address than the one that a person named. Proxies of the environment are used, but
// not for this machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct HttpLimits {
    std::size_t answer_bytes = std::size_t{4} << 20;
    double connect_seconds = 10;
    double total_seconds = 300;
    double body_seconds = 30;  // from the first byte of the answer's body to its last
};

struct HttpRequest {
    std::string url = {};
    std::string body = {};  // JSON, sent with POST; empty: GET
    std::string key = {};   // sent as "Authorization: Bearer"; empty: none
    double seconds = 0;     // a shorter limit than that of all requests; 0: none
};

enum class HttpEnd {
    Answered,     // with any status
    Unreachable,  // no connection: name unknown, nobody listens
    Timeout,      // one of the limits
    Broken,       // the connection ended in the middle
    TooLarge,
    Certificate,  // the server's certificate is not trusted, or it speaks no TLS
    BadAddress,
};

struct HttpAnswer {
    HttpEnd end = HttpEnd::Broken;
    long status = 0;
    std::string body = {};
    std::string redirect = {};  // where a 3xx answer leads
    std::string reason = {};    // libcurl's words when there was no answer
    double seconds = 0;
    double retry_after = 0;  // what the server asks to wait, in seconds; 0: nothing
};

// Requests in flight side by side, on the thread that calls. What is in flight at the end of its life is given up.
class HttpClient {
public:
    struct Finished {
        std::uint64_t id = 0;
        HttpAnswer answer;
    };

    explicit HttpClient(HttpLimits limits = {});
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    std::uint64_t send(HttpRequest request);
    // Waits until a request is finished, at most so long, and returns all that are.
    std::vector<Finished> wait(int milliseconds);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// One request and its answer. `turn` is called several times a second; what it throws ends the request.
HttpAnswer askOnce(HttpRequest request, const HttpLimits& limits, const std::function<void()>& turn);

}  // namespace recap
