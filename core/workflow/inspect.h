// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace recap {

struct TensorInfo {
    std::string name;
    std::vector<std::int64_t> shape;
    std::string dtype;  // as in the file: F32, F16, BF16, I64, ...
};

struct InspectReport {
    // Models: "diffusers pipeline", "single-file Stable Diffusion checkpoint", "UNet2DConditionModel", "AutoencoderKL",
    // "CLIPTextModel", "CLIPModel", "BlipForConditionalGeneration", "LoRA", "safetensors", "pickled tensors".
    // Anything else by its first bytes: "PNG image", "SQLite database", "JSON" ...
    std::string kind;
    std::vector<TensorInfo> tensors;
    std::int64_t parameters = 0;
    std::map<std::string, std::string> metadata;
    // Against the program's own model of that kind; empty where it has none.
    std::vector<std::string> missing, unexpected;
    std::vector<std::string> details;   // what else is known, one phrase each: dialect and rank, moving averages ...
    std::vector<std::string> problems;  // one sentence each, e.g. a part of a pipeline that is not there
};

// Reads headers and configurations, no weights, so a file of any size takes milliseconds. A folder with
// model_index.json is looked at part by part; tensor names then begin with the part's name. Throws Error(FileNotFound)
// or Error(BadFormat).
InspectReport inspectPath(const std::filesystem::path& path);

}  // namespace recap
