// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "jobs/job.h"
#include "text/clip_tokenizer.h"
#include "train/diffusion_train_options.h"
#include "train/diffusion_trainer.h"
#include "train/mixture.h"
#include "train/training_set.h"
#include "workflow/project.h"
#include "workflow/training_selection.h"

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
    std::string digest;           // dataDigest()
};
// Throws Error(InvalidOption) for a filter that cannot be read.
TrainingImages collectTrainingImages(Project& project, const DiffusionTrainOptions& options,
                                     const ClipTokenizer& tokenizer);

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
// Sixteen digits of weightsHash() that name an autoencoder. Throws Error(FileNotFound).
std::string vaeHash(const std::filesystem::path& vaeFolder);
// How many of the images have no latents in the cache yet (mirrored ones counted as well).
std::int64_t missingLatents(Project& project, const std::filesystem::path& vaeFolder,
                            const std::vector<ImageRecord>& images, const DiffusionTrainOptions& options);

// Measured: seconds to read and encode one such image. 0 when it cannot be read.
double secondsToEncode(const std::filesystem::path& vaeFolder, const ImageRecord& image,
                       const DiffusionTrainOptions& options);

// trainerCrop() as the autoencoder takes it: [3, height, width] in 0..1.
torch::Tensor trainerView(const std::filesystem::path& path, const CropSize& size, bool mirrored = false);

// A project's images as the trainer wants them, with those that are held out. Which ones are held out follows from
// their content alone: every run on the same images holds out the same.
struct TrainingData {
    std::vector<LatentSet> buckets;
    std::vector<TokenizedCaptions> captions;  // through the buckets
    ValidationSet validation;
    std::vector<MixedSet> mixture;  // of the option; empty: all images alike
    std::string digest;             // dataDigest() of all its images, those held out included
    std::int64_t images = 0;        // how many those are
};
// Says through the context what cannot be read. Throws Error(InvalidOption) when nothing is left to train on.
TrainingData collectTrainingData(Project& project, const DiffusionTrainOptions& options, const ClipTokenizer& tokenizer,
                                 JobContext& context);

// The chooser of a run with these options. `captions` through the buckets; `emptyText` stands for a dropped caption.
CaptionChooser captionChooser(std::vector<TokenizedCaptions> captions, std::vector<std::int64_t> emptyText,
                              const DiffusionTrainOptions& options);

// The sets of the option `mixture` among the images that are trained on, by position. Throws Error(InvalidOption) for a
// part that cannot be read or has none of them.
std::vector<MixedSet> mixedSets(Project& project, const DiffusionTrainOptions& options,
                                const std::vector<ImageId>& trained);

}  // namespace recap
