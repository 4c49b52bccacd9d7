// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/diffusion_train_options.h"
#include "workflow/project/project.h"
#include "workflow/runs/run_provenance.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// What a run would do, in numbers, before anything starts.
struct TrainPreflight {
    std::int64_t steps = 0;            // still to do
    std::int64_t images = 0;           // images with a usable caption
    std::int64_t without_caption = 0;  // images of the filter that have none
    std::int64_t over_limit = 0;       // captions longer than the text encoder's limit
    std::int64_t new_latents = 0;      // images that the autoencoder has to encode first
    std::string data = {};             // dataDigest() of those images and captions
    double epochs = 0;
    // Estimate; 0 when nothing was measured on this machine yet. Only a probe counts the encoding of new latents.
    double seconds = 0;
    std::int64_t memory_bytes = 0;  // estimate
    bool memory_measured = false;   // false: of weights, optimiser and latents alone, activations come on top
    std::int64_t disk_bytes = 0;
    std::optional<BranchPoint> branch = {};  // of a run that begins with the weights of another's checkpoint
    bool data_changed = false;               // of a resumed run: images or captions are not those it began with
    std::vector<Message> restores;           // what a resumed run brings back, in words
    std::vector<Message> problems;           // sentences; a run with problems is refused
};

// Reads the project and the model's configuration, trains nothing. With `probe` (some seconds, the memory of a run) two
// steps on random latents are measured where no earlier run tells the speed.
TrainPreflight preflight(Project& project, const DiffusionTrainOptions& options, bool probe = false);
// The same for a run that is to be continued.
TrainPreflight preflightResume(Project& project, RunId run, bool probe = false);

}  // namespace recap
