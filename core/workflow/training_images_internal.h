// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "jobs/job.h"
#include "text/clip_tokenizer.h"
#include "train/diffusion_train_options.h"
#include "train/training_set.h"
#include "workflow/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// The images of a training set with their tokenised captions, in the order of import.
struct TrainingImages {
    std::vector<ImageRecord> images;
    std::vector<TokenizedCaptions> captions;
    std::int64_t without_caption = 0;
    std::int64_t over_limit = 0;  // captions that the text encoder cuts
};
// Throws Error(InvalidOption) for a filter that cannot be read.
TrainingImages collectTrainingImages(Project& project, const DiffusionTrainOptions& options,
                                     const ClipTokenizer& tokenizer);

// Latents of the images at a resolution by the VAE in `vaeFolder`. Computed ones are kept in the project's cache, keyed
// by image content, VAE weights and resolution, so nothing stale can be used; a cancelled job loses nothing it had
// finished. An image that cannot be read ends in `unreadable` and has no row.
struct CachedLatents {
    LatentSet latents;
    std::vector<std::size_t> rows;        // position in `images` of each row
    std::vector<std::string> unreadable;  // sentences
};
CachedLatents cachedLatents(Project& project, const std::filesystem::path& vaeFolder,
                            const std::vector<ImageRecord>& images, std::int64_t resolution, JobContext& context);

// What the trainer sees of an image: central square of the shorter side, reduced with Pillow's Lanczos filter (the
// default of diffusers' training script). [3, resolution, resolution] in 0..1.
torch::Tensor trainerView(const std::filesystem::path& path, std::int64_t resolution);

}  // namespace recap
