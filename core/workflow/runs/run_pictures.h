// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which pictures stand for a run wherever runs are judged, reported, paired or rated: the one answer to "the last
// pictures of a run".
#pragma once

#include "workflow/project/project.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace recap {

// A picture that a training drew on its way, to watch it. Its row says so in the settings ("preview": true).
bool isPreview(const SampleRecord& sample);
void markPreview(SampleRecord& sample);

// What of a sample's settings decides how the picture looks. How the work was done (batch, device, threads), how many
// pictures were asked for and the first seed are left out.
Json drawingSettings(const Json& settings);

struct RunPictures {
    std::vector<SampleRecord> pictures = {};  // by prompt index, then seed; each prompt and seed once
    std::int64_t step = 0;
    Json settings = Json::object();  // drawingSettings() of all of them
    std::int64_t others = 0;         // further pictures of this step, drawn with other settings
};

// Of the last step that has pictures besides previews: those of one drawing. Where a step was drawn with several
// settings, the set with the most prompts is taken, of equal ones the newest; of one prompt and seed the newest.
// Empty when the run has none.
RunPictures runPictures(Project& project, RunId run);
// The same of one step, e.g. of a checkpoint that was not the last.
RunPictures runPictures(Project& project, RunId run, std::int64_t step);
// Steps that have pictures besides previews, ascending.
std::vector<std::int64_t> stepsWithPictures(Project& project, RunId run);
RunPictures choosePictures(std::vector<SampleRecord> samples);

// Positions (in first, in second) of pictures of the same prompt and seed, in the order of `first`.
std::vector<std::pair<std::size_t, std::size_t>> matchedPictures(const std::vector<SampleRecord>& first,
                                                                 const std::vector<SampleRecord>& second);

}  // namespace recap
