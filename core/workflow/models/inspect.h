// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"

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
    // Folders by their class: "diffusers pipeline", "UNet2DConditionModel" ... Files by their tensors, see
    // identifyWeights(): "single-file Stable Diffusion XL checkpoint", "ControlNet", "LoRA", "safetensors" when nothing
    // is known by name. Anything else by its first bytes: "PNG image", "SQLite database", "JSON" ...
    std::string kind;
    std::vector<TensorInfo> tensors;
    std::int64_t parameters = 0;
    std::map<std::string, std::string> metadata;
    // Against the program's own model of that kind; empty where it has none.
    std::vector<std::string> missing, unexpected;
    // What else is known, one phrase each: dialect and rank, family, parts that a picture would need besides ...
    std::vector<std::string> details;
    // Why it cannot be used, one sentence each: another family, inpainting, a part that is not there or damaged ...
    std::vector<Message> problems;
};

// Reads headers and configurations, no weights, so a file of any size takes milliseconds. A folder with
// model_index.json is looked at part by part; tensor names then begin with the part's name. What can be read is listed,
// whether or not this program can use it. Throws Error(FileNotFound), or Error(BadFormat) when not even the names can
// be read.
InspectReport inspectPath(const std::filesystem::path& path);

}  // namespace recap
