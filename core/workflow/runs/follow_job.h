// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <memory>

namespace recap {

class Replicas;
struct JointStart;

// The part of every process but rank 0 in a training of several (joint_run.h). A kind of training derives its part from
// this: it builds the same trainer as rank 0 and follows its orders (joint_orders.h).
class FollowJob : public Job {
public:
    FollowJob(std::shared_ptr<Project> project, std::shared_ptr<Replicas> replicas);
    void run(JobContext& context) final;

    RunId runId() const { return run_; }
    std::int64_t lastStep() const { return lastStep_; }

protected:
    // `record`: the run that rank 0 works on.
    virtual void follow(const RunRecord& record, const JointStart& start, JobContext& context) = 0;
    // After each step.
    void stepped(std::int64_t step) { lastStep_ = step; }

    Project& project() { return *project_; }
    const std::shared_ptr<Replicas>& replicas() const { return replicas_; }

private:
    std::shared_ptr<Project> project_;
    std::shared_ptr<Replicas> replicas_;
    RunId run_;
    std::int64_t lastStep_ = 0;
};

}  // namespace recap
