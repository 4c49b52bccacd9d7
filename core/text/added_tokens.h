// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// The tokens that frame a text, by their spelling.
struct ClipSpecialTokens {
    std::string start = "<|startoftext|>";
    std::string end = "<|endoftext|>";
    std::string padding = "<|endoftext|>";
    std::string unknown = "<|endoftext|>";
};

// A token beside the byte-pair vocabulary, e.g. a word that textual inversion taught: it is found in a text as a whole.
struct AddedToken {
    std::string content;
    bool normalized = false;   // looked for in the normalised text, so in any case; else in the text as it is written
    bool single_word = false;  // not inside a longer word
    bool declared = true;      // by a list of added tokens; else only as the name of a special token
};

// The files of a tokenizer folder by name.
using ClipTokenizerFiles = std::map<std::string, std::string>;

struct ClipTokenNames {
    ClipSpecialTokens special;
    std::vector<AddedToken> added;  // in the order in which they get their ids
};

// What tokenizer_config.json, special_tokens_map.json, added_tokens.json and the list in tokenizer.json say, with the
// precedence of transformers: a list in tokenizer_config.json replaces the other files. Throws Error(BadFormat).
ClipTokenNames readTokenNames(const ClipTokenizerFiles& files, const std::string& origin);

// Finds tokens in texts: the leftmost first, the longest of those that begin at one place.
class TokenFinder {
public:
    struct Match {
        std::size_t begin = 0, end = 0;
        std::int64_t id = 0;
    };
    void add(std::string content, std::int64_t id, bool singleWord);
    // The first match that begins at or after `from`.
    std::optional<Match> next(std::string_view text, std::size_t from) const;

private:
    struct Pattern {
        std::string content;
        std::int64_t id = 0;
        bool singleWord = false;
    };
    const Pattern* longestAt(std::string_view text, std::size_t place) const;
    std::map<char, std::vector<Pattern>> patterns_;  // by their first byte, the longest first
};

}  // namespace recap
