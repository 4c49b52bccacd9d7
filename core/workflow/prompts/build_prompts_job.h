// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "metrics/prompt_set.h"
#include "workflow/prompts/prompt_build_options.h"

#include <filesystem>

namespace recap {

// Makes a prompt set from a COCO folder and writes it to `out` (JSON lines), as a whole or not at all.
class BuildPromptsJob final : public Job {
public:
    BuildPromptsJob(PromptBuildOptions options, std::filesystem::path out);
    void run(JobContext& context) override;
    const PromptSet& prompts() const { return prompts_; }

private:
    PromptBuildOptions options_;
    std::filesystem::path out_;
    PromptSet prompts_;
};

}  // namespace recap
