// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace recap {

// How many captions of one kind are right about their images, over images that no captioner was trained on.
struct StudyCaptions {
    std::string kind;            // alttext; before: the captioner as shipped; recap_short, recap_long
    std::int64_t n = 0;          // captions
    std::int64_t objects = 0;    // exactly the right objects named
    std::int64_t counts = 0;     // in the right numbers
    std::int64_t related = 0;    // captions of scenes in which one object stands in a relation to another
    std::int64_t axis = 0;       // of these: right objects, and side by side or one above the other as they stand
    std::int64_t relations = 0;  // and in the right direction
    std::int64_t held_out = 0;   // captions that state a held-out combination, which no image shows
};

// A share of captions with Wilson's 95 % interval, in 0..1. There is one caption per image, so it is over images.
struct StudyShare {
    double value = 0, low = 0, high = 1;
    std::int64_t n = 0;  // captions; 0: no share
};
StudyShare studyShare(std::int64_t part, std::int64_t total);
// Captions that name exactly the right objects, and in the right numbers.
StudyShare rightObjects(const StudyCaptions& captions);
StudyShare rightNumbers(const StudyCaptions& captions);
// Captions that state the right relation, of those of scenes that have one.
StudyShare rightRelations(const StudyCaptions& captions);

}  // namespace recap
