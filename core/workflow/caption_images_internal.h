// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/blip_captioner.h"
#include "workflow/project.h"

#include <torch/types.h>
#include <filesystem>
#include <string>

namespace recap {

// What a BLIP captioner sees: the picture squeezed to the size it wants with Pillow's bicubic filter. [3, H, W] in
// 0..1.
torch::Tensor captionerView(const std::filesystem::path& path, const BlipImageFormat& format);

// A BLIP folder, or the newest checkpoint of the captioner run of that name. Throws Error(NotFound).
std::filesystem::path captionerFolder(Project& project, const std::string& captioner);

// Name and first digits of the weights' hash: who wrote a caption.
std::string captionerLabel(const std::filesystem::path& folder, const std::string& name);

}  // namespace recap
