// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_literals.h"

#include "base/unicode.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace recap {
namespace {

bool isWordLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "ss" is also found in texts with a sharp s, which the index keeps as it is.
bool indexSpellsAlike(const std::string& text) {
    const auto plain = [](char c) { return c >= 0 && c != '"'; };
    return std::all_of(text.begin(), text.end(), plain) && toLower(text).find("ss") == std::string::npos;
}

// A row of whole words of which the last one may go on, or not.
std::string phraseOf(const std::string& words) {
    if (!std::any_of(words.begin(), words.end(), isWordLetter) || !indexSpellsAlike(words)) return {};
    std::string phrase = "\"";
    phrase.append(words).append(isWordLetter(words.back()) ? "\" *" : "\"");
    return phrase;
}

// Literal stretches of a pattern in which every character must occur, side by side.
class PatternReader {
public:
    explicit PatternReader(std::string_view pattern) : pattern_(pattern) {}

    // False: the pattern says something that is not understood here.
    bool read() {
        while (at_ < pattern_.size())
            if (!readOne()) return false;
        end();
        return true;
    }
    // Text; and whether it stands at the very beginning.
    struct Stretch {
        std::string text;
        bool first = false;
    };
    const std::vector<Stretch>& stretches() const { return stretches_; }

private:
    bool readOne() {
        const char c = pattern_[at_];
        if (c == '|') return false;
        if (c == '(') return skipGroup();
        if (c == '[') return skipClass();
        if (c == '\\') return readEscape();
        ++at_;
        if (c == '^') {
            end();
            anchored_ = at_ == 1;
            return true;
        }
        if (c == '.' || c == '$') {
            end();
            return skipRepeat();
        }
        if (c == '*' || c == '+' || c == '?' || c == '{' || c == ')' || c == ']') return false;
        return take(c);
    }

    // One literal character and how often it occurs.
    bool take(char c) {
        if (c < 0) return false;  // part of a longer character: a repeat behind it would mean all of that
        if (at_ < pattern_.size() && std::string_view("*+?{").find(pattern_[at_]) != std::string_view::npos) {
            end();
            return skipRepeat();
        }
        if (text_.empty()) first_ = anchored_;
        anchored_ = false;
        text_ += c;
        return true;
    }

    bool readEscape() {
        if (at_ + 1 >= pattern_.size()) return false;
        const char c = pattern_[at_ + 1];
        at_ += 2;
        if (!isWordLetter(c)) return c >= 0 && take(c);
        if (std::string_view("wWdDsSbBAzZ").find(c) == std::string_view::npos) return false;
        end();
        return skipRepeat();
    }

    // Quantifiers behind something whose text is not used.
    bool skipRepeat() {
        anchored_ = false;
        if (at_ >= pattern_.size()) return true;
        if (pattern_[at_] == '{') {
            const auto close = pattern_.find('}', at_);
            if (close == std::string_view::npos) return false;
            at_ = close + 1;
        } else if (std::string_view("*+?").find(pattern_[at_]) != std::string_view::npos) {
            ++at_;
        } else {
            return true;
        }
        if (at_ < pattern_.size() && (pattern_[at_] == '?' || pattern_[at_] == '+')) ++at_;
        return true;
    }

    bool skipClass() {
        end();
        ++at_;
        if (at_ < pattern_.size() && pattern_[at_] == '^') ++at_;
        for (bool first = true; at_ < pattern_.size(); ++at_, first = false) {
            if (pattern_[at_] == '[') return false;  // [:alpha:] and the like
            if (pattern_[at_] == ']' && !first) {
                ++at_;
                return skipRepeat();
            }
            if (pattern_[at_] == '\\' && ++at_ < pattern_.size() && pattern_[at_] == 'Q') return false;
        }
        return false;
    }

    // What stands in brackets may be absent or one of several; only its end is looked for.
    bool skipGroup() {
        end();
        if (pattern_.substr(at_).starts_with("(*")) return false;
        if (pattern_.substr(at_).starts_with("(?") && !pattern_.substr(at_).starts_with("(?:")) return false;
        int depth = 0;
        while (at_ < pattern_.size()) {
            const char c = pattern_[at_];
            if (c == '[') {
                if (!skipClass()) return false;
                continue;
            }
            if (c == '\\') {
                if (at_ + 1 >= pattern_.size() || pattern_[at_ + 1] == 'Q') return false;
                at_ += 2;
                continue;
            }
            if (c == '(' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] == '*') return false;
            if (c == '(' && pattern_.substr(at_).starts_with("(?") && !pattern_.substr(at_).starts_with("(?:"))
                return false;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            ++at_;
            if (depth == 0) return skipRepeat();
        }
        return false;
    }

    void end() {
        if (!text_.empty()) stretches_.push_back({text_, first_});
        text_.clear();
        first_ = false;
    }

    std::string_view pattern_;
    std::size_t at_ = 0;
    std::string text_;
    bool first_ = false, anchored_ = false;
    std::vector<Stretch> stretches_;
};

// What every stretch of the pattern asks for, together; empty: nothing is certain.
template <class Expression>
std::string allStretches(std::string_view pattern, Expression expressionOf) {
    PatternReader reader(pattern);
    if (!reader.read()) return {};
    std::string all;
    for (const auto& stretch : reader.stretches()) {
        const std::string part = expressionOf(stretch);
        if (!part.empty()) all.append(all.empty() ? "" : " AND ").append(part);
    }
    return all;
}

}  // namespace

// Behind the first break in it, the text is a row of whole words, of which the last one may go on.
std::string wordsOfContains(const std::string& text) {
    return phraseOf({std::find_if_not(text.begin(), text.end(), isWordLetter), text.end()});
}

std::string trigramText(std::string_view text) {
    return foldCase(repairUtf8(text));
}

std::string trigramsOfContains(std::string_view text) {
    constexpr std::size_t kMost = 24;  // more would not find fewer
    const auto characters = codePoints(trigramText(text));
    std::string expression;
    for (std::size_t i = 0; i + 3 <= characters.size() && i < kMost; ++i) {
        expression += expression.empty() ? "\"" : " AND \"";
        for (std::size_t k = i; k < i + 3; ++k) {
            if (characters[k] == 0) return {};
            appendUtf8(expression, characters[k]);
            if (characters[k] == '"') expression += '"';
        }
        expression += '"';
    }
    return expression;
}

std::string trigramsOfPattern(std::string_view pattern) {
    return allStretches(pattern, [](const PatternReader::Stretch& s) { return trigramsOfContains(s.text); });
}

std::string wordsOfPattern(std::string_view pattern) {
    return allStretches(
        pattern, [](const PatternReader::Stretch& s) { return s.first ? phraseOf(s.text) : wordsOfContains(s.text); });
}

}  // namespace recap
