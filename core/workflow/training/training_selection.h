// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which images and captions of a project a training run takes, and what it cuts out of a picture. Everything here is
// called by the run itself and by those who want to know beforehand what it will see.
#pragma once

#include "data/records.h"
#include "image/aspect_buckets.h"
#include "image/image_buffer.h"
#include "train/diffusion_train_options.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// The caption sources that the options name: one, or RECAP short and long for 'mix'.
struct TrainingSources {
    std::string shorter;
    std::string longer = {};  // empty: there is one source
};
TrainingSources trainingSources(const DiffusionTrainOptions& options);

// An image of the training set with the texts that it may be shown with; one of them at least is not empty.
struct SelectedImage {
    ImageRecord image;
    std::string shorter, longer;
};
struct TrainingSelection {
    std::vector<SelectedImage> images;  // in the order of import
    std::int64_t without_caption = 0;   // images of the filter that have none of these captions
};
// Throws Error(InvalidOption) for a filter that cannot be read.
TrainingSelection selectTrainingImages(Project& project, const DiffusionTrainOptions& options);

// DataDigest (run_provenance.h) of its images and captions.
std::string dataDigest(const TrainingSelection& selection);

// What `options` crop an image of this size to.
CropSize cropFor(int width, int height, const DiffusionTrainOptions& options);

// What of a picture the trainer looks at, in the picture's own pixels as shown: the central part of the crop's shape.
// Edges lie between pixels where the reduced picture's size was rounded.
struct CropRegion {
    double x = 0, y = 0, width = 0, height = 0;
    double scale = 1;  // crop pixels per picture pixel; above 1 the picture is enlarged
};
CropRegion cropRegion(int width, int height, const CropSize& size);

// The pixels that the trainer sees: cropRegion() reduced with Pillow's Lanczos filter (the default of diffusers'
// training script). Throws Error(BadFormat) or Error(FileNotFound) for a picture that cannot be read.
ImageBuffer trainerCrop(const std::filesystem::path& path, const CropSize& size, bool mirrored = false);

// Positions of the images by the crop they get: the trainer's buckets, in their order.
std::map<CropSize, std::vector<std::size_t>> imagesByCrop(const std::vector<ImageRecord>& images,
                                                          const DiffusionTrainOptions& options);

// Content of the images that are held out to measure the validation loss: those with the smallest digests.
std::set<std::string> heldOutDigests(const std::vector<ImageRecord>& images, std::int64_t count);

}  // namespace recap
