// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/server_judge.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/unicode.h"
#include "image/encode.h"
#include "metrics/judge_views.h"
#include "remote/server_pool.h"
#include "workflow/captioning/picture_queue.h"
#include "workflow/captioning/server_connection.h"
#include "workflow/judging/judgement_cache.h"

#include <algorithm>
#include <map>
#include <utility>

namespace recap {
namespace {

constexpr int kLongest = 1024;           // pixels of the longer side
constexpr std::int64_t kTokens = 20;     // the most that servers of the OpenAI style report
constexpr const char* kText = "{text}";  // of the question in a card

ServerCaptionOptions connectionOf(const JudgeEntry& entry) {
    ServerCaptionOptions options;
    options.server = entry.url;
    options.model = entry.model;
    if (!entry.api_key_env.empty()) options.api_key_env = entry.api_key_env;
    return options;
}

ChatSampling oneToken() {
    return {.max_tokens = 1, .temperature = 0.0, .top_logprobs = kTokens};
}

std::vector<std::string> pathsOf(std::span<const PictureToJudge> pictures, const std::vector<std::size_t>& places) {
    std::vector<std::string> paths;
    for (const auto place : places) paths.push_back(pictures[place].path.string());
    return paths;
}

Message noProbabilities(const std::string& address, const std::string& model) {
    return message("the model '%1' of %2 answers without log-probabilities, which this score is made of", model,
                   address);
}

// The first answer without probabilities: the others will have none either.
struct NoProbabilities {
    std::size_t server = 0;
};

// Between the pool, which knows rows, and the pictures.
class Questions final : public PoolWork {
public:
    using Answered = std::function<void(std::size_t place, double yes)>;

    Questions(std::span<const PictureToJudge> pictures, std::vector<std::size_t> places, const std::string& stage,
              JobContext& context, Answered answered)
        : pictures_(pictures),
          places_(std::move(places)),
          stage_(stage),
          context_(context),
          answered_(std::move(answered)),
          queue_(pathsOf(pictures, places_), kLongest) {}

    Supply next(PoolRow& row) override {
        PictureQueue::Ready ready;
        const auto state = queue_.take(ready);
        if (state == PictureQueue::State::Empty) return Supply::None;
        if (state == PictureQueue::State::NotYet) return Supply::NotYet;
        if (!ready.problem.empty()) throw Error(ErrorCode::BadFormat, ready.problem);
        row = {.row = static_cast<std::int64_t>(ready.index),
               .instruction = vqaQuestion(pictures_[places_[ready.index]].prompt->prompt),
               .jpeg = std::move(ready.picture.jpeg)};
        return Supply::Row;
    }

    // A smaller picture would be judged otherwise than its neighbours.
    std::optional<std::string> smallerPicture(std::int64_t) override { return std::nullopt; }

    void finished(PoolAnswer answer) override {
        if (answer.answer.fault == AnswerFault::NoProbabilities) throw NoProbabilities{answer.server};
        ++done_;
        const auto place = places_[static_cast<std::size_t>(answer.row)];
        auto problem = answer.problem;
        if (problem.empty()) {
            if (const auto yes = yesProbability(answer.answer.first)) return answered_(place, *yes);
            problem = message("The model does not answer yes or no; its likeliest first word is '%1'.",
                              answer.answer.first.front().token);
        }
        if (unanswered_++ < kSaid)
            context_.say(message("%1 has no score: %2", pictures_[place].path, problem), MessageEvent::Level::Warning);
    }

    void turn(std::size_t inFlight) override {
        if (context_.control().cancelRequested() || (paused() && inFlight == 0)) context_.pausePoint();
        if (std::exchange(shown_, done_) != done_)
            context_.report({stage_, std::ssize(pictures_) - std::ssize(places_) + done_, std::ssize(pictures_)});
    }
    bool paused() const override { return context_.control().paused(); }
    void say(Message sentence) override { context_.say(std::move(sentence), MessageEvent::Level::Warning); }

private:
    static constexpr int kSaid = 10;  // pictures without an answer that are named

    std::span<const PictureToJudge> pictures_;
    const std::vector<std::size_t> places_;  // that are asked about
    const std::string& stage_;
    JobContext& context_;
    Answered answered_;
    PictureQueue queue_;
    std::int64_t done_ = 0, shown_ = -1;
    int unanswered_ = 0;
};

class ServerJudge final : public PictureJudge {
public:
    ServerJudge(const JudgeEntry& entry, std::filesystem::path cache) : entry_(entry), cache_(std::move(cache)) {
        serverAddresses(connectionOf(entry));  // throws for what is no address
    }

