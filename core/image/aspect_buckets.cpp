// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/aspect_buckets.h"

#include <algorithm>
#include <cmath>

namespace recap {

std::vector<CropSize> aspectBuckets(std::int64_t resolution) {
    const std::int64_t step = std::max<std::int64_t>(8, resolution / 64 * 8);
    std::vector<CropSize> sizes{{resolution, resolution}};
    for (std::int64_t width = resolution / 2 / step * step; width <= resolution * 2; width += step) {
        if (width == 0 || width == resolution) continue;
        const std::int64_t height = resolution * resolution / width / step * step;
        if (height > 0 && height <= 2 * width && width <= 2 * height) sizes.push_back({width, height});
    }
    return sizes;
}

CropSize nearestBucket(std::int64_t width, std::int64_t height, std::int64_t resolution) {
    CropSize best{resolution, resolution};
    if (width <= 0 || height <= 0) return best;
    const auto shape = [](std::int64_t w, std::int64_t h) {
        return std::log(static_cast<double>(w) / static_cast<double>(h));
    };
    const double wanted = shape(width, height);
    double distance = std::abs(wanted);
    for (const auto& size : aspectBuckets(resolution)) {
        const double d = std::abs(wanted - shape(size.width, size.height));
        if (d < distance) {
            best = size;
            distance = d;
        }
    }
    return best;
}

}  // namespace recap
