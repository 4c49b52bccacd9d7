// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/dataset/caption_quality.h"

#include <memory>

namespace recap {

// measureCaptionQuality() as a job. Changes nothing, so a project that is open read-only will do.
class CaptionQualityJob final : public Job {
public:
    CaptionQualityJob(std::shared_ptr<Project> project, CaptionQualityRequest request);
    void run(JobContext& context) override;
    const CaptionQuality& quality() const { return quality_; }

private:
    std::shared_ptr<Project> project_;
    CaptionQualityRequest request_;
    CaptionQuality quality_;
};

}  // namespace recap
