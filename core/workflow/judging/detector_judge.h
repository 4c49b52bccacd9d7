// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/judgement.h"
#include "workflow/judging/judges_file.h"
#include "workflow/judging/picture_judge.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// Boxes as counts and places: a class counts its boxes, and lies where its best one has its centre.
void countBoxes(Judgement& judgement, const std::vector<std::string>& labels, double score);

// Detectors: DETR, and those in ONNX files. `hash`: of the weights; `cache`: folder of what was judged before. Throws
// Error(FileNotFound), Error(BadFormat), Error(ShapeMismatch), and Error(InvalidOption) for a device that is not there.
std::unique_ptr<PictureJudge> openDetrJudge(const JudgeEntry& entry, const std::string& hash,
                                            const std::filesystem::path& cache);
std::unique_ptr<PictureJudge> openOnnxJudge(const JudgeEntry& entry, const std::string& hash,
                                            const std::filesystem::path& cache);

}  // namespace recap
