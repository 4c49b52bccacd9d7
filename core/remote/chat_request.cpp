// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/chat_request.h"

#include "base/base64.h"
#include "base/unicode.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace recap {
namespace {

constexpr std::size_t kMostCaptionBytes = 64 << 10;
constexpr std::size_t kMostNameBytes = 200;
constexpr std::size_t kMostTokens = 100;  // that an answer may name as its first one
constexpr std::string_view kThinkBegin = "<think>", kThinkEnd = "</think>";

const Json* member(const Json& json, const char* name) {
    if (!json.is_object()) return nullptr;
    const auto it = json.find(name);
    return it == json.end() ? nullptr : &*it;
}

// A string member, cut at a length no sensible one has.
std::string name(const Json& json, const char* member_) {
    const Json* value = member(json, member_);
    if (value == nullptr || !value->is_string()) return {};
    return repairUtf8(value->get_ref<const std::string&>().substr(0, kMostNameBytes));
}

// A string, or a list of parts of which those with a text count.
std::string contentText(const Json& content) {
    if (content.is_string()) return content.get<std::string>();
    std::string text;
    if (content.is_array())
        for (const auto& part : content)
            if (const Json* piece = part.is_string() ? &part : member(part, "text");
                piece != nullptr && piece->is_string())
                text += piece->get_ref<const std::string&>();
    return text;
}

bool hasText(const Json& json, const char* member_) {
    const Json* value = member(json, member_);
    return value != nullptr && value->is_string() && !value->get_ref<const std::string&>().empty();
}

// Zero bytes and other controls have no place in a caption; line ends and tabs stay.
std::string withoutControls(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    return out;
}

// {"token": "Yes", "logprob": -0.01}; nothing for what is no such thing.
void addToken(const Json& json, std::vector<TokenProbability>& out) {
    const Json* token = member(json, "token");
    const Json* logarithm = member(json, "logprob");
    if (token == nullptr || !token->is_string() || logarithm == nullptr || !logarithm->is_number()) return;
    out.push_back({repairUtf8(token->get_ref<const std::string&>().substr(0, kMostNameBytes)),
                   std::min(1.0, std::exp(logarithm->get<double>()))});
}

// The tokens that could have been first. Some servers do not repeat the chosen one among them.
std::vector<TokenProbability> firstTokens(const Json& choice) {
    const Json* all = member(choice, "logprobs");
    const Json* content = all == nullptr ? nullptr : member(*all, "content");
    if (content == nullptr || !content->is_array() || content->empty()) return {};
    const Json& first = content->front();
    std::vector<TokenProbability> out, chosen;
    if (const Json* top = member(first, "top_logprobs"); top != nullptr && top->is_array())
        for (const auto& token : *top)
            if (out.size() < kMostTokens) addToken(token, out);
    addToken(first, chosen);
    for (auto& token : chosen)
        if (std::none_of(out.begin(), out.end(), [&](const auto& known) { return known.token == token.token; }))
            out.push_back(std::move(token));
    return out;
}

}  // namespace

Json samplingFields(const ChatSampling& sampling, const std::set<std::string>& refused) {
    Json out = Json::object();
    out[refused.count("max_tokens") == 0 ? "max_tokens" : "max_completion_tokens"] = sampling.max_tokens;
    const auto add = [&](const char* field, const auto& value) {
        if (refused.count(field) == 0) out[field] = value;
    };
    if (sampling.temperature) add("temperature", *sampling.temperature);
    if (sampling.top_p) add("top_p", *sampling.top_p);
    if (sampling.seed) add("seed", *sampling.seed);
    if (!sampling.stop.empty()) add("stop", sampling.stop);
    if (sampling.top_logprobs > 0 && refused.count("logprobs") == 0 && refused.count("top_logprobs") == 0) {
        out["logprobs"] = true;
        out["top_logprobs"] = sampling.top_logprobs;
    }
    return out;
}

