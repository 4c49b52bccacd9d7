// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/server_pool.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/unicode.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

namespace recap {
namespace {

constexpr int kTurnMs = 100, kShortTurnMs = 5;
constexpr int kMostBroken = 5;         // connections that ended, or answers nobody can read, before a row is given up
constexpr int kMostRefused = 12;       // refusals such as 503 of a row, while others were answered
constexpr int kMostRefusedAlone = 30;  // and while none was
constexpr std::size_t kMostWaiting = 256;
constexpr int kMostServerErrors = 2;     // answers such as 500
constexpr int kFailuresThatAreSaid = 3;  // in a row, before the pool says that it waits
constexpr long kServerError = 500;
// Options that not every server knows; sent only because the person asked for them.
constexpr const char* kRareOptions[] = {"stop", "seed"};
constexpr const char* kCap = "max_tokens";
constexpr double kHealthSeconds = 20;
constexpr std::size_t kShownBytes = 100;  // of an answer that nobody can read

// The first answer to a row that is asked again because it repeated itself.
struct FirstAnswer {
    std::size_t server = 0;
    ChatAnswer answer;
    Json sampling;
    double seconds = 0;
};

struct Row {
    PoolRow work;
    std::optional<FirstAnswer> first = {};
    int attempts = 0, broken = 0, refused = 0, server_errors = 0;
    std::int64_t answered_before = 0;  // answers of the whole pool when the row was refused first
    bool halved = false, tried_without = false;
    std::set<std::string> without = {};  // options left out for this row, to see whether they were the reason
};

struct Server {
    ServerFacts facts;
    InFlightLimit limit;
    Backoff backoff;
    double not_before = 0;
    double failed_at = -1;
    bool away = false;  // must answer a question about its health before it gets rows again
    int in_flight = 0;
    std::int64_t answered = 0;
    bool wrote = false;                  // a caption
    int unusable = 0;                    // answers since the last caption
    std::set<std::string> without = {};  // options that it refuses
};

struct Request {
    std::size_t server = 0;
    std::optional<Row> row;  // none: a question about the server's health
    double started = 0;
    Json sampling = Json::object();
};

Message unreadableSentence(const std::string& body, const std::string& key) {
    // The key is taken out of the whole: a cut one would not be found.
    const auto words = repairUtf8(presentableWords(body, key).substr(0, kShownBytes));
    return words.empty() ? message("The answer has no content.")
                         : message("The answer is not a chat completion; it begins with '%1'.", words);
}

class Pool {
public:
    Pool(const std::vector<ServerFacts>& servers, const PoolSettings& settings, PoolWork& work)
        : settings_(settings), work_(work), http_(settings.limits) {
        for (std::size_t i = 0; i < servers.size(); ++i)
            servers_.push_back({.facts = servers[i],
                                .limit = InFlightLimit(startInFlight(servers[i]), settings.max_in_flight),
                                .backoff = Backoff(settings.retry, deriveSeed(settings.seed, i)),
                                .away = servers[i].end != HttpEnd::Answered});
    }

    void run() {
        for (;;) {
            work_.turn(rowsInFlight_);
            askAfterHealth();
            const bool more = work_.paused() || sendRows();
            if (!more && rowsInFlight_ == 0 && waiting_.empty()) return;
            sayWhenWaiting();
            for (auto& [id, answer] : http_.wait(preparing_ ? kShortTurnMs : turnLength())) take(id, std::move(answer));
        }
    }

private:
    double now() const { return clock_.seconds(); }

    int turnLength() const {
        double wait = kTurnMs / 1000.0;
        for (const auto& server : servers_)
            if (server.not_before > now()) wait = std::min(wait, server.not_before - now());
        return std::max(1, static_cast<int>(wait * 1000));
    }

    void askAfterHealth() {
        for (std::size_t i = 0; i < servers_.size(); ++i) {
            auto& server = servers_[i];
            if (!server.away || server.in_flight > 0 || now() < server.not_before) continue;
            ++server.in_flight;
            requests_[http_.send(
                {.url = healthUrl(server.facts.address), .key = server.facts.key, .seconds = kHealthSeconds})] = {
                .server = i, .row = {}, .started = now()};
        }
    }

    // Whether there may be further rows.
    bool sendRows() {
        preparing_ = false;
        while (auto* server = freest()) {
            auto row = nextRow();
            if (!row) return preparing_;
            send(*server, std::move(*row));
        }
        return true;
    }

    // The server that takes rows and has the smallest part of its slots in use; of equals the one with fewer answers.
    Server* freest() {
        Server* best = nullptr;
        const auto load = [](const Server& server) {
            return std::pair(static_cast<double>(server.in_flight) / server.limit.limit(), server.answered);
        };
        for (auto& server : servers_)
            if (!server.away && server.in_flight < server.limit.limit() && now() >= server.not_before &&
                (best == nullptr || load(server) < load(*best)))
                best = &server;
        return best;
    }

