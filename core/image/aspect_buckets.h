// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shapes that training pictures are cut to.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace recap {

// Pixels of a training crop.
struct CropSize {
    std::int64_t width = 0, height = 0;
    auto operator<=>(const CropSize&) const = default;
};

// Shapes of about resolution x resolution pixels between 1:2 and 2:1, sides in steps of an eighth of the resolution
// (at least 8 pixels), the square among them and first.
std::vector<CropSize> aspectBuckets(std::int64_t resolution);
// The bucket whose shape is nearest to that of a picture, by the logarithm of width / height; the square for a picture
// without a size and where two are equally near.
CropSize nearestBucket(std::int64_t width, std::int64_t height, std::int64_t resolution);

}  // namespace recap
