// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "jobs/job.h"
#include "text/clip_tokenizer.h"
#include "train/diffusion_train_options.h"
#include "train/diffusion_trainer.h"
#include "train/training_set.h"
#include "workflow/project.h"

#include <compare>
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

// Pixels of a training crop.
struct CropSize {
    std::int64_t width = 0, height = 0;
    auto operator<=>(const CropSize&) const = default;
};
// Shapes of about resolution x resolution pixels between 1:2 and 2:1, sides in steps of an eighth of the resolution
// (at least 8 pixels), the square among them.
std::vector<CropSize> aspectBuckets(std::int64_t resolution);
// What `options` crop an image of this size to.
CropSize cropFor(int width, int height, const DiffusionTrainOptions& options);

// Latents of the images by the VAE in `vaeFolder`. Computed ones are kept in the project's cache, keyed by image
// content, VAE weights, crop and mirroring, so nothing stale can be used; a cancelled job loses nothing it had
// finished. An image that cannot be read ends in `unreadable` and has no row.
struct CachedLatents {
    std::vector<LatentSet> buckets;       // one for each crop that occurs
    std::vector<std::size_t> rows;        // position in `images` of each row, through the buckets
    std::vector<std::string> unreadable;  // sentences
};
CachedLatents cachedLatents(Project& project, const std::filesystem::path& vaeFolder,
                            const std::vector<ImageRecord>& images, const DiffusionTrainOptions& options,
                            JobContext& context);
// How many of the images have no latents in the cache yet (mirrored ones counted as well).
std::int64_t missingLatents(Project& project, const std::filesystem::path& vaeFolder,
                            const std::vector<ImageRecord>& images, const DiffusionTrainOptions& options);

// What the trainer sees of an image: the central part of the crop's shape, reduced with Pillow's Lanczos filter (the
// default of diffusers' training script). [3, height, width] in 0..1.
torch::Tensor trainerView(const std::filesystem::path& path, const CropSize& size, bool mirrored = false);

// A project's images as the trainer wants them, with those that are held out. Which ones are held out follows from
// their content alone: every run on the same images holds out the same.
struct TrainingData {
    std::vector<LatentSet> buckets;
    std::vector<TokenizedCaptions> captions;  // through the buckets
    ValidationSet validation;
};
// Says through the context what cannot be read. Throws Error(InvalidOption) when nothing is left to train on.
TrainingData collectTrainingData(Project& project, const DiffusionTrainOptions& options, const ClipTokenizer& tokenizer,
                                 JobContext& context);

}  // namespace recap
