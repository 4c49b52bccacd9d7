// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace recap {

// A byte-level BPE vocabulary: the token of each id, and the merges in order of rank.
struct BpeVocabulary {
    std::vector<std::string> vocab;
    std::vector<std::pair<std::string, std::string>> merges;
};

}  // namespace recap
