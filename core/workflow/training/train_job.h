// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/training/train_request.h"

#include <memory>
#include <string>

namespace recap {

// A row for a new training, announced by a RunEvent, with the run that it branches from (run_provenance.h); without a
// name it is called as its caption source. TrainJob makes its own; this is for those who leave the work to another
// program or time, which then resumes it.
RunRecord createTraining(Project& project, JobContext& context, const std::string& name,
                         const DiffusionTrainOptions& options);

// Fine-tunes a Stable Diffusion folder on the project's captions; the run, its curve, samples and checkpoints are rows
// and files of the project (see run_files.h for the files). Emits RunEvent, ScalarEvent (loss, lr, grad_norm,
// images_per_second, validation_loss, memory_mib) and SampleEvent.
// Commands: SaveNow, SampleNow, StopAfterSaving, and SetOption for learning_rate, save_every, sample_every and
// validation_every. Cancel stops within the step, which is then as if it had not begun; a resumed run continues from
// its last checkpoint. When the disk has no room for a checkpoint the run waits, paused, until it has. A run whose loss
// is not finite or has risen too far fails, with its last checkpoint kept.
class TrainJob final : public Job {
public:
    TrainJob(std::shared_ptr<Project> project, TrainRequest request);
    ~TrainJob() override;
    void run(JobContext& context) override;

    RunId runId() const { return run_; }
    double lastLoss() const { return lastLoss_; }
    std::int64_t lastStep() const { return lastStep_; }
    std::string checkpoint() const { return checkpoint_; }  // folder of the result, empty before the first save

private:
    std::shared_ptr<Project> project_;
    TrainRequest request_;
    RunId run_;
    double lastLoss_ = 0;
    std::int64_t lastStep_ = 0;
    std::string checkpoint_;
};

}  // namespace recap
