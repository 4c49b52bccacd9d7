// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace recap {

// A network of a size worth measuring.
struct BenchModel {
    std::string name;
    std::filesystem::path pipeline;  // a diffusers folder
    std::int64_t side = 0;           // of the latents
    std::int64_t tokens = 77;
    int steps = 20;  // of a drawing
};

// The demo's trained model, 1.2 million weights, 8 x 8 latents.
BenchModel demoModel();
// A pipeline with the structure of Stable Diffusion 1.x at two fifths of its width (128 channels and up, 138 million
// weights, 32 x 32 latents), random weights; written below `folder`.
BenchModel smallModel(const std::filesystem::path& folder);
// The UNet of Stable Diffusion 1.x at full size in half precision (1.7 GB), random weights; written to
// `folder`/unet. Throws Error(DiskFull).
BenchModel fullUNet(const std::filesystem::path& folder);

}  // namespace recap
