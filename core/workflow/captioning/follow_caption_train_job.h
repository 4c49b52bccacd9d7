// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <memory>

namespace recap {

class Replicas;

// The part of every process but rank 0 in a CaptionTrainJob of several (joint_run.h): builds the same trainer and
// follows.
class FollowCaptionTrainJob final : public Job {
public:
    FollowCaptionTrainJob(std::shared_ptr<Project> project, std::shared_ptr<Replicas> replicas);
    void run(JobContext& context) override;

    RunId runId() const { return run_; }
    std::int64_t lastStep() const { return lastStep_; }

private:
    std::shared_ptr<Project> project_;
    std::shared_ptr<Replicas> replicas_;
    RunId run_;
    std::int64_t lastStep_ = 0;
};

}  // namespace recap
