// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/follow_job.h"

#include "base/error.h"
#include "workflow/runs/joint_orders.h"

#include <utility>

namespace recap {

FollowJob::FollowJob(std::shared_ptr<Project> project, std::shared_ptr<Replicas> replicas)
    : project_(std::move(project)), replicas_(std::move(replicas)) {}

void FollowJob::run(JobContext& context) {
    const auto start = hearStart(*replicas_);
    run_ = start.run;
    const auto record = project_->runs().get(start.run);
    if (!record)
        throw Error(ErrorCode::NotFound, message("The run of rank 0 is not in the project that this process sees."));
    follow(*record, start, context);
}

}  // namespace recap
