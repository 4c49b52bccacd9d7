// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/caption_quality_job.h"

#include <string>
#include <utility>

namespace recap {

CaptionQualityJob::CaptionQualityJob(std::shared_ptr<Project> project, CaptionQualityRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void CaptionQualityJob::run(JobContext& context) {
    const auto& source = request_.selection.source;
    const std::string stage = "counting " + (source.empty() ? "captions" : source);
    quality_ = measureCaptionQuality(*project_, request_, [&](std::int64_t done, std::int64_t total) {
        context.report({stage, done, total});
        context.pausePoint();
    });
}

}  // namespace recap
