// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"

#include <span>

namespace recap {

// Pictures of any sizes on one sheet, row by row; cells have the largest width and height, smaller pictures are
// centred. Throws Error(ShapeMismatch) when there are none, or when they are not RGB.
ImageBuffer imageGrid(std::span<const ImageBuffer> images, int columns, int gap = 2, std::uint8_t background = 255);

}  // namespace recap
