// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"

#include <optional>
#include <string_view>

namespace recap {

// The whole picture, as RGB, with the arithmetic of libjpeg's defaults (accurate integer IDCT, smooth upsampling),
// which Pillow and OpenCV have as well. Its orientation is not applied. None for what libjpeg does not decode or warns
// about, for CMYK, and for a picture that is not width x height: another decoder says what becomes of those. Any
// thread.
std::optional<ImageBuffer> decodeJpeg(std::string_view bytes, int width, int height);

}  // namespace recap
