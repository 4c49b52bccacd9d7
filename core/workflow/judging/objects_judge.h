// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/judging/judges_file.h"
#include "workflow/judging/picture_judge.h"

#include <filesystem>
#include <memory>
#include <string>

namespace recap {

// TISE's network of object fidelity (O-FID, O-IS): torchvision's Inception v3 with COCO's 80 classes, which looks at
// each object that a detector finds with a score above 0.5 (object_fidelity/ of VinAIResearch/tise-toolbox). An object
// is cut out without a margin, at corners rounded half to even and inside of the picture; pictures without one
// contribute nothing. The detector is handed in with askForObjects before the first picture is judged. `hash`: of the
// weights; `cache`: folder of what was judged before. Throws Error(FileNotFound), Error(BadFormat),
// Error(ShapeMismatch), and Error(InvalidOption) for a device that is not there.
std::unique_ptr<PictureJudge> openObjectsJudge(const JudgeEntry& entry, const std::string& hash,
                                               const std::filesystem::path& cache);

}  // namespace recap
