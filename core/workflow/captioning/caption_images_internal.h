// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/blip_captioner.h"

#include <torch/types.h>
#include <filesystem>

namespace recap {

// What a BLIP captioner sees: the picture squeezed to the size it wants with Pillow's bicubic filter. [3, H, W] in
// 0..1.
torch::Tensor captionerView(const std::filesystem::path& path, const BlipImageFormat& format);

}  // namespace recap
