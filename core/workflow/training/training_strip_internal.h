// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/diffusion_train_options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// One sample picture of the strip.
struct StripPrompt {
    std::string text;
    std::int64_t seed = 0;
};
// One prompt a line; " --d N" at its end sets the seed, as in the prompt files of sd-scripts.
std::vector<StripPrompt> stripPrompts(const DiffusionTrainOptions& options);

}  // namespace recap
