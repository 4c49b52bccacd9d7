// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/message.h"
#include "train/diffusion_trainer.h"

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace recap {

// A checkpoint is a complete diffusers folder plus train_state.json and train_state.safetensors. It appears under its
// name in one rename, so a folder that exists is complete; train_state.json lists every file with its size, so one that
// was cut later is noticed. The parts that are not trained are hard links to the base model's files where the file
// system allows it, copies elsewhere. That of a LoRA run holds the adapters as pytorch_lora_weights.safetensors and
// kohya_lora.safetensors as well.

// What a checkpoint says about itself.
struct CheckpointInfo {
    std::int64_t step = 0;
    DiffusionTrainOptions options;
    TrainerProgress progress;
    double validation_loss = std::numeric_limits<double>::quiet_NaN();  // NaN: was not measured
    Json live = Json::object();     // options that were changed while the run went on
    std::vector<Message> restores;  // what continuing brings back, in words
};

// What is written beside the trainer's state.
struct CheckpointNotes {
    double validation_loss = std::numeric_limits<double>::quiet_NaN();
    Json live = Json::object();
};

// Writes `folder` from the trainer; averaged weights go into unet/ and text_encoder/, live ones into the state.
void writeCheckpoint(const std::filesystem::path& folder, DiffusionTrainer& trainer,
                     const std::filesystem::path& baseModel, const DiffusionTrainOptions& options,
                     const CheckpointNotes& notes = {});

// Reads and checks a checkpoint without its tensors' values. Throws Error(BadFormat) for a folder that is not a
// complete checkpoint: the sentence names the file that is missing or has another size.
CheckpointInfo inspectCheckpoint(const std::filesystem::path& folder);

// Continues the trainer from a checkpoint. Throws Error(BadFormat) for a folder that is not a complete checkpoint or
// was made with options that change the course of the run; the trainer is then as it was.
CheckpointInfo readCheckpoint(const std::filesystem::path& folder, DiffusionTrainer& trainer,
                              const DiffusionTrainOptions& options);

// Bytes that the next checkpoint of the trainer takes on the disk; hard links count as nothing.
std::int64_t checkpointBytes(DiffusionTrainer& trainer);

// "checkpoint-000500", the newest complete one below `runFolder`, or empty.
std::string checkpointName(std::int64_t step);
std::filesystem::path newestCheckpoint(const std::filesystem::path& runFolder);

// Which checkpoints stay: the newest `last` (at least 1), those at multiples of `every` steps (0: none), and the one
// with the lowest validation loss.
struct CheckpointsKept {
    std::int64_t last = 1;
    std::int64_t every = 0;
    bool best = false;
};
void pruneCheckpoints(const std::filesystem::path& runFolder, const CheckpointsKept& kept);
inline void pruneCheckpoints(const std::filesystem::path& runFolder, std::int64_t keep) {
    pruneCheckpoints(runFolder, CheckpointsKept{keep, 0, false});
}
// The checkpoint with the lowest validation loss; empty when none was measured.
std::filesystem::path bestCheckpoint(const std::filesystem::path& runFolder);
// Removes what a killed save left behind.
void removeUnfinishedCheckpoints(const std::filesystem::path& runFolder);

}  // namespace recap
