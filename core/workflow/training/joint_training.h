// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project/project.h"

#include <filesystem>
#include <memory>

namespace recap {

class Replicas;

// Several equal processes, started by torchrun, train one model. Rank 0 is an ordinary training run: it alone writes to
// the project, obeys commands, and tells the others before each step what to do. They read the same project folder, so
// it must be on a file system that all of them see and that knows file locks.

// Meets the processes that the variables RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT name; null when there are none.
// Throws Error(InvalidOption) or Error(Internal).
std::shared_ptr<Replicas> meetOtherProcesses();
bool isFirstProcess(const Replicas& replicas);
// Opens the project in every process, in rank 0 first: that one may write.
std::shared_ptr<Project> openTogether(Replicas& replicas, const std::filesystem::path& path);
// The run that torchrun has started anew after a process failed; none at its first start.
RunId runBeforeRestart(Project& project);

// The part of every process but rank 0: builds the same trainer and follows.
class FollowTrainJob final : public Job {
public:
    FollowTrainJob(std::shared_ptr<Project> project, std::shared_ptr<Replicas> replicas);
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
