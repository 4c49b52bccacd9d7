// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/checkpoint_folder.h"
#include "train/diffusion_trainer.h"

#include <filesystem>

namespace recap {

// A checkpoint (checkpoint_folder.h) of a diffusion training is a complete diffusers folder. The parts that are not
// trained are hard links to the base model's files where the file system allows it, copies elsewhere. That of a LoRA
// run holds the adapters as pytorch_lora_weights.safetensors and kohya_lora.safetensors as well.

struct CheckpointInfo : SavedState {
    DiffusionTrainOptions options;
};

// Writes `folder` from the trainer; averaged weights go into unet/ and text_encoder/, live ones into the state.
void writeCheckpoint(const std::filesystem::path& folder, DiffusionTrainer& trainer,
                     const std::filesystem::path& baseModel, const DiffusionTrainOptions& options,
                     const CheckpointNotes& notes = {});

// Throws Error(BadFormat) like inspectCheckpointFolder.
CheckpointInfo inspectCheckpoint(const std::filesystem::path& folder);

// Continues the trainer from a checkpoint. Throws Error(BadFormat) for a folder that is not a complete checkpoint or
// was made with options that change the course of the run; the trainer is then as it was.
CheckpointInfo readCheckpoint(const std::filesystem::path& folder, DiffusionTrainer& trainer,
                              const DiffusionTrainOptions& options);

// Bytes that the next checkpoint of the trainer takes on the disk; hard links count as nothing.
std::int64_t checkpointBytes(DiffusionTrainer& trainer);

}  // namespace recap
