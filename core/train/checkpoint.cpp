// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/checkpoint.h"

#include "models/model_folder.h"
#include "tensor_io/weight_files.h"

#include <set>
#include <string>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Everything of the base model that training leaves as it is. Its average of the UNet and a single file of the whole
// model, which published folders have beside the parts, hold the weights from before.
void linkRest(const fs::path& base, const fs::path& to, const std::set<std::string>& written) {
    for (const auto& entry : fs::recursive_directory_iterator(base)) {
        const fs::path relative = fs::relative(entry.path(), base);
        const std::string part = relative.begin()->string();
        if (written.contains(part) || isTrainState(part)) continue;
        if (part == "unet_ema" && written.contains("unet")) continue;
        if (relative == relative.filename() && entry.is_regular_file() && isWeightFile(relative)) continue;
        if (entry.is_directory())
            fs::create_directories(to / relative);
        else if (entry.is_regular_file())
            linkOrCopy(entry.path(), to / relative);
    }
}

// Parts of the model folder that a checkpoint writes anew.
std::set<std::string> writtenParts(DiffusionTrainer& trainer, const DiffusionTrainOptions& options,
                                   const fs::path& base) {
    const bool adapters = trainer.lora() != nullptr && !options.merge_lora;
    std::set<std::string> parts;
    // A base folder without the part (a model that is being made) gets it from the modules.
    if ((trainer.trainsUnet() && !adapters) || !fs::exists(base / "unet")) parts.insert("unet");
    if ((trainer.trainsText() && !adapters) || !fs::exists(base / "text_encoder")) parts.insert("text_encoder");
    return parts;
}

void saveParts(const fs::path& folder, DiffusionTrainer& trainer, const std::set<std::string>& parts) {
    const auto save = [&] {
        if (parts.contains("unet")) saveUNet(trainer.unet(), folder / "unet");
        if (parts.contains("text_encoder")) saveTextEncoder(trainer.textEncoder(), folder / "text_encoder");
    };
    trainer.withAverages([&] {
        if (trainer.lora() == nullptr) return save();
        trainer.lora()->save(folder);
        trainer.lora()->whileMerged(save);
    });
}

// Options that may change between two parts of one run without changing its course.
constexpr const char* kFreeOptions[] = {
    "save_every",     "keep_checkpoints", "keep_every",      "keep_best",        "sample_every",
    "sample_prompts", "sample_steps",     "sample_guidance", "threads",          "device",
    "model",          "tensorboard",      "merge_lora",      "validation_every", "divergence_factor"};

}  // namespace

void writeCheckpoint(const fs::path& folder, DiffusionTrainer& trainer, const fs::path& baseModel,
                     const DiffusionTrainOptions& options, const CheckpointNotes& notes) {
    const auto parts = writtenParts(trainer, options, baseModel);
    writeCheckpointFolder(folder, trainer.weights(), optionsToJson(options), notes, [&](const fs::path& temporary) {
        linkRest(baseModel, temporary, parts);
        saveParts(temporary, trainer, parts);
    });
}

CheckpointInfo inspectCheckpoint(const fs::path& folder) {
    CheckpointInfo info{inspectCheckpointFolder(folder), {}};
    optionsFromJson(info.recorded, info.options, (folder / "train_state.json").string());
    return info;
}

CheckpointInfo readCheckpoint(const fs::path& folder, DiffusionTrainer& trainer, const DiffusionTrainOptions& options) {
    auto info = inspectCheckpoint(folder);
    requireSameCourse(optionsToJson(info.options), optionsToJson(options), kFreeOptions);
    restoreCheckpoint(folder, info, trainer.weights());
    return info;
}

std::int64_t checkpointBytes(DiffusionTrainer& trainer) {
    std::int64_t bytes = 1 << 20;  // headers, configurations, tokenizer on a file system without hard links
    for (const auto& [name, tensor] : trainer.state()) bytes += static_cast<std::int64_t>(tensor.nbytes());
    if (trainer.trainsUnet())
        for (const auto& p : trainer.unet()->parameters()) bytes += static_cast<std::int64_t>(p.nbytes());
    if (trainer.trainsText())
        for (const auto& p : trainer.textEncoder()->parameters()) bytes += static_cast<std::int64_t>(p.nbytes());
    return bytes;
}

}  // namespace recap
