// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/byte_reader.h"
#include "image/image_buffer.h"

namespace recap {

// Whether a WebP file holds an animation, which OpenCV's reader does not know.
bool isAnimatedWebp(const ByteReader& file);
// Its first frame on its canvas, blue first and with alpha, as OpenCV has it. Private to core/image. Throws
// Error(BadFormat).
ImageBuffer decodeAnimatedWebp(const ByteReader& file);

}  // namespace recap
