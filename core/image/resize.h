// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"

#include <vector>

namespace recap {

enum class Filter { Box, Bilinear, Bicubic, Lanczos };

// Antialiased resampling with the arithmetic of Pillow 13 (two passes in 22-bit fixed point, rounded and clipped after
// each), so the result equals PIL.Image.resize byte for byte. Any number of channels; width and height >= 1.
// Throws Error(ShapeMismatch) for an empty image or a size below 1.
ImageBuffer resizeImage(const ImageBuffer& image, int width, int height, Filter filter = Filter::Bicubic);

// Each channel as float32 and not rounded (Pillow mode "F"), the resampling of clean-fid. Interleaved, same channel
// count, values may leave 0..255 a little.
std::vector<float> resizeImageFloat(const ImageBuffer& image, int width, int height, Filter filter = Filter::Bicubic);

// The shorter side becomes `side`, the longer one side * long / short truncated to an integer, as CLIPImageProcessor
// does.
ImageBuffer resizeShortestEdge(const ImageBuffer& image, int side, Filter filter = Filter::Bicubic);

}  // namespace recap
