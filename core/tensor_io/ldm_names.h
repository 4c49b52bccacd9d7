// SPDX-License-Identifier: GPL-3.0-or-later
//
// One name at a time between the two layouts; what a name means depends on a few counts of the model.
#pragma once

#include <string>
#include <string_view>

namespace recap {

// Read off the names of a model.
struct LdmCounts {
    int unet_layers = 2;  // residual blocks of a down level
    int vae_levels = 4;
};

// Without prefix: "input_blocks.1.0.in_layers.0.weight" <-> "down_blocks.0.resnets.0.norm1.weight".
// Empty for a name that belongs to no Stable Diffusion 1.x UNet or VAE.
std::string unetNameFromLdm(std::string_view name, const LdmCounts& counts);
std::string vaeNameFromLdm(std::string_view name, const LdmCounts& counts);
// `attends`: the up block of this name has attentions (its up-sampler then has another number).
std::string ldmNameFromUnet(std::string_view name, const LdmCounts& counts, bool attends);
std::string ldmNameFromVae(std::string_view name, const LdmCounts& counts);

}  // namespace recap
