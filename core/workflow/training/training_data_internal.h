// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "jobs/job.h"
#include "text/clip_tokenizer.h"
#include "train/diffusion_train_options.h"
#include "train/diffusion_trainer.h"
#include "train/mixture.h"
#include "train/training_set.h"
#include "workflow/project/project.h"
#include "workflow/training/training_selection.h"

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
