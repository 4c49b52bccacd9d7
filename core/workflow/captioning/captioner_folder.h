// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/project/project.h"

#include <filesystem>
#include <optional>
#include <string>

namespace recap {

// The captioner that a run made: its best checkpoint where the run keeps that, else its newest; none before the first.
std::optional<std::filesystem::path> trainedCaptioner(Project& project, const RunRecord& run);

// A BLIP folder with config.json, or what the newest captioner run of that name made. Throws Error(NotFound).
std::filesystem::path captionerFolder(Project& project, const std::string& captioner);
// The same, and BLIP in any layout that openBlip reads: what writes captions, but no folder to begin a training with.
std::filesystem::path captionerPath(Project& project, const std::string& captioner);

// Name and first digits of the weights' hash: who wrote a caption.
std::string captionerLabel(const std::filesystem::path& path, const std::string& name);

}  // namespace recap
