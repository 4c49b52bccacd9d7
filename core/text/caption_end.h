// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace recap {

// Whether a caption seems to be cut off: it ends with a word that needs another one behind it ("of", "with", "the"),
// with a comma, a colon, a semicolon or a hyphen, within brackets, or without an end mark although a sentence before
// the last one has one. English words; the signs of any script. A guess: a reason to look, never a verdict.
bool isCutOff(std::string_view caption);

}  // namespace recap
