// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/inspect.h"

#include "base/error.h"
#include "base/json.h"
#include "models/model_folder.h"
#include "nn/initialisers.h"
#include "tensor_io/dtype_names.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"

#include <algorithm>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr const char* kDiffusersStem = "diffusion_pytorch_model";
constexpr const char* kTransformersStem = "model";

void addTensors(InspectReport& report, const StateDict& weights, const std::string& prefix) {
    for (const auto& [name, tensor] : weights) {
        report.tensors.push_back(
            {prefix + name, tensor.sizes().vec(), std::string(nameFromDtype(tensor.scalar_type()))});
        report.parameters += tensor.numel();
    }
}

// Builds the program's own module from the configuration and compares names and shapes; no weight is read.
template <class Model, class Config>
LoadReport compareAs(const Json& config, StateDict weights, StateDict (*current)(StateDict)) {
    if (current != nullptr) weights = current(std::move(weights));
    const nn::InitScope scope(nn::InitMode::Empty);
    const Model model(Config::fromJson(config));
    return compareWithModule(*model, weights);
}

struct KnownModel {
    const char* name;  // _class_name of diffusers, architectures[0] of transformers
    const char* stem;
    LoadReport (*compare)(const Json& config, StateDict weights);
};

const KnownModel kKnownModels[] = {
    {"UNet2DConditionModel", kDiffusersStem,
     [](const Json& c, StateDict w) {
         return compareAs<UNet2DCondition, UNet2DConditionConfig>(c, std::move(w), nullptr);
     }},
    {"AutoencoderKL", kDiffusersStem,
     [](const Json& c, StateDict w) {
         return compareAs<AutoencoderKL, AutoencoderKLConfig>(c, std::move(w), withCurrentVaeNames);
     }},
    {"CLIPTextModel", kTransformersStem,
     [](const Json& c, StateDict w) {
         return compareAs<ClipText, ClipTextConfig>(c, std::move(w), withCurrentClipTextNames);
     }},
    {"BlipForConditionalGeneration", kTransformersStem,
     [](const Json& c, StateDict w) { return compareAs<Blip, BlipConfig>(c, std::move(w), withCurrentBlipNames); }},
};

std::string classNameOf(const Json& config) {
    if (config.contains("_class_name")) return config["_class_name"].get<std::string>();
    if (config.contains("architectures") && !config["architectures"].empty())
        return config["architectures"][0].get<std::string>();
    return {};
}

const KnownModel* findKnown(const std::string& className) {
    for (const auto& known : kKnownModels)
        if (className == known.name) return &known;
    return nullptr;
}

// A model of a kind the program has no class for: whatever safetensors files lie in its folder.
StateDict everyWeightFile(const fs::path& folder) {
    StateDict weights;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".safetensors") weights.merge(loadSafetensors(entry.path()));
    if (weights.empty())
        throw Error(ErrorCode::FileNotFound, "The folder " + folder.string() + " holds no safetensors file.");
    return weights;
}

void inspectModel(InspectReport& report, const fs::path& folder, const std::string& prefix) {
    const Json config = readJsonFile(folder / "config.json");
    const std::string className = classNameOf(config);
    const auto* known = findKnown(className);
    if (prefix.empty()) report.kind = className.empty() ? "model folder" : className;
    const auto weights = known != nullptr ? loadWeightFiles(folder, known->stem) : everyWeightFile(folder);
    addTensors(report, weights, prefix);
    if (known == nullptr) return;
    const LoadReport comparison = known->compare(config, weights);
    for (const auto& name : comparison.missing) report.missing.push_back(prefix + name);
    for (const auto& name : comparison.unexpected) report.unexpected.push_back(prefix + name);
    for (const auto& mismatch : comparison.mismatched)
        report.problems.push_back("Another shape: " + prefix + mismatch + ".");
}

// model_index.json names the parts: "unet": ["diffusers", "UNet2DConditionModel"].
void inspectPipeline(InspectReport& report, const fs::path& folder) {
    report.kind = "diffusers pipeline";
    const Json index = readJsonFile(folder / "model_index.json");
    for (const auto& [name, value] : index.items()) {
        const bool isPart = value.is_array() && value.size() == 2 && value[1].is_string();
        if (!isPart) continue;
        const auto className = value[1].get<std::string>();
        if (!fs::is_directory(folder / name)) {
            report.problems.push_back("The part '" + name + "' (" + className + ") has no folder.");
        } else if (findKnown(className) != nullptr) {
            try {
                inspectModel(report, folder / name, name + '.');
            } catch (const Error& e) {
                report.problems.push_back("The part '" + name + "' cannot be used: " + e.what());
            }
        }
    }
}

bool anyNameHas(const InspectReport& report, std::string_view part) {
    return std::any_of(report.tensors.begin(), report.tensors.end(),
                       [&](const auto& tensor) { return tensor.name.find(part) != std::string::npos; });
}

std::string kindByNames(const InspectReport& report) {
    for (const auto* part : {"lora_down", "lora_up", "lora_A", "lora_B", "lora.down", "lora.up"})
        if (anyNameHas(report, part)) return "LoRA";
    if (anyNameHas(report, "model.diffusion_model.")) return "single-file Stable Diffusion checkpoint";
    if (anyNameHas(report, "time_embedding.linear_1")) return "UNet2DConditionModel";
    if (anyNameHas(report, "text_decoder.cls.predictions")) return "BlipForConditionalGeneration";
    if (anyNameHas(report, "quant_conv") && anyNameHas(report, "decoder.conv_in")) return "AutoencoderKL";
    if (anyNameHas(report, "embeddings.token_embedding")) return "CLIPTextModel";
    return "safetensors";
}

void inspectFile(InspectReport& report, const fs::path& file) {
    const SafetensorsFile weights(file);
    report.metadata = weights.metadata();
    for (const auto& name : weights.names()) {
        report.tensors.push_back({name, weights.shape(name), std::string(nameFromDtype(weights.dtype(name)))});
        std::int64_t count = 1;
        for (const auto side : weights.shape(name)) count *= side;
        report.parameters += count;
    }
    report.kind = kindByNames(report);
}

}  // namespace

InspectReport inspectPath(const fs::path& path) {
    InspectReport report;
    std::error_code error;
    if (!fs::exists(path, error))
        throw Error(ErrorCode::FileNotFound, "There is no file or folder '" + path.string() + "'.");
    if (!fs::is_directory(path, error)) {
        inspectFile(report, path);
    } else if (fs::exists(path / "model_index.json")) {
        inspectPipeline(report, path);
    } else if (fs::exists(path / "config.json")) {
        inspectModel(report, path, {});
    } else {
        throw Error(ErrorCode::BadFormat,
                    "The folder '" + path.string() +
                        "' holds neither model_index.json nor config.json, so it is no model folder.");
    }
    return report;
}

}  // namespace recap
