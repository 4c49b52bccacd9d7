// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/blip_captioner.h"
#include "image/image_buffer.h"

#include <torch/types.h>

namespace recap {

// What a BLIP captioner sees: the picture squeezed to the size it wants with Pillow's bicubic filter. [3, H, W] in
// 0..1.
torch::Tensor captionerView(const ImageBuffer& picture, const BlipImageFormat& format);

}  // namespace recap
