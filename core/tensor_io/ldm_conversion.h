// SPDX-License-Identifier: GPL-3.0-or-later
//
// The single-file layout of the original latent diffusion release (Stable Diffusion 1.x), to and from the names of a
// diffusers folder. Pure renaming: tensors are shared, only the VAE's attention matrices change rank.
#pragma once

#include "tensor_io/state_dict.h"

#include <string>
#include <vector>

namespace recap {

// Which copy of the UNet a single file gives: the trained weights or their moving average, where the file has both.
enum class LdmWeights { Trained, Average };

// The parts of a pipeline under the names of the diffusers modules.
struct PipelineWeights {
    StateDict unet, vae, text_encoder;
    std::vector<std::string> ignored;  // tensors of the file that are no weights: schedule tables, averages not taken
};

// True for the names of a Stable Diffusion 1.x single file.
bool isLdmFile(const StateDict& file);
// Throws Error(BadFormat) when the file is not one (naming what is missing), or when averages are asked for and the
// file has none.
PipelineWeights pipelineFromLdm(const StateDict& file, LdmWeights choice = LdmWeights::Trained);
// The inverse; `ignored` plays no part.
StateDict ldmFromPipeline(const PipelineWeights& weights);

}  // namespace recap
