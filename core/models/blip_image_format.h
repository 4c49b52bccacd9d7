// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <torch/types.h>

#include <array>
#include <filesystem>

namespace recap {

// How BLIP's preprocessor_config.json wants its pictures.
struct BlipImageFormat {
    int width = 384, height = 384;
    std::array<double, 3> image_mean{0.48145466, 0.4578275, 0.40821073};
    std::array<double, 3> image_std{0.26862954, 0.26130258, 0.27577711};

    // Missing file: the defaults. Throws Error(BadFormat).
    static BlipImageFormat fromFolder(const std::filesystem::path& folder, int imageSize);
    // The file that transformers writes for it.
    Json toJson() const;
    // RGB in 0..1 -> what the vision tower expects.
    torch::Tensor normalized(const torch::Tensor& pixels) const;
};

}  // namespace recap
