// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/runs/follow_job.h"

namespace recap {

// The part of every process but rank 0 in a CaptionTrainJob of several.
class FollowCaptionTrainJob final : public FollowJob {
public:
    using FollowJob::FollowJob;

private:
    void follow(const RunRecord& record, const JointStart& start, JobContext& context) override;
};

}  // namespace recap