    // Rows that were refused take turns with new ones, so that one which is always refused holds up no other.
    std::optional<Row> nextRow() {
        const bool again = !waiting_.empty() && (waiting_.front().refused == 0 || waiting_.size() >= kMostWaiting ||
                                                 std::exchange(refusedNext_, !refusedNext_));
        Row row;
        const auto supply = again ? PoolWork::Supply::None : work_.next(row.work);
        if (supply == PoolWork::Supply::Row) return row;
        preparing_ = supply == PoolWork::Supply::NotYet;
        if (waiting_.empty()) return std::nullopt;
        row = std::move(waiting_.front());
        waiting_.pop_front();
        return row;
    }

    void send(Server& server, Row row) {
        ++server.in_flight;
        ++rowsInFlight_;
        ++row.attempts;
        auto refused = server.without;
        refused.insert(row.without.begin(), row.without.end());
        auto wanted = settings_.sampling;
        if (row.first) wanted.temperature = changedTemperature(wanted.temperature.value_or(1));
        const Json sampling = samplingFields(wanted, refused);
        auto body = toJsonLine(chatBody(settings_.model, row.work.instruction, row.work.jpeg, sampling));
        const auto id =
            http_.send({.url = chatUrl(server.facts.address), .body = std::move(body), .key = server.facts.key});
        requests_[id] = {.server = static_cast<std::size_t>(&server - servers_.data()),
                         .row = std::move(row),
                         .started = now(),
                         .sampling = sampling};
    }

    void take(std::uint64_t id, HttpAnswer answer) {
        const auto it = requests_.find(id);
        Request request = std::move(it->second);
        requests_.erase(it);
        auto& server = servers_[request.server];
        --server.in_flight;
        if (!request.row) return takeHealth(server, request, answer);
        --rowsInFlight_;
        if (answer.end == HttpEnd::Answered && answer.status == 200) return takeAnswer(server, request, answer);
        if (answer.end == HttpEnd::Answered) return takeRefusal(server, request, answer);
        takeLoss(server, request, answer);
    }

    void takeHealth(Server& server, const Request& request, const HttpAnswer& answer) {
        refuseTheHopeless(server, answer);
        const bool well =
            answer.end == HttpEnd::Answered && refusalOf(answer, {}, server.facts.key).refusal != Refusal::Busy;
        if (!well) return failed(server, request, answer);
        server.away = false;
        server.not_before = 0;
    }

    void takeAnswer(Server& server, Request& request, const HttpAnswer& answer) {
        Row& row = *request.row;
        auto chat = settings_.sampling.top_logprobs > 0 ? firstTokenAnswer(answer.body) : chatAnswer(answer.body);
        const bool unreadable = chat.fault == AnswerFault::Unreadable;
        auto problem = unreadable ? unreadableSentence(answer.body, server.facts.key) : faultSentence(chat);
        count(server, problem);
        if (unreadable && ++row.broken < kMostBroken) return giveBack(std::move(row));
        if (!unreadable) noteAnswer(server, row, answer.seconds);
        const bool again = !unreadable && work_.repeatsItself(chat);
        if (again && !row.first && request.sampling.contains("temperature")) {
            row.first = {request.server, std::move(chat), std::move(request.sampling), answer.seconds};
            return giveBack(std::move(row));
        }
        // Of two answers the second one, unless only the first is a caption or both repeat themselves.
        if ((again || chat.fault != AnswerFault::None) && finishWithFirst(request)) return;
        finish(request, std::move(chat), std::move(problem), answer.seconds);
    }

    // The server answered with something that can be read.
    void noteAnswer(Server& server, const Row& row, double seconds) {
        server.limit.answered(seconds);
        server.backoff.reset();
        ++server.answered;
        ++answered_;
        for (const auto& option : row.without)
            if (server.without.insert(option).second)
                work_.say(
                    option == kCap
                        ? message("%1 gets the limit of tokens as max_completion_tokens.", server.facts.address)
                        : message("%1 refuses the option '%2', so it is left out.", server.facts.address, option));
        if (std::exchange(waits_, false)) work_.say(message("%1 answers again.", server.facts.address));
    }

    // Asking a server on that answers nothing but what is no caption would only cost time.
    static void count(Server& server, const Message& problem) {
        if (problem.empty()) {
            server.wrote = true;
            server.unusable = 0;
            return;
        }
        if (++server.unusable < (server.wrote ? kMostUnusableInARow : kMostUnusableAtFirst)) return;
        throw Error(
            ErrorCode::BadFormat,
            message("The last %1 answers of %2 were no captions, so the work stops here. The newest: %3 What was "
                    "stored before stays, and the work can be continued.",
                    server.unusable, server.facts.address, problem));
    }

