// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <cstddef>
#include <string>
#include <vector>

namespace recap {

// What can be wrong with a filter. {0}, {1} stand for the arguments of a QueryError.
enum class QueryMistake {
    UnknownField,       // {0} the field
    MisspeltField,      // {0} the field, {1} the one that is nearly called so
    NumberExpected,     // {0} the field, {1} its unit: pixels, bytes, tokens, words, a group
    ColonExpected,      // {0} the field
    UnknownStatus,      // {0} the value, {1} those allowed
    MisspeltStatus,     // {0} the value, {1} the status that is nearly called so
    UnknownCondition,   // {0} what stands behind is:
    MisspeltCondition,  // {0} what stands behind is:, {1} the condition that is nearly called so
    AspectExpected,     // width by height
    BucketExpected,     // a training crop
    NoSuchBucket,       // {0} the resolution of the training, {1} the crop
    AttributeExpected,  // an attribute compared with a text
    ScoreExpected,      // clip compared with a text
    PatternWrong,       // {0} what the library of regular expressions says
    PatternNotClosed,
    QuoteNotClosed,
    BracketNotClosed,
    BracketNotOpened,
    TooDeep,
    NothingBehindMinus,
    TermMissing,
    ValueMissing,  // {0} the field with its ':' or comparison
};
inline constexpr int kQueryMistakes = static_cast<int>(QueryMistake::ValueMissing) + 1;

// A mistake in a filter, with what a caller needs to say it in another language. what() is the English sentence:
// "The filter is wrong at character N: ...", counted from 1.
class QueryError final : public Error {
public:
    // position: byte of the query where it begins, from 0.
    QueryError(QueryMistake mistake, std::vector<std::string> arguments, std::size_t position);
    QueryMistake mistake() const { return mistake_; }
    const std::vector<std::string>& arguments() const { return arguments_; }
    std::size_t position() const { return position_; }

private:
    QueryMistake mistake_;
    std::vector<std::string> arguments_;
    std::size_t position_;
};

// The English sentence of a mistake, without its position and full stop, with {0} and {1} in it.
const char* queryMistakeSentence(QueryMistake mistake);

// The text with its {0}, {1} filled in.
std::string filledIn(std::string_view text, const std::vector<std::string>& arguments);

// The name that is meant by one written almost so (two letters changed, left out, added or exchanged at most; one in a
// short name), in any case; empty: none is near.
std::string nearestName(std::string_view written, const std::vector<std::string>& names);

}  // namespace recap
