// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/judging/judges_file.h"
#include "workflow/judging/picture_judge.h"

#include <filesystem>
#include <memory>
#include <string>

namespace recap {

// Judges in TorchScript archives (models/scripted_network.h). `hash`: of the file; `cache`: folder of what was judged
// before. Throw Error(FileNotFound), Error(BadFormat) for another archive, and Error(InvalidOption) for a device that
// is not there.

// NVIDIA's translation of FID's network (inception-2015-12-05.pt): a module `layers`, which takes pixels of -1 to 1 at
// 299 x 299 and returns 2048 features, and forward(x, return_features, use_fp16, no_output_bias), which takes pixels of
// 0 to 255 in any size and resizes them itself, as the TensorFlow graph did.
std::unique_ptr<PictureJudge> openScriptedInceptionJudge(const JudgeEntry& entry, const std::string& hash,
                                                         const std::filesystem::path& cache);

// A counter: forward(x) takes one normalised picture [1, 3, height, width] and returns [1, labels] numbers.
std::unique_ptr<PictureJudge> openCounterJudge(const JudgeEntry& entry, const std::string& hash,
                                               const std::filesystem::path& cache);

}  // namespace recap
