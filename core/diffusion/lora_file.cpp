// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/lora_file.h"

#include "base/error.h"
#include "diffusion/pipeline.h"
#include "models/lora.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/safetensors.h"

namespace recap {
namespace fs = std::filesystem;
namespace {

fs::path fileIn(const fs::path& folder) {
    if (auto file = adapterIn(folder); !file.empty()) return file;
    throw Error(ErrorCode::FileNotFound, "The folder " + folder.string() +
                                             " holds no adapter: neither pytorch_lora_weights.safetensors nor "
                                             "adapter_model.safetensors is there.");
}

}  // namespace

fs::path adapterIn(const fs::path& folder) {
    for (const char* name : {"pytorch_lora_weights.safetensors", "adapter_model.safetensors",
                             "pytorch_lora_weights.bin", "adapter_model.bin"})
        if (fs::exists(folder / name)) return folder / name;
    return {};
}

LoraFile readLoraFile(const fs::path& path) {
    std::error_code error;
    const fs::path file = fs::is_directory(path, error) ? fileIn(path) : path;
    LoraFile out;
    out.tensors = loadTensorFile(file);
    if (!isLoraFile(out.tensors))
        throw Error(ErrorCode::BadFormat, file.string() + " is no adapter (LoRA) file: its tensor names are others.");
    try {
        out.metadata = SafetensorsFile(file).metadata();
    } catch (const Error&) {
        return out;  // a pickled file has no metadata
    }
    if (const auto text = out.metadata.find("lora_adapter_metadata"); text != out.metadata.end())
        out.settings = parseJson(text->second, file.string());
    else if (const auto beside = file.parent_path() / "adapter_config.json";
             file.stem() == "adapter_model" && fs::exists(beside))
        out.settings = readJsonFile(beside);
    return out;
}

void attachLoraFile(StableDiffusion& pipeline, const fs::path& path, double strength) {
    const LoraFile file = readLoraFile(path);
    const LoraTargets targets{adaptablePaths(*pipeline.unet()), adaptablePaths(*pipeline.textEncoder())};
    LoraWeights weights;
    try {
        weights = loraFromFile(file.tensors, targets);
    } catch (const Error& problem) {
        throw Error(problem.code(), path.string() + ": " + problem.what());
    }
    applyPeftSettings(weights, file.settings);
    if (!weights.unet.empty()) attachLora(*pipeline.unet(), weights.unet, strength);
    try {
        if (!weights.text_encoder.empty()) attachLora(*pipeline.textEncoder(), weights.text_encoder, strength);
    } catch (...) {
        detachLora(*pipeline.unet());
        throw;
    }
}

}  // namespace recap
