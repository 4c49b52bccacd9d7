// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/lora_file.h"

#include "base/error.h"
#include "diffusion/pipeline.h"
#include "models/lora.h"
#include "tensor_io/finite.h"
#include "tensor_io/load_report.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weights_kind.h"

namespace recap {
namespace fs = std::filesystem;
namespace {

fs::path fileIn(const fs::path& folder) {
    if (auto file = adapterIn(folder); !file.empty()) return file;
    throw Error(ErrorCode::FileNotFound,
                message("The folder %1 holds no adapter: neither pytorch_lora_weights.safetensors nor "
                        "adapter_model.safetensors is there.",
                        folder));
}

Message insteadOf(const StateDict& tensors) {
    const auto id = identifyWeights(tensors);
    if (!id.name.empty()) return message("by its tensors it is '%1'.", id.name);
    std::vector<std::string> names;
    for (const auto& item : tensors) names.push_back(item.first);
    return message("its tensors are called %1.", firstNames(names));
}

// What the layers of the model got, with the file's name before any fault.
LoraWeights weightsFor(const LoraTargets& targets, const LoraFile& file, const fs::path& path) {
    try {
        const auto family = identifyWeights(file.tensors).family;
        std::vector<std::string> unmatched;
        auto weights = loraFromFile(file.tensors, targets, &unmatched);
        if (!unmatched.empty() && !family.empty())
            throw Error(ErrorCode::BadFormat,
                        message("%1 tensors fit no layer of the model: %2. It is an adapter for %3.", unmatched.size(),
                                firstNames(unmatched), family));
        if (!unmatched.empty())
            throw Error(ErrorCode::BadFormat,
                        message("%1 tensors fit no layer of the model: %2.", unmatched.size(), firstNames(unmatched)));
        if (const auto names = notFiniteIn(file.tensors); !names.empty())
            throw Error(
                ErrorCode::BadFormat,
                message("There are numbers that are not finite (NaN or infinity) in %1. Use another copy of the file.",
                        firstNames(names)));
        applyPeftSettings(weights, file.settings);
        return weights;
    } catch (const Error& problem) {
        throw Error(problem.code(), message("%1: %2", path, problem.message()));
    }
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
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not an adapter (LoRA) file: %2", file, insteadOf(out.tensors)));
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

std::vector<std::string> attachLoraFile(StableDiffusion& pipeline, const fs::path& path, double strength) {
    const LoraTargets targets{adaptablePaths(*pipeline.unet()), adaptablePaths(*pipeline.textEncoder())};
    const LoraWeights weights = weightsFor(targets, readLoraFile(path), path);
    if (!weights.unet.empty()) attachLora(*pipeline.unet(), weights.unet, strength);
    try {
        if (!weights.text_encoder.empty()) attachLora(*pipeline.textEncoder(), weights.text_encoder, strength);
    } catch (...) {
        detachLora(*pipeline.unet());
        throw;
    }
    return weights.foreign;
}

}  // namespace recap
