// SPDX-License-Identifier: GPL-3.0-or-later
//
// Adapter files for a pipeline.
#pragma once

#include "tensor_io/lora_conversion.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace recap {

class StableDiffusion;

struct LoraFile {
    StateDict tensors;                            // views of the mapped file
    std::map<std::string, std::string> metadata;  // of a safetensors file
    Json settings;                                // PEFT's, from the metadata or adapter_config.json; null without
};

// The adapter file in a folder, empty when there is none.
std::filesystem::path adapterIn(const std::filesystem::path& folder);

// A file, or a folder that holds pytorch_lora_weights or adapter_model (.safetensors or .bin). Throws
// Error(FileNotFound), or Error(BadFormat) that says what the file is when no tensor is part of an adapter.
LoraFile readLoraFile(const std::filesystem::path& path);

// Puts the adapter, of any dialect, beside the layers of UNet and text encoder, on top of those that are there.
// `strength` scales it. Returns the names of tensors that belong to no adapter and were not used. Call after
// StableDiffusion::to. Throws Error(BadFormat) naming what fits no layer, is not finite or is an adapter of a kind that
// cannot be applied, or Error(ShapeMismatch); the pipeline has no adapters then.
std::vector<std::string> attachLoraFile(StableDiffusion& pipeline, const std::filesystem::path& path, double strength);

}  // namespace recap
