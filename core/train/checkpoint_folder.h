// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/message.h"
#include "train/trainer_progress.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace recap {

class WeightTrainer;

// What the checkpoints of every kind of training have in common: a model folder plus train_state.json and
// train_state.safetensors, which appears under its name in one rename, so a folder that exists is complete.
// train_state.json lists every file with its size, so one that was cut later is noticed.

// What is written beside the trainer's state.
struct CheckpointNotes {
    double validation_loss = std::numeric_limits<double>::quiet_NaN();  // NaN: was not measured
    // By which keep_best compares, lower is better; NaN: by the validation loss.
    double rank = std::numeric_limits<double>::quiet_NaN();
    Json live = Json::object();  // options that were changed while the run went on
};

// What a checkpoint says about itself.
struct SavedState {
    std::int64_t step = 0;
    Json recorded = Json::object();  // the options of the run
    TrainerProgress progress;
    double validation_loss = std::numeric_limits<double>::quiet_NaN();
    double rank = std::numeric_limits<double>::quiet_NaN();
    Json live = Json::object();
    std::vector<Message> restores;  // what continuing brings back, in words
};

// Writes `folder`: what `writeModel` puts into the folder that it is given, and the trainer's state.
void writeCheckpointFolder(const std::filesystem::path& folder, const WeightTrainer& trainer, const Json& options,
                           const CheckpointNotes& notes,
                           const std::function<void(const std::filesystem::path&)>& writeModel);

// Reads and checks a checkpoint without its tensors' values. Throws Error(BadFormat) for a folder that is not a
// complete checkpoint: the sentence names the file that is missing or has another size.
SavedState inspectCheckpointFolder(const std::filesystem::path& folder);

// Continues the trainer. Throws Error(BadFormat), and leaves the trainer as it was.
void restoreCheckpoint(const std::filesystem::path& folder, const SavedState& saved, WeightTrainer& trainer);

// Throws Error(BadFormat) when the two differ in an option that is not among `free`.
void requireSameCourse(Json then, Json now, std::span<const char* const> free);

// A file of a base model that a checkpoint takes over: a hard link where the file system allows it, else a copy.
void linkOrCopy(const std::filesystem::path& from, const std::filesystem::path& to);
// Whether a file of a folder belongs to the state of a training, not to the model.
bool isTrainState(const std::filesystem::path& file);

// "checkpoint-000500", the newest complete one below `runFolder`, or empty.
std::string checkpointName(std::int64_t step);
std::filesystem::path newestCheckpoint(const std::filesystem::path& runFolder);

// Which checkpoints stay: the newest `last` (at least 1), those at multiples of `every` steps (0: none), and the best
// one.
struct CheckpointsKept {
    std::int64_t last = 1;
    std::int64_t every = 0;
    bool best = false;
};
void pruneCheckpoints(const std::filesystem::path& runFolder, const CheckpointsKept& kept);
inline void pruneCheckpoints(const std::filesystem::path& runFolder, std::int64_t keep) {
    pruneCheckpoints(runFolder, CheckpointsKept{keep, 0, false});
}
// The checkpoint with the lowest rank; empty when none was measured.
std::filesystem::path bestCheckpoint(const std::filesystem::path& runFolder);
// Removes what a killed save left behind.
void removeUnfinishedCheckpoints(const std::filesystem::path& runFolder);

}  // namespace recap
