// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a weights file holds, told by the names and shapes of its tensors alone. The one place that knows other families
// of models: who refuses a file, and who describes one, asks here.
#pragma once

#include "base/message.h"
#include "tensor_io/state_dict.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

enum class WeightsKind {
    StableDiffusion1,  // single files of whole pipelines, or what is left of one
    StableDiffusion2,
    StableDiffusionXl,
    StableDiffusion3,
    Flux,
    ControlNet,
    Lora,  // adapters of any kind
    UNet,  // single networks, in the layout of diffusers or transformers ...
    Autoencoder,
    ClipText,
    Clip,
    Blip,
    BlipMatcher,
    BlipAnswerer,
    LdmUNet,  // ... and in others
    LdmAutoencoder,
    OpenClip,
    T5,
    FirstBlip,
    TextEmbedding,  // of textual inversion
    Unknown,
};

struct WeightsIdentity {
    WeightsKind kind = WeightsKind::Unknown;
    Message name;        // "single-file Stable Diffusion XL checkpoint"; empty: unknown
    std::string family;  // that a part or an adapter belongs to, where it shows: "Stable Diffusion XL"; else empty
    // Why this program cannot draw with it or train it, one sentence; empty where it can, and for unknown files.
    Message obstacle;
    std::vector<Message> absent;  // parts that a picture needs and the file lacks: "the autoencoder" ...
    std::int64_t input_channels = 0, output_channels = 0;  // of its UNet; 0: none
};

// Reads names and shapes only.
WeightsIdentity identifyWeights(const StateDict& weights);

// "the UNet, the autoencoder and the text encoder"
Message partsText(const std::vector<Message>& parts);

// The family that diffusers' class of a pipeline or of its denoising network belongs to: "Stable Diffusion XL" ...;
// empty for Stable Diffusion 1.x and 2.x, and for classes that are not known.
std::string_view familyOfClass(std::string_view className);

// One sentence that names the kind of model when a UNet takes other channels than the latents: inpainting (9 for 4),
// instruct-pix2pix (8 for 4), others by number. Empty when it takes the latents alone.
Message otherInput(std::int64_t unetChannels, std::int64_t latentChannels);

}  // namespace recap
