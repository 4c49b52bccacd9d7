// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/judging/judges_file.h"
#include "workflow/judging/picture_judge.h"

#include <filesystem>
#include <memory>
#include <string>

namespace recap {

// ImageReward (models/image_reward.h), a model of which pictures people prefer for a prompt. Of a prompt it reads 35
// tokens. `hash`: of the weights; `cache`: folder of what was judged before. Throws Error(FileNotFound),
// Error(BadFormat), Error(ShapeMismatch), and Error(InvalidOption) for a device that is not there.
std::unique_ptr<PictureJudge> openImageRewardJudge(const JudgeEntry& entry, const std::string& hash,
                                                   const std::filesystem::path& cache);

}  // namespace recap
