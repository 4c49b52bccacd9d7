// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/sight.h"

#include "base/json.h"
#include "remote/chat_request.h"

#include <cstdint>
#include <set>

namespace recap {
namespace {

constexpr long kOk = 200;

HttpAnswer ask(const ServerFacts& server, const Json& body, double seconds, const std::function<void()>& turn) {
    HttpLimits limits;
    limits.total_seconds = seconds;
    return askOnce({.url = chatUrl(server.address), .body = toJsonLine(body), .key = server.key}, limits, turn);
}

// What the server read; 0: it does not say.
std::int64_t promptTokens(const HttpAnswer& answer) {
    if (answer.end != HttpEnd::Answered || answer.status != kOk) return 0;
    const auto chat = chatAnswer(answer.body);
    return chat.usage.value("prompt_tokens", std::int64_t{0});
}

}  // namespace

SightFacts sightOf(const ServerFacts& server, const std::string& model, const std::string& jpeg,
                   const std::string& nonce, double seconds, const std::function<void()>& turn) {
    const std::string question = nonce + " What is this?";
    const Json sampling = samplingFields({.max_tokens = 1});
    // The picture first: what a cache keeps of it can only make the second count smaller, never equal.
    const auto seen = ask(server, chatBody(model, question, jpeg, sampling), seconds, turn);
    if (seen.end == HttpEnd::Answered && seen.status != kOk) {
        const auto refusal = refusalOf(seen, std::set<std::string>{}, server.key);
        if (refusal.refusal == Refusal::NoPictures) return {Sight::Blind, refusal.words};
        return {};
    }
    const auto with = promptTokens(seen);
    if (with <= 0) return {};
    const auto without = promptTokens(ask(server, chatBody(model, question, {}, sampling), seconds, turn));
    if (without <= 0) return {};
    return {with == without ? Sight::Blind : Sight::Sees, {}};
}

Message blindSentence(const std::string& address, const std::string& model, const SightFacts& facts) {
    if (!facts.words.empty())
        return message("The model '%1' of %2 does not take images: %3.", model, address, facts.words);
    return message(
        "The model '%1' of %2 ignores images: it reads as many tokens without an image as with one. Name a model that "
        "takes images; llama.cpp also needs its projector (--mmproj).",
        model, address);
}

}  // namespace recap
