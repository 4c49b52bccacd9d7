// SPDX-License-Identifier: GPL-3.0-or-later
//
// CLIP on disk, in any published layout: a folder as transformers writes it (config.json), one of open_clip
// (open_clip_config.json), or a single file: OpenAI's TorchScript archive, a state dictionary of open_clip (.pt, .bin,
// .safetensors; HPSv2's), with its open_clip_config.json beside it where shapes leave something open.
#pragma once

#include "models/clip_model.h"
#include "tensor_io/state_dict.h"

#include <filesystem>
#include <vector>

namespace recap {

struct ClipFiles {
    ClipModelConfig config;
    StateDict weights;             // under the names of CLIPModel; views of the mapped files
    std::filesystem::path place;   // the file, or the folder of shards: for messages
    std::filesystem::path folder;  // where its other files lie: vocabulary, picture format
    bool open_clip = false;        // the layout it was found in; pictures and texts are prepared by open_clip's rules
};

// The weight files of it: what a hash names. Throws Error(FileNotFound).
std::vector<std::filesystem::path> clipWeightFiles(const std::filesystem::path& path);

// Reads headers only. Throws Error(FileNotFound), or Error(BadFormat) that says what a file is instead, what a
// configuration asks for that is not built, or what shapes leave open.
ClipFiles openClip(const std::filesystem::path& path);

// The sizes and the activation that open_clip_config.json states ("model_cfg"). Throws Error(BadFormat) for towers that
// are not vision and text transformers.
ClipModelConfig clipConfigFromOpenClip(const Json& config);

// The same by shapes of tensors under the names of CLIPModel. Heads are 64 wide, but for the wide vision towers of the
// LAION models. Weights of OpenAI (`openai`) have quick_gelu, LAION's wide towers gelu; of other files shapes do not
// say which, so Error(BadFormat) asks for their configuration.
ClipModelConfig clipConfigByShapes(const StateDict& weights, bool openai, const std::filesystem::path& file);

// On the CPU, float32, in evaluation mode. Throws Error(ShapeMismatch) with what is missing, unexpected or of another
// shape, Error(BadFormat) naming tensors that hold NaN or infinity.
ClipModel clipOf(const ClipFiles& files);

}  // namespace recap
