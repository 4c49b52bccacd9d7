// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/serving/rating_server.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "web/rate_limit.h"
#include "web/web_server.h"
#include "workflow/rating/rating_desk.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <thread>

namespace recap {
namespace {

constexpr std::string_view kRoot = "/r/";
// A person answers once or twice a second; a page loads two pictures for each answer.
constexpr double kAnswersPerSecond = 10, kAnswerBurst = 30;
constexpr double kReadsPerSecond = 50, kReadBurst = 200;

// 128 bits of the operating system's random device: not to be guessed, and no name in it.
std::string newToken() {
    constexpr char kDigits[] = "0123456789abcdef";
    std::random_device device;
    std::string token;
    for (int i = 0; i < 16; ++i) {
        const auto byte = device() & 255U;
        token.push_back(kDigits[byte >> 4]);
        token.push_back(kDigits[byte & 15U]);
    }
    return token;
}

// Tokens by rater: those of earlier sessions, and new ones for new raters.
std::map<std::string, std::string> tokensOf(Project& project, StudyId study, const std::vector<std::string>& raters) {
    const std::string setting = std::string("rating.links.").append(std::to_string(study.value));
    std::map<std::string, std::string> tokens;
    if (const auto stored = project.settings().get(setting)) {
        const Json json = parseJson(*stored, "the links of the rating study");
        for (const auto& [rater, token] : json.items()) tokens[rater] = token.get<std::string>();
    }
    bool changed = false;
    for (const auto& rater : raters)
        if (!rater.empty() && tokens.emplace(rater, "").second) {
            tokens[rater] = newToken();
            changed = true;
        }
    if (tokens.empty())
        throw Error(ErrorCode::InvalidOption,
                    message("The rating study has no raters with links yet. Name them, e.g. --raters anna,ben."));
    if (changed) {
        Json json = Json::object();
        for (const auto& [rater, token] : tokens) json[rater] = token;
        project.settings().set(setting, toJsonLine(json));
    }
    return tokens;
}

std::vector<std::string> namesIn(const std::map<std::string, std::string>& tokens) {
    std::vector<std::string> names;
    for (const auto& [rater, token] : tokens) names.push_back(rater);
    return names;
}

WebServerOptions webOptions(const RatingServeOptions& options) {
    WebServerOptions web = webServerAt(options.listen);
    web.certificate = options.certificate;
    web.key = options.key;
    return web;
}

WebReply jsonReply(const RatingDesk::Kept& kept) {
    Json answers = Json::array();
    for (const auto& item : kept.items) answers.push_back({{"item", item}});
    return {.status = 200,
            .type = "application/json",
            .body = toJsonLine({{"changed", kept.changed}, {"answers", answers}})};
}

}  // namespace

struct RatingServer::State {
    std::shared_ptr<const Clock> clock;
    std::unique_ptr<RatingDesk> desk;
    // By the token's hash: how long a comparison takes says nothing about a token.
    std::map<std::string, std::string> raters;
    RateLimit answering{kAnswersPerSecond, kAnswerBurst}, reading{kReadsPerSecond, kReadBurst};
    std::vector<RatingLink> links;
    std::unique_ptr<WebServer> server;  // last: it ends before what it uses

    WebReply reply(const WebRequest& request);
    WebReply read(const std::string& rater, const std::string& what);
    WebReply change(const std::string& rater, const std::string& what, const std::string& body);
};

WebReply RatingServer::State::reply(const WebRequest& request) {
    if (!request.path.starts_with(kRoot)) return {};
    const auto end = request.path.find('/', kRoot.size());
    if (end == std::string::npos) return {};
    const auto rater = raters.find(sha256(request.path.substr(kRoot.size(), end - kRoot.size())));
    if (rater == raters.end()) return {};
    const std::string what = request.path.substr(end + 1);
    const bool changes = request.method == "POST";
    if (!(changes ? answering : reading).take(rater->second, clock->nowMs()))
        return {.status = 429, .body = "too many requests\n", .headers = {{"Retry-After", "1"}}};
    WebReply out = changes ? change(rater->second, what, request.body) : read(rater->second, what);
    out.headers.insert(out.headers.end(), {{"Cache-Control", "no-store"},
                                           {"Referrer-Policy", "no-referrer"},
                                           {"X-Content-Type-Options", "nosniff"},
                                           {"Cross-Origin-Resource-Policy", "same-origin"},
                                           {"Content-Security-Policy", "frame-ancestors 'none'"}});
    return out;
}

WebReply RatingServer::State::read(const std::string& rater, const std::string& what) {
    constexpr std::string_view kPicture = "picture/";
    if (what.empty()) return {.status = 200, .type = "text/html; charset=utf-8", .body = desk->page(rater)};
    if (what == "answers") return jsonReply(desk->answers(rater));
    if (!what.starts_with(kPicture)) return {};
    auto picture = desk->picture(what.substr(kPicture.size()));
    if (!picture) return {};
    return {.status = 200, .type = "image/png", .body = std::move(*picture)};
}

WebReply RatingServer::State::change(const std::string& rater, const std::string& what, const std::string& body) {
    if (what != "answer" && what != "undo") return {};
    try {
        const Json json = parseJson(body, "the request");
        if (what == "answer") return jsonReply(desk->add(rater, json));
        return jsonReply(desk->undo(rater, json.is_object() ? json.value("item", std::string()) : std::string()));
    } catch (const Json::exception&) {
        return {.status = 400, .body = "not an answer\n"};
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadFormat) throw;
        return {.status = 400, .body = std::string(error.what()).append("\n")};
    }
}

RatingServer::RatingServer(std::shared_ptr<Project> project, StudyId study, const RatingServeOptions& options,
                           std::shared_ptr<const Clock> clock)
    : state_(std::make_unique<State>()) {
    auto& s = *state_;
    s.clock = std::move(clock);
    project->requireWritable();
    const auto web = webOptions(options);
    const auto tokens = tokensOf(*project, study, options.raters);
    s.desk = std::make_unique<RatingDesk>(std::move(project), study, namesIn(tokens));
    for (const auto& [rater, token] : tokens) s.raters[sha256(token)] = rater;
    s.server = std::make_unique<WebServer>(web, [&s](const WebRequest& request) { return s.reply(request); });
    for (const auto& [rater, token] : tokens)
        s.links.push_back({rater, std::string(s.server->address()).append(kRoot).append(token).append("/")});
}

RatingServer::~RatingServer() = default;

const std::string& RatingServer::address() const {
    return state_->server->address();
}
const std::vector<RatingLink>& RatingServer::links() const {
    return state_->links;
}
std::int64_t RatingServer::stored() const {
    return state_->desk->stored();
}

void RatingServeJob::run(JobContext& context) {
    const RatingServer server(project_, study_, options_);
    listening_(server.address(), server.links());
    for (std::int64_t said = -1; !context.control().cancelRequested();) {
        stored = server.stored();
        if (stored != said) context.report({"answers", stored, 0});
        said = stored;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    stored = server.stored();
}

}  // namespace recap
