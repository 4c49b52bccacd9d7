// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "train/diffusion_train_options.h"
#include "workflow/project.h"

#include <memory>
#include <string>
#include <vector>

namespace recap {

struct TrainRequest {
    DiffusionTrainOptions options;
    std::string name;
    RunId resume = {};  // continue this run from its last checkpoint; the options are then those of the run
};

// What a run would do, in numbers, before anything starts.
struct TrainPreflight {
    std::int64_t steps = 0;
    std::int64_t images = 0;           // images with a usable caption
    std::int64_t without_caption = 0;  // images of the filter that have none
    std::int64_t over_limit = 0;       // captions longer than the text encoder's limit
    double epochs = 0;
    double seconds = 0;             // estimate; 0 when nothing was measured on this machine yet
    std::int64_t memory_bytes = 0;  // estimate
    std::int64_t disk_bytes = 0;
    std::vector<std::string> problems;  // sentences; a run with problems is refused
};

// Fine-tunes a Stable Diffusion folder on the project's captions; the run, its curve, samples and checkpoints are rows
// and files of the project. Emits RunEvent, ScalarEvent (loss, lr, grad_norm, images_per_second) and SampleEvent.
// Commands: SaveNow, SampleNow, StopAfterSaving. Cancel stops at the next step; a resumed run continues from its last
// checkpoint.
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

// Reads the project and the model's configuration, trains nothing.
TrainPreflight preflight(Project& project, const DiffusionTrainOptions& options);

}  // namespace recap
