// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace recap {

// Classes of one Unicode code point, as the tokenizers of the Python world see them.
bool isSpaceCharacter(std::int32_t codePoint);  // property White_Space
bool isLetter(std::int32_t codePoint);          // \p{L}
bool isNumber(std::int32_t codePoint);          // \p{N}
bool isPunctuation(std::int32_t codePoint);     // \p{P}
bool isNonSpacingMark(std::int32_t codePoint);  // \p{Mn}
bool isRegexWord(std::int32_t codePoint);       // \w: letters, marks, digits, connectors, joiners
bool isOther(std::int32_t codePoint);           // \p{C} without the unassigned ones: control, format, private use
bool isCjk(std::int32_t codePoint);             // the ideograph blocks that BERT isolates

}  // namespace recap
