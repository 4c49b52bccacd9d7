// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/prompt_set.h"
#include "workflow/judging/measuring.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// Pictures of a folder and of those in it, by name. Throws Error(FileNotFound).
std::vector<std::filesystem::path> picturesBelow(const std::filesystem::path& folder);

// Which picture belongs to which prompt of a set, by its path below the folder without the ending: ID, ID_K (TISE: the
// k-th picture of a prompt), ID/... (GenEval: 00000/samples/0000.png). `set` outlives the result.
struct PairedFolder {
    ModelPictures model;
    std::vector<std::string> without_picture;           // ids of prompts
    std::vector<std::filesystem::path> without_prompt;  // pictures; they are not judged
};
PairedFolder pairFolder(const std::filesystem::path& folder, const PromptSet& set);

// The judges of a judges file. `device`: of those whose entry names none; empty: "auto". Throws like readJudgesFile and
// openJudge.
std::vector<std::shared_ptr<PictureJudge>> openJudges(const std::filesystem::path& file, const std::string& device,
                                                      const std::filesystem::path& cache);

}  // namespace recap
