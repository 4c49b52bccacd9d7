// SPDX-License-Identifier: GPL-3.0-or-later
//
// Judges of each kind, opened from their files. `hash`: of the weights; `cache`: folder of what was judged before.
// All throw Error(FileNotFound), Error(BadFormat), Error(ShapeMismatch), and Error(InvalidOption) for a device that is
// not there.
#pragma once

#include "workflow/judging/network_judge.h"

namespace recap {

std::unique_ptr<PictureJudge> openFidJudge(const JudgeEntry& entry, const std::string& hash,
                                           const std::filesystem::path& cache);
std::unique_ptr<PictureJudge> openTorchvisionJudge(const JudgeEntry& entry, const std::string& hash,
                                                   const std::filesystem::path& cache);
std::unique_ptr<PictureJudge> openDinov2Judge(const JudgeEntry& entry, const std::string& hash,
                                              const std::filesystem::path& cache);
std::unique_ptr<PictureJudge> openClipJudge(const JudgeEntry& entry, const std::string& hash,
                                            const std::filesystem::path& cache);
std::unique_ptr<PictureJudge> openDetrJudge(const JudgeEntry& entry, const std::string& hash,
                                            const std::filesystem::path& cache);
std::unique_ptr<PictureJudge> openOnnxJudge(const JudgeEntry& entry, const std::string& hash,
                                            const std::filesystem::path& cache);
std::unique_ptr<PictureJudge> openMatchJudge(const JudgeEntry& entry, const std::string& hash,
                                             const std::filesystem::path& cache);
std::unique_ptr<PictureJudge> openQuestionJudge(const JudgeEntry& entry, const std::string& hash,
                                                const std::filesystem::path& cache);

}  // namespace recap
