// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/byte_reader.h"
#include "image/image_buffer.h"

namespace recap {

// First frame of a GIF on its canvas as RGBA; pixels that the frame does not cover are transparent. Private to
// core/image. Throws Error(BadFormat).
ImageBuffer decodeGif(const ByteReader& file);

}  // namespace recap
