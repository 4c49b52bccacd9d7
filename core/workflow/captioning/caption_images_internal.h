// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which images a captioner has learned from. A run keeps them in its folder (caption_images.json): captions come and
// go, and the images that its seed would hold out today are others.
#pragma once

#include "workflow/captioning/caption_data_internal.h"
#include "workflow/project/project.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace recap {

// By the SHA-256 of their pictures; none is in both.
struct CaptionImages {
    std::set<std::string> training, held_out;
};

// Adds the images of `data` to those in the file: what was once learned from stays so, also when the run continues with
// other data. Throws Error(FileNotWritable), Error(DiskFull), Error(BadFormat).
void rememberCaptionImages(const std::filesystem::path& runFolder, const CaptionData& data);

// Of a captioner run, by its name or the folder of one of its checkpoints, and of the runs that it began with. None for
// other folders, and for runs from before the file whose captions have changed since. Throws Error(BadFormat).
std::optional<CaptionImages> imagesOfCaptioner(Project& project, const std::string& captioner);

}  // namespace recap
