// SPDX-License-Identifier: GPL-3.0-or-later
//
// Positional words of captions, each with the words that turn it round. The list is this project's: TISE publishes
// neither its words nor its rule.
#pragma once

#include "metrics/coco_classes.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

struct SpatialWord {
    std::string_view word, opposite;
};
std::span<const SpatialWord> spatialWords();

// A caption that says where one thing is, seen from another.
struct SpatialCaption {
    std::string word;           // of spatialWords()
    int first = 0, second = 0;  // class indices: named last before the word, first after it
    std::string false_caption;  // the caption with the opposite in place of the word
};

// Empty unless the caption has exactly one positional word, between the names of two different classes.
std::optional<SpatialCaption> spatialCaption(const std::string& caption);

}  // namespace recap
