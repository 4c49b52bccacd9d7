// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "jobs/job.h"
#include "train/diffusion_train_options.h"
#include "train/training_set.h"
#include "workflow/project/project.h"
#include "workflow/training/latent_cache.h"
#include "workflow/training/training_selection.h"

#include <torch/types.h>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// Latents of the images by the VAE in `vaeFolder`. Computed ones are kept in the project's cache, keyed by image
// content, VAE weights, crop and mirroring, so nothing stale can be used; a cancelled job loses nothing it had
// finished. An image that cannot be read ends in `unreadable` and has no row.
struct CachedLatents {
    std::vector<LatentSet> buckets;   // one for each crop that occurs
    std::vector<std::size_t> rows;    // position in `images` of each row, through the buckets
    std::vector<Message> unreadable;  // sentences
};
CachedLatents cachedLatents(Project& project, const std::filesystem::path& vaeFolder,
                            const std::vector<ImageRecord>& images, const DiffusionTrainOptions& options,
                            JobContext& context);
// How many of the images have no latents in the cache yet (mirrored ones counted as well).
std::int64_t missingLatents(Project& project, const std::filesystem::path& vaeFolder,
                            const std::vector<ImageRecord>& images, const DiffusionTrainOptions& options);

// Measured: seconds to read and encode one such image. 0 when it cannot be read.
double secondsToEncode(const std::filesystem::path& vaeFolder, const ImageRecord& image,
                       const DiffusionTrainOptions& options);

// trainerCrop() as the autoencoder takes it: [3, height, width] in 0..1.
torch::Tensor trainerView(const std::filesystem::path& path, const CropSize& size, bool mirrored = false);

}  // namespace recap
