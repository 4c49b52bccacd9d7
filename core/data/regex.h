// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace recap {

// A regular expression (PCRE2, as in Perl) over UTF-8: \w and \b know all letters. Not thread-safe.
class Regex {
public:
    enum class Case { Ignored, Respected };

    // Throws Error(InvalidOption) that says what is wrong with the pattern and where in it.
    explicit Regex(const std::string& pattern, Case letters = Case::Ignored);
    ~Regex();
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;

    // Throws Error(InvalidOption) when the pattern needs too many steps for a text.
    bool matches(std::string_view text) const;
    // Every match replaced; $1 or ${name} stand for groups, $$ for a dollar sign. `count` (optional) becomes the number
    // of replacements. Throws Error(InvalidOption), also for a wrong replacement.
    std::string replaced(std::string_view text, const std::string& replacement, std::size_t* count = nullptr) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace recap
