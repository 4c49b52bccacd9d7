// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/batch_source.h"
#include "train/diffusion_trainer.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <memory>
#include <string>

namespace recap {

class JobContext;

struct TrainerSetup {
    std::unique_ptr<DiffusionTrainer> trainer;
    ValidationSet validation;
    std::string data_digest;  // of the images and captions (run_provenance.h)
    std::int64_t images = 0;  // how many they are
};

// The trainer of the options on the project's images, whose latents come from the cache or are computed now;
// `options.model` is a folder. The same options give equal trainers in every process; `share` is this one's part.
TrainerSetup buildTrainer(Project& project, const DiffusionTrainOptions& options, JobContext& context,
                          Share share = {});

// A trainer on the model's modules, with random latents in place of images: for measuring.
std::unique_ptr<DiffusionTrainer> probeTrainer(const DiffusionTrainOptions& options);

}  // namespace recap
