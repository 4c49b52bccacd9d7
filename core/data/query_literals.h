// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a pattern is certain to need; private to core/data.
#pragma once

#include <string>
#include <string_view>

namespace recap {

// For contains: what the caption must hold in whole words, as a full-text expression; empty: nothing is certain.
std::string wordsOfContains(const std::string& text);

// For contains: the text's runs of three characters, as an expression for the index of trigrams; empty: it has none.
std::string trigramsOfContains(std::string_view text);
// What that index holds of a caption and is asked for: every case is one.
std::string trigramText(std::string_view text);

// For matches: the same of a PCRE pattern, which is searched regardless of case. Reads only the literal text outside
// brackets and gives up (empty) on whatever it does not know, so a text that matches always fulfils the expression.
std::string wordsOfPattern(std::string_view pattern);
std::string trigramsOfPattern(std::string_view pattern);

}  // namespace recap
