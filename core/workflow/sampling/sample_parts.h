// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folder in which the shards of one drawing leave their pictures, named as those of the undivided run, with
// drawing.json, which says what is drawn.
#pragma once

#include "base/json.h"
#include "workflow/sampling/sample_job.h"

#include <filesystem>
#include <string>

namespace recap {

// What decides the pictures of a drawing, whatever machine draws them: model, prompts, seeds, options.
Json drawingFacts(const SampleRequest& drawing);
// Eight digits of the facts.
std::string drawingId(const Json& facts);

// Makes the folder and records the facts, or compares them with those that are recorded. Throws Error(InvalidOption)
// when the folder holds pictures of another drawing.
void requireDrawing(const std::filesystem::path& parts, const Json& facts);

// Puts the pictures of `parts` that `folder` lacks there, as further names of the same files where the file system can.
// How many. A folder that is not there has none. Throws as requireDrawing.
std::int64_t takeOverPictures(const std::filesystem::path& parts, const std::filesystem::path& folder,
                              const Json& facts);

}  // namespace recap
