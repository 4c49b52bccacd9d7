// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/model_folder.h"

#include "base/atomic_file.h"
#include "nn/initialisers.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/weight_files.h"

#include <torch/types.h>

namespace recap {
namespace fs = std::filesystem;
namespace {

// `current` maps older key names to those of the module.
template <class Model, class Config>
Model loadModel(const fs::path& folder, const char* stem, StateDict (*current)(StateDict),
                torch::ScalarType dtype = torch::kFloat32) {
    const Config config = Config::fromJson(readJsonFile(folder / "config.json"));
    StateDict weights = loadWeightFiles(folder, stem);
    if (current != nullptr) weights = current(std::move(weights));
    const nn::InitScope scope(nn::InitMode::Empty, dtype);  // every parameter is overwritten below, or loading throws
    Model model(config);
    loadStateDictStrict(*model, weights, verbatim(weightsPlace(folder, stem).string()));
    model->eval();
    return model;
}

template <class Model>
void saveModel(Model& model, const fs::path& folder, const char* stem, torch::ScalarType dtype) {
    ensureDirectory(folder);
    saveWeightFiles(folder, stem, castFloating(stateDictOf(*model), dtype));
    writeJsonFile(folder / "config.json", model->config().toJson());
}

}  // namespace

UNet2DCondition loadUNet(const fs::path& folder, torch::ScalarType dtype) {
    return loadModel<UNet2DCondition, UNet2DConditionConfig>(folder, kDiffusersWeights, nullptr, dtype);
}

AutoencoderKL loadVae(const fs::path& folder, torch::ScalarType dtype) {
    return loadModel<AutoencoderKL, AutoencoderKLConfig>(folder, kDiffusersWeights, withCurrentVaeNames, dtype);
}

ClipText loadTextEncoder(const fs::path& folder, torch::ScalarType dtype) {
    return loadModel<ClipText, ClipTextConfig>(folder, kTransformersWeights, withCurrentClipTextNames, dtype);
}

ClipModel loadClip(const fs::path& folder) {
    return loadModel<ClipModel, ClipModelConfig>(folder, kTransformersWeights, withCurrentClipNames);
}

void saveUNet(UNet2DCondition& model, const fs::path& folder, torch::ScalarType dtype) {
    saveModel(model, folder, kDiffusersWeights, dtype);
}

void saveVae(AutoencoderKL& model, const fs::path& folder, torch::ScalarType dtype) {
    saveModel(model, folder, kDiffusersWeights, dtype);
}

void saveTextEncoder(ClipText& model, const fs::path& folder, torch::ScalarType dtype) {
    saveModel(model, folder, kTransformersWeights, dtype);
}

void saveBlip(Blip& model, const fs::path& folder, torch::ScalarType dtype) {
    saveModel(model, folder, kTransformersWeights, dtype);
}

void saveClip(ClipModel& model, const fs::path& folder, torch::ScalarType dtype) {
    saveModel(model, folder, kTransformersWeights, dtype);
}

}  // namespace recap
