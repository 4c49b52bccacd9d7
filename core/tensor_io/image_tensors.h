// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"

#include <torch/types.h>

namespace recap {

// [3, H, W] in 0..1 -> RGB bytes, rounded as diffusers does.
ImageBuffer imageFromTensor(const torch::Tensor& image);
// RGB bytes -> [3, H, W] uint8.
torch::Tensor bytesFromImage(const ImageBuffer& image);

}  // namespace recap
