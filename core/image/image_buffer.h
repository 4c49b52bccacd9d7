// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace recap {

// Pixels of one picture: 8 bit, interleaved, rows from top to bottom without padding. Three channels are RGB.
struct ImageBuffer {
    int width = 0;
    int height = 0;
    int channels = 3;
    std::vector<std::uint8_t> pixels;

    ImageBuffer() = default;
    ImageBuffer(int w, int h, int c = 3, std::uint8_t fill = 0)
        : width(w),
          height(h),
          channels(c),
          pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * static_cast<std::size_t>(c), fill) {}

    bool empty() const { return pixels.empty(); }
    std::size_t stride() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels); }
    std::uint8_t* row(int y) { return pixels.data() + stride() * static_cast<std::size_t>(y); }
    const std::uint8_t* row(int y) const { return pixels.data() + stride() * static_cast<std::size_t>(y); }
    std::uint8_t* at(int x, int y) { return row(y) + static_cast<std::size_t>(x) * static_cast<std::size_t>(channels); }
    const std::uint8_t* at(int x, int y) const {
        return row(y) + static_cast<std::size_t>(x) * static_cast<std::size_t>(channels);
    }
    bool operator==(const ImageBuffer&) const = default;
};

}  // namespace recap
