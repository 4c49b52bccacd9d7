// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace recap {

enum class DiffOp { Equal, Insert, Delete };

// A run of neighbouring words with the same fate. `text` has its words as they stand, one space where there was any
// white space, none at its ends; `space_before` says whether white space stood before the run.
struct DiffSpan {
    DiffOp op = DiffOp::Equal;
    std::string text;
    bool space_before = false;
};

// The shortest edit from `before` to `after`, word by word; each punctuation mark is a word of its own, case counts.
// Where words are replaced, Delete stands before Insert. Equal and Insert together are `after`, Equal and Delete
// `before`.
std::vector<DiffSpan> wordDiff(std::string_view before, std::string_view after);

}  // namespace recap
