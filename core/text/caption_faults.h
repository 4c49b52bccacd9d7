// SPDX-License-Identifier: GPL-3.0-or-later
//
// What machine-written captions suffer from and their text alone shows. A fault is a reason to look, never a verdict.
#pragma once

#include "base/message.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace recap {

enum class CaptionFault : unsigned {
    Short = 1,        // fewer than 16 characters; an ideograph counts as four
    Refusal = 2,      // a sentence begins as a model begins that will not or cannot answer
    Loop = 4,         // says the same again and again
    Boilerplate = 8,  // begins with words that say nothing about the picture, or holds a captioner's made-up word
};

struct CaptionFaultInfo {
    CaptionFault fault;
    std::string_view name;  // in queries and JSON: is:loop
    std::string_view help;  // of the query
    Message title;          // beside a number of captions
};
const std::vector<CaptionFaultInfo>& captionFaultInfos();

// The faults of a caption as a sum of bits; 0: none.
unsigned captionFaults(std::string_view caption);

// Share of the repeated character n-grams, 0 to 1, as data-juicer's character_repetition_filter defines it: how many of
// all n-grams are among the most frequent ones that occur more than once, of which the square root of the number of
// different n-grams is taken at most. 0 for a text shorter than `n` code points.
double characterRepetition(std::string_view text, std::size_t n);

}  // namespace recap