Json chatBody(const std::string& model, const std::string& instruction, const std::string& jpeg, const Json& sampling) {
    Json content = Json::array({{{"type", "text"}, {"text", instruction}}});
    if (!jpeg.empty())
        content.push_back({{"type", "image_url"}, {"image_url", {{"url", "data:image/jpeg;base64," + base64(jpeg)}}}});
    Json body{{"model", model}, {"messages", Json::array({{{"role", "user"}, {"content", std::move(content)}}})}};
    body.update(sampling);
    body["stream"] = false;
    return body;
}

double changedTemperature(double temperature) {
    constexpr double kHigh = 0.7, kStep = 0.4;
    return temperature < kHigh ? temperature + kStep : std::max(0.1, temperature - kStep);
}

ChatAnswer chatAnswer(const std::string& body) {
    return chatAnswer(Json::parse(body, nullptr, false));
}

ChatAnswer chatAnswer(const Json& body) {
    ChatAnswer answer;
    const Json* choices = member(body, "choices");
    const Json* message =
        choices != nullptr && choices->is_array() && !choices->empty() ? member(choices->front(), "message") : nullptr;
    if (message == nullptr || !message->is_object()) {
        answer.fault = AnswerFault::Unreadable;
        return answer;
    }
    answer.model = name(body, "model");
    answer.finish_reason = name(choices->front(), "finish_reason");
    if (const Json* usage = member(body, "usage"); usage != nullptr && usage->is_object())
        for (const char* field : {"prompt_tokens", "completion_tokens", "total_tokens"})
            if (const Json* number = member(*usage, field); number != nullptr && number->is_number_integer())
                answer.usage[field] = *number;
    std::string text;
    if (const Json* content = member(*message, "content")) text = contentText(*content);
    bool reasoned = hasText(*message, "reasoning") || hasText(*message, "reasoning_content");
    // Servers that do not part the thoughts of a model from its answer leave them in front of it.
    if (const auto begin = trimmed(text); begin.starts_with(kThinkBegin)) {
        reasoned = true;
        const auto end = begin.find(kThinkEnd);
        text = end == std::string_view::npos ? std::string() : std::string(begin.substr(end + kThinkEnd.size()));
    }
    answer.text = withoutControls(trimmed(text));
    if (answer.text.size() > kMostCaptionBytes)
        answer.fault = AnswerFault::TooLong;
    else if (answer.text.empty())
        answer.fault = reasoned ? AnswerFault::ReasoningOnly : AnswerFault::Empty;
    else if (answer.finish_reason == "length")
        answer.fault = AnswerFault::Length;
    else if (answer.finish_reason != "stop")
        answer.fault = AnswerFault::FinishReason;
    return answer;
}

ChatAnswer firstTokenAnswer(const std::string& body) {
    const Json json = Json::parse(body, nullptr, false);
    auto answer = chatAnswer(json);
    if (answer.fault == AnswerFault::Unreadable) return answer;
    answer.first = firstTokens(json["choices"].front());
    answer.fault = answer.first.empty() ? AnswerFault::NoProbabilities : AnswerFault::None;
    return answer;
}

Message faultSentence(const ChatAnswer& answer) {
    switch (answer.fault) {
        case AnswerFault::None: break;
        case AnswerFault::Empty: return message("The answer is empty.");
        case AnswerFault::ReasoningOnly:
            return message(
                "The model used all its tokens for reasoning and wrote no caption; a larger max_tokens "
                "leaves it more.");
        case AnswerFault::Length:
            return message("The caption is cut off at max_tokens; a larger value lets the model finish it.");
        case AnswerFault::FinishReason:
            return message("The answer ended for the reason '%1', not because it was complete.", answer.finish_reason);
        case AnswerFault::TooLong: return message("The answer is longer than 64 KiB, which no caption is.");
        case AnswerFault::Unreadable: return message("The answer is not a chat completion.");
        case AnswerFault::Refused: return message("The server did not answer.");
        case AnswerFault::NoProbabilities: return message("The answer has no log-probabilities of its tokens.");
    }
    return {};
}

}  // namespace recap
