// SPDX-License-Identifier: GPL-3.0-or-later
//
// The request that every server of the OpenAI style takes, and what it answers. Nothing of an answer is trusted.
#pragma once

#include "base/enum_names.h"
#include "base/json.h"
#include "base/message.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace recap {

// Fields of a request beside model and messages. Only what was asked for is sent.
struct ChatSampling {
    std::int64_t max_tokens = 128;
    std::optional<double> temperature = {};
    std::optional<double> top_p = {};
    std::optional<std::int64_t> seed = {};
    std::vector<std::string> stop = {};
    std::int64_t top_logprobs = 0;  // likeliest tokens to report with each token; 0: none
};

// The sampling fields as they are sent, without those that a server refuses. A cap that a server wants to be called
// "max_completion_tokens" is: refusing "max_tokens" means that.
Json samplingFields(const ChatSampling& sampling, const std::set<std::string>& refused = {});
// One user message with a text and a JPEG picture; an empty one is left out.
Json chatBody(const std::string& model, const std::string& instruction, const std::string& jpeg, const Json& sampling);

// The temperature with which a model that repeated itself is asked again: repeating is often the likeliest way on, so
// the same temperature brings the same again.
double changedTemperature(double temperature);

// Why an answer is no caption.
enum class AnswerFault {
    None,
    Empty,
    ReasoningOnly,    // a reasoning model spent its tokens before it came to the answer
    Length,           // cut off at the cap of tokens
    FinishReason,     // ended for another reason than "stop"
    TooLong,          // larger than any caption
    Unreadable,       // no answer of a chat
    Refused,          // the server did not answer this image
    NoProbabilities,  // they were asked for
};
inline constexpr EnumNames<AnswerFault, 9> kAnswerFaultNames{{{AnswerFault::None, "none"},
                                                              {AnswerFault::Empty, "empty"},
                                                              {AnswerFault::ReasoningOnly, "reasoning_only"},
                                                              {AnswerFault::Length, "length"},
                                                              {AnswerFault::FinishReason, "finish_reason"},
                                                              {AnswerFault::TooLong, "too_long"},
                                                              {AnswerFault::Unreadable, "unreadable"},
                                                              {AnswerFault::Refused, "refused"},
                                                              {AnswerFault::NoProbabilities, "no_probabilities"}}};

struct TokenProbability {
    std::string token;  // as the server writes it; white space belongs to it
    double probability = 0;
};

struct ChatAnswer {
    AnswerFault fault = AnswerFault::None;
    std::string text = {};  // without white space around it
    std::string finish_reason = {};
    std::string model = {};                    // as the server calls it
    Json usage = Json::object();               // numbers only
    std::vector<TokenProbability> first = {};  // firstTokenAnswer: the likeliest first tokens
};

// Throws nothing: what cannot be read is Unreadable.
ChatAnswer chatAnswer(const std::string& body);
ChatAnswer chatAnswer(const Json& body);
// The answer to a question of which only the first token counts: its text may be cut off or empty, but `first` is not,
// or its fault is NoProbabilities. Throws nothing.
ChatAnswer firstTokenAnswer(const std::string& body);
// One sentence; none for AnswerFault::None.
Message faultSentence(const ChatAnswer& answer);

}  // namespace recap
