// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../models/golden_tensors.h"
#include "image/decode.h"
#include "tensor_io/load_report.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace recap::testing {

// The golden cases of judges whose name begins so.
inline std::vector<GoldenTensors> judgeCases(std::string_view begin) {
    std::vector<GoldenTensors> out;
    for (const auto& folder : goldenCases("judges"))
        if (folder.filename().string().starts_with(begin)) out.emplace_back(folder);
    return out;
}

inline std::vector<std::filesystem::path> judgeImageFiles(const GoldenTensors& golden) {
    std::vector<std::filesystem::path> out;
    const Json images = golden.info["parameters"]["images"];
    for (const auto& file : images) out.push_back(golden.folder / file.get<std::string>());
    return out;
}

inline std::vector<ImageBuffer> judgeImages(const GoldenTensors& golden) {
    std::vector<ImageBuffer> out;
    for (const auto& file : judgeImageFiles(golden)) out.push_back(decodeImage(file));
    return out;
}

inline std::map<std::string, std::vector<std::int64_t>> shapesOf(const torch::nn::Module& module) {
    std::map<std::string, std::vector<std::int64_t>> out;
    for (const auto& [name, tensor] : stateDictOf(module)) out[name] = tensor.sizes().vec();
    return out;
}

}  // namespace recap::testing
