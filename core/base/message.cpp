// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/message.h"

#include <cstdio>
#include <utility>

namespace recap {

std::string filledIn(std::string_view text, const std::vector<std::string>& values) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool mark = text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9';
        const auto index = mark ? static_cast<std::size_t>(text[i + 1] - '1') : values.size();
        if (index >= values.size()) {
            out += text[i];
            continue;
        }
        out += values[index];
        ++i;
    }
    return out;
}

std::string Message::in(const std::function<std::string(const std::string&)>& translate) const {
    if (verbatim) return text;
    std::vector<std::string> values;
    values.reserve(arguments.size());
    for (const auto& argument : arguments) values.push_back(argument.in(translate));
    return filledIn(translate(text), values);
}

std::string Message::english() const {
    return in([](const std::string& sentence) { return sentence; });
}

Message verbatim(std::string text) {
    return {std::move(text), {}, true};
}

std::vector<std::string> englishOf(const std::vector<Message>& sentences) {
    std::vector<std::string> out;
    out.reserve(sentences.size());
    for (const auto& sentence : sentences) out.push_back(sentence.english());
    return out;
}

Message together(const std::vector<Message>& sentences) {
    Message all;
    for (const auto& sentence : sentences) all = all.empty() ? sentence : message("%1 %2", all, sentence);
    return all;
}

Message listOf(const std::vector<Message>& things) {
    Message all;
    for (const auto& thing : things) all = all.empty() ? thing : message("%1, %2", all, thing);
    return all;
}

std::string detail::numberText(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

}  // namespace recap
