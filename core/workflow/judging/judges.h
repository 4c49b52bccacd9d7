// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/judging/picture_judge.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace recap {

// The judge of that name (metrics/judge_registry) from its folder; empty: the one that is shipped. Throws
// Error(NotFound) for an unknown name, Error(FileNotFound) and Error(BadFormat) for its files.
std::unique_ptr<PictureJudge> openJudge(std::string_view name, const std::filesystem::path& folder = {});

}  // namespace recap
