// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"
#include "image/resize.h"

namespace recap {

// The part of an image. Throws Error(ShapeMismatch) when it reaches outside.
ImageBuffer crop(const ImageBuffer& image, int x, int y, int width, int height);
// Offset (size - crop) / 2 rounded down, as CLIPImageProcessor and torchvision do for even differences.
ImageBuffer centreCrop(const ImageBuffer& image, int width, int height);
// Shortest side to `side`, then the central square: what a trainer and a CLIP model see.
ImageBuffer squareCrop(const ImageBuffer& image, int side, Filter filter = Filter::Bicubic);
ImageBuffer mirrored(const ImageBuffer& image);  // left and right exchanged

}  // namespace recap
