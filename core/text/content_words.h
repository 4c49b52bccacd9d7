// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace recap {

// The words of a caption that may name something, each once, in alphabetical order: captionWords() without English
// function words and captioners' usual fillers ("picture", "background"), without numbers, words of one letter and the
// runs of ideographs of scripts that put no space between words. A list of words decides, no grammar: verbs and
// adjectives are among them, and "dog" and "dogs" are two words.
std::vector<std::string> contentWords(std::string_view caption);

}  // namespace recap
