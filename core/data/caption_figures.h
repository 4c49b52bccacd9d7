// SPDX-License-Identifier: GPL-3.0-or-later
//
// Captions of many images at once, for statistics.
#pragma once

#include "data/database.h"
#include "data/image_query.h"
#include "data/records.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// What is stored with a current caption.
struct CaptionFigures {
    ImageId image = {};
    std::int64_t words = 0;
    std::int64_t tokens = -1;                                // without start and end; -1: not known
    double clip = std::numeric_limits<double>::quiet_NaN();  // CLIPScore by the current model; NaN: none
};
// Of the current captions of a source for the images of the query, ordered by image.
std::vector<CaptionFigures> captionFigures(Database& database, std::string_view source, const ImageQuery& query = {});

struct SourceText {
    ImageId image = {};
    bool own = false;  // of the source `own`
    std::string text = {};
};
// The current captions of these images in every source, ordered by image. `images`: ascending.
std::vector<SourceText> currentTexts(Database& database, std::span<const ImageId> images, std::string_view own);

}  // namespace recap
