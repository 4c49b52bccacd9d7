// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/prompts/build_prompts_job.h"

#include "workflow/prompts/coco_captions.h"
#include "workflow/prompts/coco_prompts.h"

namespace recap {

BuildPromptsJob::BuildPromptsJob(PromptBuildOptions options, std::filesystem::path out)
    : options_(std::move(options)), out_(std::move(out)) {}

void BuildPromptsJob::run(JobContext& context) {
    requireValid(options_);
    const auto coco =
        readCocoCaptions(options_.coco, options_.split, needsInstances(options_.kind), [&](std::int64_t elements) {
            context.pausePoint();
            context.report({"loading", elements, 0});
        });
    context.pausePoint();
    prompts_ = cocoPrompts(coco, options_);
    writePromptSet(out_, prompts_);
}

}  // namespace recap
