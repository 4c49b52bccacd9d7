// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/stored_message.h"

#include "base/json.h"

#include <optional>

namespace recap {
namespace {

// Deeper than any sentence nests; a file that nests deeper was not written by storedText.
constexpr int kDeepest = 16;

Json toList(const Message& message) {
    if (message.verbatim) return message.text;
    Json list = Json::array({message.text});
    for (const auto& argument : message.arguments) list.push_back(toList(argument));
    return list;
}

std::optional<Message> fromList(const Json& value, int depth) {
    if (value.is_string()) return verbatim(value.get<std::string>());
    if (!value.is_array() || value.empty() || !value.front().is_string() || depth == kDeepest) return std::nullopt;
    Message message{value.front().get<std::string>()};
    for (std::size_t i = 1; i < value.size(); ++i) {
        auto argument = fromList(value[i], depth + 1);
        if (!argument) return std::nullopt;
        message.arguments.push_back(std::move(*argument));
    }
    return message;
}

}  // namespace

std::string storedText(const Message& message) {
    // Words that must not be translated and text that looks like a list are values of a sentence.
    if (message.verbatim || message.text.starts_with('[')) return toJsonLine(Json::array({"%1", toList(message)}));
    return message.arguments.empty() ? message.text : toJsonLine(toList(message));
}

Message fromStoredText(const std::string& text) {
    if (!text.starts_with('[')) return {text};
    const auto list = Json::parse(text, nullptr, false);
    auto message = list.is_array() ? fromList(list, 0) : std::nullopt;
    return message ? std::move(*message) : Message{text};
}

}  // namespace recap