    void takeRefusal(Server& server, Request& request, const HttpAnswer& answer) {
        Row& row = *request.row;
        std::set<std::string> sent;
        for (const auto& field : request.sampling.items()) sent.insert(field.key());
        auto facts = refusalOf(answer, sent, server.facts.key);
        switch (facts.refusal) {
            case Refusal::Key:
            case Refusal::Address:
            case Refusal::Model:
            case Refusal::NoPictures:
                throw Error(ErrorCode::InvalidOption,
                            refusalSentence(server.facts.address, answer, facts, settings_.model, settings_.key_name));
            case Refusal::Busy:
                failed(server, request, answer);
                if (row.refused++ == 0) row.answered_before = answered_;
                // While no row gets through, the server is full or loading, which is no fault of this one.
                if (row.refused < (answered_ > row.answered_before ? kMostRefused : kMostRefusedAlone)) {
                    waiting_.push_back(std::move(row));
                    return;
                }
                break;
            case Refusal::TooLong:
                if (!row.halved)
                    if (auto jpeg = work_.smallerPicture(row.work.row)) {
                        row.halved = true;
                        row.work.jpeg = std::move(*jpeg);
                        return giveBack(std::move(row));
                    }
                break;
            case Refusal::Option:
                if (row.without.insert(facts.option).second) return giveBack(std::move(row));
                break;
            case Refusal::Request:
                if (server.answered == 0 && !std::exchange(row.tried_without, true))
                    for (const char* option : kRareOptions)
                        if (sent.count(option) != 0) row.without.insert(option);
                if (!row.without.empty() && row.server_errors++ == 0) return giveBack(std::move(row));
                if (answer.status >= kServerError && ++row.server_errors < kMostServerErrors)
                    return giveBack(std::move(row));
                break;
        }
        giveUp(server, request,
               refusalSentence(server.facts.address, answer, facts, settings_.model, settings_.key_name),
               answer.seconds);
    }

    void takeLoss(Server& server, Request& request, const HttpAnswer& answer) {
        refuseTheHopeless(server, answer);
        Row& row = *request.row;
        if (answer.end != HttpEnd::TooLarge) {
            failed(server, request, answer);
            // Nobody listened: the row has not even been seen.
            if (answer.end == HttpEnd::Unreachable || ++row.broken < kMostBroken) return giveBack(std::move(row));
        }
        giveUp(server, request, unreachedSentence(server.facts.address, answer.end, answer.reason), answer.seconds);
    }

    void giveUp(Server& server, Request& request, const Message& problem, double seconds) {
        count(server, problem);
        if (!finishWithFirst(request)) finish(request, {.fault = AnswerFault::Refused}, problem, seconds);
    }

    // With the answer that was to be replaced, if it is a caption.
    bool finishWithFirst(Request& request) {
        auto& first = request.row->first;
        if (!first || first->answer.fault != AnswerFault::None) return false;
        request.server = first->server;
        request.sampling = std::move(first->sampling);
        finish(request, std::move(first->answer), {}, first->seconds);
        return true;
    }

    static void refuseTheHopeless(const Server& server, const HttpAnswer& answer) {
        if (answer.end == HttpEnd::Certificate || answer.end == HttpEnd::BadAddress)
            throw Error(ErrorCode::InvalidOption, unreachedSentence(server.facts.address, answer.end, answer.reason));
    }

    // One failure a wait, however many requests were lost together.
    void failed(Server& server, const Request& request, const HttpAnswer& answer) {
        server.limit.refused(request.started, now());
        if (answer.end != HttpEnd::Answered) server.away = true;
        if (request.started < server.failed_at) return;
        server.failed_at = now();
        const double asked = std::min(answer.retry_after, settings_.retry.longest);
        server.not_before = now() + std::max(server.backoff.next(), asked);
    }

    void sayWhenWaiting() {
        const bool all = std::all_of(servers_.begin(), servers_.end(), [](const Server& server) {
            return server.backoff.failures() >= kFailuresThatAreSaid;
        });
        if (!all || std::exchange(waits_, true)) return;
        work_.say(message("No server takes requests now. Waiting; the work continues by itself when one does."));
    }

    void giveBack(Row row) { waiting_.push_front(std::move(row)); }

    void finish(Request& request, ChatAnswer chat, Message problem, double seconds) {
        work_.finished({.row = request.row->work.row,
                        .answer = std::move(chat),
                        .problem = std::move(problem),
                        .server = request.server,
                        .sampling = std::move(request.sampling),
                        .attempt = request.row->attempts,
                        .decoded_again = request.row->first.has_value(),
                        .seconds = seconds});
    }

    const PoolSettings& settings_;
    PoolWork& work_;
    HttpClient http_;
    Stopwatch clock_;
    std::vector<Server> servers_;
    std::map<std::uint64_t, Request> requests_;
    std::deque<Row> waiting_;
    std::size_t rowsInFlight_ = 0;
    std::int64_t answered_ = 0;
    bool preparing_ = false;
    bool refusedNext_ = true;
    bool waits_ = false;
};

}  // namespace

void runPool(const std::vector<ServerFacts>& servers, const PoolSettings& settings, PoolWork& work) {
    Pool(servers, settings, work).run();
}

}  // namespace recap
