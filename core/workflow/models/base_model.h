// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project/project.h"

#include <filesystem>

namespace recap {

// The model that a training starts from, as a diffusers folder: `model` itself when it is one; a single file or .ckpt
// is converted once into the project's cache and found there later as long as the file is unchanged. Throws
// Error(FileNotFound), Error(BadFormat).
std::filesystem::path baseModelFolder(const Project& project, const std::filesystem::path& model, JobContext& context);
// The same without anyone to tell.
std::filesystem::path baseModelFolder(const Project& project, const std::filesystem::path& model);

}  // namespace recap