    Facts facts(std::string_view) const override {
        Facts facts{entry_.name, entry_.kind, {}, "longer side at most 1024, bicubic, JPEG"};
        facts.more["question"] = vqaQuestion(kText);
        if (!servers_.empty()) {
            facts.more["server"] = described();
            facts.more["judge_model"] = model_;
        }
        return facts;
    }
    std::vector<std::string_view> views() const override { return {views::kVqaScore}; }
    PromptTruth truth(const PromptItem& prompt) const override { return expectedTruth(prompt); }
    Message obstacle() const override { return obstacle_; }

    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view view,
                                 const std::string& stage, JobContext& context) override {
        std::vector<Judgement> out(pictures.size());
        if (!obstacle_.empty()) return out;
        connect(context);
        JudgementCache cache(cache_, sha256(identity()), view);
        std::vector<std::string> keys(pictures.size());
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            if (pictures[i].prompt == nullptr) continue;
            context.pausePoint();
            keys[i] = JudgementCache::keyOf(sha256File(pictures[i].path), vqaQuestion(pictures[i].prompt->prompt));
            if (auto known = cache.find(keys[i]))
                out[i] = std::move(*known);
            else
                open.push_back(i);
        }
        ask(pictures, std::move(open), stage, context, [&](std::size_t place, double yes) {
            out[place].scores[kScoreText] = yes;
            cache.add({{keys[place], out[place]}});
        });
        if (!obstacle_.empty()) return std::vector<Judgement>(pictures.size());
        context.report({stage, std::ssize(pictures), std::ssize(pictures)});
        return out;
    }

private:
    void connect(JobContext& context) {
        if (!servers_.empty()) return;
        const auto options = connectionOf(entry_);
        const auto turn = [&] { context.pausePoint(); };
        auto servers = connectServers(options, turn);
        model_ = chosenModel(options, servers);
        requireSight(options, servers, model_, turn);
        servers_ = std::move(servers);
    }

    void ask(std::span<const PictureToJudge> pictures, std::vector<std::size_t> open, const std::string& stage,
             JobContext& context, Questions::Answered answered) {
        if (open.empty()) return;
        PoolSettings settings;
        settings.model = model_;
        settings.sampling = oneToken();
        settings.key_name = connectionOf(entry_).api_key_env;
        Questions questions(pictures, std::move(open), stage, context, std::move(answered));
        try {
            runPool(servers_, settings, questions);
        } catch (const NoProbabilities& without) {
            obstacle_ = noProbabilities(servers_[without.server].address, model_);
        }
    }

    // "vLLM 0.9.1"; of several servers each kind once.
    std::string described() const {
        std::string out;
        for (const auto& server : servers_) {
            std::string one(enumName(kServerKindNames, server.kind));
            if (!server.version.empty()) one.append(" ").append(server.version);
            if (out.find(one) == std::string::npos) out.append(out.empty() ? "" : ", ").append(one);
        }
        return out;
    }
    // Another model, or another server under the same address, is another judge.
    std::string identity() const {
        std::string out = model_;
        for (const auto& server : servers_) out.append("\n").append(server.address);
        return out.append("\n").append(described());
    }

    JudgeEntry entry_;
    std::filesystem::path cache_;
    std::vector<ServerFacts> servers_;  // empty: not connected yet
    std::string model_;
    Message obstacle_;
};

// Without white space and the marks of it in tokenizers (SentencePiece, byte-level BPE), in small letters.
std::string wordOf(std::string_view token) {
    auto word = trimmed(token);
    for (const std::string_view mark : {"\u2581", "\u0120"})
        while (word.starts_with(mark)) word.remove_prefix(mark.size());
    return toLower(trimmed(word));
}

}  // namespace

std::string vqaQuestion(const std::string& text) {
    return "Does this figure show \"" + text + "\"? Please answer yes or no.";
}

std::optional<double> yesProbability(const std::vector<TokenProbability>& tokens) {
    double yes = 0;
    bool answered = false;
    for (const auto& token : tokens) {
        const auto word = wordOf(token.token);
        if (word == "yes") yes += token.probability;
        answered = answered || word == "yes" || word == "no";
    }
    return answered ? std::optional(std::min(1.0, yes)) : std::nullopt;
}

std::unique_ptr<PictureJudge> openServerJudge(const JudgeEntry& entry, const std::filesystem::path& cache) {
    return std::make_unique<ServerJudge>(entry, cache);
}

void requireServerJudge(const JudgeEntry& entry) {
    constexpr int kSide = 224;
    const auto options = connectionOf(entry);
    const auto turn = [] {};
    const auto servers = connectServers(options, turn);
    const auto model = chosenModel(options, servers);
    requireSight(options, servers, model, turn);
    const auto sampling = samplingFields(oneToken());
    const auto body = chatBody(model, vqaQuestion("a black square"), encodeJpeg(ImageBuffer(kSide, kSide)), sampling);
    for (const auto& server : servers) {
        const auto answer =
            askOnce({.url = chatUrl(server.address), .body = toJsonLine(body), .key = server.key}, {}, turn);
        if (answer.end != HttpEnd::Answered)
            throw Error(ErrorCode::InvalidOption, unreachedSentence(server.address, answer.end, answer.reason));
        if (answer.status != 200)
            throw Error(ErrorCode::InvalidOption,
                        refusalSentence(server.address, answer,
                                        refusalOf(answer, {"logprobs", "top_logprobs", "max_tokens"}, server.key),
                                        model, options.api_key_env));
        const auto chat = firstTokenAnswer(answer.body);
        if (chat.fault == AnswerFault::NoProbabilities)
            throw Error(ErrorCode::InvalidOption,
                        message("It cannot judge, because %1.", noProbabilities(server.address, model)));
        if (chat.fault != AnswerFault::None) throw Error(ErrorCode::BadFormat, faultSentence(chat));
        if (!yesProbability(chat.first))
            throw Error(ErrorCode::BadFormat,
                        message("The model does not answer yes or no; its likeliest first word is '%1'.",
                                chat.first.front().token));
    }
}

}  // namespace recap
