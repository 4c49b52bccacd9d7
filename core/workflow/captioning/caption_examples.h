// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a captioner wrote for a few fixed held-out images while it was trained, so that a person sees how the captions
// change: captions.jsonl in the run's folder, a line for each image and measurement.
#pragma once

#include "workflow/captioning/caption_measures.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// One of these images with one of its human captions.
struct ExampleCaptions {
    std::string image = {};      // path of the picture
    std::string prefix = {};     // what the captioner was given to begin with
    std::string reference = {};  // what a person wrote
    // Step and caption where it became another one, newest first.
    std::vector<std::pair<std::int64_t, std::string>> captions = {};
};

// Adds the first few of these captions, which were written at this step. Returns how many.
std::size_t keepCaptionExamples(const std::filesystem::path& runFolder, std::int64_t step,
                                const std::vector<WrittenCaption>& written);
// Removes what was written after this step; for a run that continues from an earlier checkpoint.
void forgetCaptionExamples(const std::filesystem::path& runFolder, std::int64_t afterStep);

// In the order of the file; empty for a run that has none. Lines that are not whole are left out: the run may be
// writing.
std::vector<ExampleCaptions> readCaptionExamples(const Project& project, RunId run);

}  // namespace recap
