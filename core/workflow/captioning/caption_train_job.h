// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/caption_train_options.h"
#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/runs/resume_plan.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace recap {

class Replicas;

struct CaptionTrainRequest {
    CaptionTrainOptions options = {};
    std::string name = {};
    RunId resume = {};  // continue this run from its last checkpoint; the options are then those of the run
    // Free bytes where the checkpoints go; a stand-in for tests, else the disk is asked.
    std::function<std::int64_t()> free_bytes = {};
    // Takes commands that other programs leave in the run's folder (run_inbox.h): for a run without a window.
    bool takes_commands = false;
    // This process is rank 0 of several that train together (joint_run.h).
    std::shared_ptr<Replicas> replicas = {};
};

// A row for a new training, announced by a RunEvent, with the run that it branches from. CaptionTrainJob makes its own;
// this is for those who leave the work to another program or time, which then resumes it.
RunRecord createCaptionTraining(Project& project, JobContext& context, const std::string& name,
                                const CaptionTrainOptions& options);

// Throws Error(InvalidOption) or Error(NotFound) for options that no training can begin with.
void requireCaptionTraining(Project& project, const CaptionTrainOptions& options);

// What continuing a captioner's training would bring back, or why it cannot. Throws Error(NotFound).
ResumePlan captionResumePlan(Project& project, RunId run);

// Fine-tunes a captioner on the human captions of a project; the run, its curve and checkpoints are rows and files of
// the project (see run_files.h for the files). Emits RunEvent and ScalarEvent (loss, lr, grad_norm, images_per_second,
// memory_mib, and those of captionCurves()). Commands and what they promise are those of TrainJob, without samples.
class CaptionTrainJob final : public Job {
public:
    CaptionTrainJob(std::shared_ptr<Project> project, CaptionTrainRequest request);
    ~CaptionTrainJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }
    // BLIP folder: of the best checkpoint where the options keep it, else of the last; empty before the first save.
    std::string checkpoint() const { return checkpoint_; }
    const std::map<std::string, double>& metrics() const { return metrics_; }

private:
    std::shared_ptr<Project> project_;
    CaptionTrainRequest request_;
    RunId run_;
    std::string checkpoint_;
    std::map<std::string, double> metrics_;
};

}  // namespace recap
