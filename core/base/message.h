// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sentence of the core for people, which the window can say in its own language:
//
//     throw Error(ErrorCode::NotFound, message("There is no run with the number %1.", run.value));
//
// packaging/update-translations finds every literal that follows `message(`, so a new sentence needs no list.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace recap {

struct Message {
    std::string text;                     // English; %1 to %9 stand for the arguments
    std::vector<Message> arguments = {};  // sentences, or words that no language changes
    bool verbatim = false;                // a name, a number, the words of another library: shown as it is, % and all

    bool empty() const { return text.empty(); }
    std::string english() const;
    // The sentence with its text, and the texts of its arguments, through `translate`.
    std::string in(const std::function<std::string(const std::string&)>& translate) const;
};

// Words that are not ours and stay as they are.
Message verbatim(std::string text);

// `text` with its %1 to %9 filled in, in one pass: a value that contains "%1" stays as it is.
std::string filledIn(std::string_view text, const std::vector<std::string>& values);

namespace detail {

std::string numberText(double value);  // six digits at most: 0.25, 1e-06, nan

template <class A>
Message messageArgument(const A& value) {
    if constexpr (std::is_same_v<A, Message>)
        return value;
    else if constexpr (std::is_same_v<A, char>)
        return verbatim(std::string(1, value));
    else if constexpr (std::is_floating_point_v<A>)
        return verbatim(numberText(value));
    else if constexpr (std::is_integral_v<A>)
        return verbatim(std::to_string(value));
    else if constexpr (requires { value.string(); })  // a path
        return verbatim(value.string());
    else
        return verbatim(std::string(value));
}

}  // namespace detail

// Arguments: text, numbers, paths, other messages.
template <class... A>
Message message(const char* text, const A&... arguments) {
    return Message{text, {detail::messageArgument(arguments)...}};
}

std::vector<std::string> englishOf(const std::vector<Message>& sentences);
// The sentences as one, with a space between them; none is an empty message.
Message together(const std::vector<Message>& sentences);
// The things as one, with commas between them.
Message listOf(const std::vector<Message>& things);

}  // namespace recap
