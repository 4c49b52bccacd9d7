// SPDX-License-Identifier: GPL-3.0-or-later
//
// The 80 classes of COCO's instances (Lin et al. 2014), in the order that detectors number them, and the words by which
// captions name them. The words are this project's; TISE and SOA do not publish theirs with the metric.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

inline constexpr int kCocoClassCount = 80;

struct CocoClass {
    int id;                 // category_id of COCO's annotations, 1..90 with gaps
    std::string_view name;  // COCO's own: "motorcycle", "couch", "tv"
    // Further words and their plurals, separated by commas: "sofa", or "man/men" where the plural is no regular one.
    std::string_view words;
};

// Index 0..79: person is 0, toothbrush 79.
const std::array<CocoClass, kCocoClassCount>& cocoClasses();

// Their names in that order.
std::vector<std::string> cocoClassNames();

// Index of a category id; empty for a number that is none.
std::optional<int> cocoIndexOfId(std::int64_t id);
// Index of a name: COCO's, a singular or plural of the table, also with '_' or '-' for the blank, or a name of other
// lists of the 80 classes ("motorbike", "tvmonitor", "tv remote"). Case does not matter.
std::optional<int> cocoIndexNamed(std::string_view name);

// COCO's name of a class by its index.
std::string cocoName(int index);
// COCO's name where cocoIndexNamed() knows the text, else the text.
std::string asCocoName(const std::string& name);

struct CaptionWord {
    std::string text;                // lower case
    std::size_t begin = 0, end = 0;  // bytes of the caption
    bool follows = false;            // only blanks and hyphens stand between it and the word before
};
// Letters, digits and apostrophes; everything else separates.
std::vector<CaptionWord> captionWords(std::string_view caption);

// A place where a caption names a class. Of overlapping names the longest counts ("hot dog" names no dog), and some
// phrases name nothing ("train station").
struct CocoMention {
    int index = 0;                          // of the class
    std::size_t begin = 0, end = 0;         // words
    bool singular = false, plural = false;  // both where the forms are one ("sheep")
};
std::vector<CocoMention> cocoMentions(const std::vector<CaptionWord>& words);

}  // namespace recap
