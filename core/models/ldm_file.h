// SPDX-License-Identifier: GPL-3.0-or-later
//
// Single-file Stable Diffusion 1.x checkpoints, loaded into the three networks.
#pragma once

#include "models/autoencoder_kl.h"
#include "models/clip_text.h"
#include "models/unet_2d_condition.h"
#include "tensor_io/ldm_conversion.h"

#include <filesystem>

namespace recap {

// A single file holds no configuration. The defaults are those of the published 1.x models (1.4 and 1.5 are equal).
struct LdmConfigs {
    UNet2DConditionConfig unet;
    AutoencoderKLConfig vae;
    ClipTextConfig text_encoder;

    static LdmConfigs stableDiffusion1();
};

struct LdmModels {
    UNet2DCondition unet{nullptr};
    AutoencoderKL vae{nullptr};
    ClipText text_encoder{nullptr};
};

// Strict, like loading a folder; float32 on the CPU, in evaluation mode.
LdmModels loadLdmFile(const std::filesystem::path& path, const LdmConfigs& configs = LdmConfigs::stableDiffusion1(),
                      LdmWeights choice = LdmWeights::Trained);
// Writes atomically, floating point tensors in `dtype`.
void saveLdmFile(const LdmModels& models, const std::filesystem::path& path, torch::ScalarType dtype = torch::kFloat32);

}  // namespace recap
