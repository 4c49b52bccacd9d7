// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "train/diffusion_trainer.h"

#include <filesystem>
#include <string>

namespace recap {

// A checkpoint is a complete diffusers folder plus train_state.json and train_state.safetensors. It appears under its
// name in one rename, so a folder that exists is complete. The parts that are not trained are hard links to the base
// model's files where the file system allows it, copies elsewhere.

// Writes `folder` from the trainer; averaged weights go into unet/ and text_encoder/, live ones into the state.
void writeCheckpoint(const std::filesystem::path& folder, DiffusionTrainer& trainer,
                     const std::filesystem::path& baseModel, const DiffusionTrainOptions& options);

// Continues the trainer from a checkpoint. Throws Error(BadFormat) for a folder that is not a complete checkpoint or
// was made with options that change the course of the run.
void readCheckpoint(const std::filesystem::path& folder, DiffusionTrainer& trainer,
                    const DiffusionTrainOptions& options);

// "checkpoint-000500", the newest complete one below `runFolder`, or empty.
std::string checkpointName(std::int64_t step);
std::filesystem::path newestCheckpoint(const std::filesystem::path& runFolder);
// Deletes all but the newest `keep`.
void pruneCheckpoints(const std::filesystem::path& runFolder, std::int64_t keep);

}  // namespace recap
