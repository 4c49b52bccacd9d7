// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/http_client.h"

#include "base/clock.h"
#include "base/error.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>
#include <utility>

namespace recap {
namespace {

constexpr int kTurnMs = 100;

struct CloseEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct CloseMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Transfer {
    std::unique_ptr<CURL, CloseEasy> easy;
    std::unique_ptr<curl_slist, FreeList> headers;
    HttpRequest request;
    std::string body;
    std::size_t limit = 0;
    bool tooLarge = false;
    Stopwatch sinceFirstByte;
    char words[CURL_ERROR_SIZE] = {};
};

std::size_t takeBytes(char* data, std::size_t, std::size_t count, void* target) {
    auto& transfer = *static_cast<Transfer*>(target);
    if (transfer.body.empty()) transfer.sinceFirstByte = Stopwatch();
    if (count > transfer.limit - transfer.body.size()) {
        transfer.tooLarge = true;
        return 0;
    }
    transfer.body.append(data, count);
    return count;
}

HttpEnd endOf(CURLcode code, bool tooLarge) {
    switch (code) {
        case CURLE_OK: return HttpEnd::Answered;
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT: return HttpEnd::Unreachable;
        case CURLE_OPERATION_TIMEDOUT: return HttpEnd::Timeout;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CONNECT_ERROR: return HttpEnd::Certificate;
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL: return HttpEnd::BadAddress;
        default: return tooLarge ? HttpEnd::TooLarge : HttpEnd::Broken;
    }
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : value;
}

// Hosts that are asked without a proxy: this machine, and those that the person's environment names.
std::string withoutProxy() {
    std::string hosts = "localhost,127.0.0.1,::1";
    for (const char* name : {"no_proxy", "NO_PROXY"})
        if (const auto more = environment(name); !more.empty()) return more == "*" ? more : hosts + "," + more;
    return hosts;
}

void setUp(Transfer& transfer, const HttpLimits& limits) {
    CURL* easy = transfer.easy.get();
    const auto milliseconds = [](double seconds) { return static_cast<long>(seconds * 1000); };
    curl_easy_setopt(easy, CURLOPT_URL, transfer.request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.words);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, withoutProxy().c_str());
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits.connect_seconds));
    const double own = transfer.request.seconds;
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                     milliseconds(own > 0 ? std::min(own, limits.total_seconds) : limits.total_seconds));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, takeBytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
    // As curl's own program does; the library alone does not look there.
    if (const auto file = environment("SSL_CERT_FILE"); !file.empty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, file.c_str());
    // Without waiting for "100 Continue", which some servers never send.
    std::vector<std::string> headers{"Expect:", "Content-Type: application/json", "User-Agent: recap-workbench"};
    if (!transfer.request.key.empty()) headers.push_back("Authorization: Bearer " + transfer.request.key);
    curl_slist* list = nullptr;
    for (const auto& header : headers) list = curl_slist_append(list, header.c_str());
    transfer.headers.reset(list);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    if (transfer.request.body.empty()) return;
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer.request.body.c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer.request.body.size()));
}

HttpAnswer answerOf(Transfer& transfer, CURLcode code) {
    HttpAnswer answer;
    CURL* easy = transfer.easy.get();
    answer.end = endOf(code, transfer.tooLarge);
    curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME, &answer.seconds);
    if (code != CURLE_OK) {
        // Whoever takes no connection has not seen the request.
        curl_off_t sending = 0;
        curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &sending);
        if (answer.end == HttpEnd::Timeout && sending == 0) answer.end = HttpEnd::Unreachable;
        answer.reason = transfer.words[0] != '\0' ? transfer.words : curl_easy_strerror(code);
        return answer;
    }
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_off_t wait = 0;
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &wait);
    answer.retry_after = static_cast<double>(wait);
    char* redirect = nullptr;
    curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &redirect);
    if (redirect != nullptr) answer.redirect = redirect;
    answer.body = std::move(transfer.body);
    return answer;
}

}  // namespace

struct HttpClient::State {
    HttpLimits limits;
    std::unique_ptr<CURLM, CloseMulti> multi;
    std::map<std::uint64_t, std::unique_ptr<Transfer>> transfers;
    std::uint64_t last = 0;
    std::vector<Finished> finished;

    void finish(std::uint64_t id, CURLcode code) {
        const auto it = transfers.find(id);
        auto answer = answerOf(*it->second, code);
        curl_multi_remove_handle(multi.get(), it->second->easy.get());
        transfers.erase(it);
        finished.push_back({id, std::move(answer)});
    }
    void collect() {
        int left = 0;
        while (const CURLMsg* done = curl_multi_info_read(multi.get(), &left)) {
            if (done->msg != CURLMSG_DONE) continue;
            const auto it = std::find_if(transfers.begin(), transfers.end(), [&](const auto& entry) {
                return entry.second->easy.get() == done->easy_handle;
            });
            finish(it->first, done->data.result);
        }
        // An answer that drips is not stopped by any speed limit that leaves a server time to think.
        std::vector<std::uint64_t> late;
        for (const auto& [id, transfer] : transfers)
            if (!transfer->body.empty() && transfer->sinceFirstByte.seconds() > limits.body_seconds) late.push_back(id);
        for (const auto id : late) finish(id, CURLE_OPERATION_TIMEDOUT);
    }
};

HttpClient::HttpClient(HttpLimits limits) : state_(std::make_unique<State>()) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    state_->limits = limits;
    state_->multi.reset(ready == CURLE_OK ? curl_multi_init() : nullptr);
    if (state_->multi == nullptr) throw Error(ErrorCode::OutOfMemory, message("libcurl could not be started."));
}

HttpClient::~HttpClient() {
    for (const auto& [id, transfer] : state_->transfers)
        curl_multi_remove_handle(state_->multi.get(), transfer->easy.get());
}

std::uint64_t HttpClient::send(HttpRequest request) {
    auto transfer = std::make_unique<Transfer>();
    transfer->easy.reset(curl_easy_init());
    if (transfer->easy == nullptr) throw Error(ErrorCode::OutOfMemory, message("libcurl could not be started."));
    transfer->request = std::move(request);
    transfer->limit = state_->limits.answer_bytes;
    setUp(*transfer, state_->limits);
    curl_multi_add_handle(state_->multi.get(), transfer->easy.get());
    const auto id = ++state_->last;
    state_->transfers.emplace(id, std::move(transfer));
    return id;
}

std::vector<HttpClient::Finished> HttpClient::wait(int milliseconds) {
    const Stopwatch waited;
    for (;;) {
        int running = 0;
        curl_multi_perform(state_->multi.get(), &running);
        state_->collect();
        const int left = milliseconds - static_cast<int>(waited.seconds() * 1000);
        if (!state_->finished.empty() || left <= 0) return std::exchange(state_->finished, {});
        curl_multi_poll(state_->multi.get(), nullptr, 0, std::min(left, kTurnMs), nullptr);
    }
}

HttpAnswer askOnce(HttpRequest request, const HttpLimits& limits, const std::function<void()>& turn) {
    HttpClient client(limits);
    client.send(std::move(request));
    for (;;) {
        turn();
        auto finished = client.wait(kTurnMs);
        if (!finished.empty()) return std::move(finished.front().answer);
    }
}

}  // namespace recap
