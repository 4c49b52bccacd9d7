// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "jobs/job.h"
#include "metrics/prompt_set.h"
#include "workflow/project/project.h"
#include "workflow/runs/run_pictures.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace recap {

// What each prompt of a set asks for, by its text.
using PromptsByText = std::map<std::string, PromptItem>;
// Of an empty path nothing. Says which prompts stand in the set several times with other expectations. Throws as
// readPromptSet.
PromptsByText promptsByText(const std::filesystem::path& file, JobContext& context);

// The pictures that are judged for a run.
struct RunToJudge {
    RunRecord run = {};
    RunPictures drawn = {};
    std::vector<PromptItem> items = {};  // of the pictures, in order
    // Why no number of these pictures is one of the prompt set, a clause after "because"; empty: no prompt lacks its
    // picture.
    Message missing = {};
};

// `step`: 0 for the pictures that stand for the run; those of real images whatever it is. With a prompt set those of
// its prompts. Says what is left out, and where pictures differ in size. Throws Error(NotFound) for a run that is not
// there or has no such pictures.
RunToJudge picturesToJudge(Project& project, RunId run, std::int64_t step, const PromptsByText& prompts,
                           JobContext& context);

}  // namespace recap
