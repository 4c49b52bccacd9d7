// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "train/diffusion_train_options.h"
#include "workflow/project.h"
#include "workflow/run_provenance.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace recap {

class Replicas;

struct TrainRequest {
    DiffusionTrainOptions options = {};
    std::string name = {};
    RunId resume = {};  // continue this run from its last checkpoint; the options are then those of the run
    // Free bytes where the checkpoints go; a stand-in for tests, else the disk is asked.
    std::function<std::int64_t()> free_bytes = {};
    // Takes wishes that other programs leave in the run's folder (run_inbox.h): for a run without a window.
    bool takes_wishes = false;
    // This process is rank 0 of several that train together (joint_training.h).
    std::shared_ptr<Replicas> replicas = {};
};

// A row for a new training, announced by a RunEvent, with the run that it branches from (run_provenance.h); without a
// name it is called as its caption source. TrainJob makes its own; this is for those who leave the work to another
// program or time, which then resumes it.
RunRecord createTraining(Project& project, JobContext& context, const std::string& name,
                         const DiffusionTrainOptions& options);

// What a run would do, in numbers, before anything starts.
struct TrainPreflight {
    std::int64_t steps = 0;            // still to do
    std::int64_t images = 0;           // images with a usable caption
    std::int64_t without_caption = 0;  // images of the filter that have none
    std::int64_t over_limit = 0;       // captions longer than the text encoder's limit
    std::int64_t new_latents = 0;      // images that the autoencoder has to encode first
    std::string data = {};             // dataDigest() of those images and captions
    double epochs = 0;
    // Estimate; 0 when nothing was measured on this machine yet. Only a probe counts the encoding of new latents.
    double seconds = 0;
    std::int64_t memory_bytes = 0;  // estimate
    bool memory_measured = false;   // false: of weights, optimiser and latents alone, activations come on top
    std::int64_t disk_bytes = 0;
    std::optional<BranchPoint> branch = {};  // of a run that begins with the weights of another's checkpoint
    bool data_changed = false;               // of a resumed run: images or captions are not those it began with
    std::vector<std::string> restores;       // what a resumed run brings back, in words
    std::vector<std::string> problems;       // sentences; a run with problems is refused
};

// Fine-tunes a Stable Diffusion folder on the project's captions; the run, its curve, samples and checkpoints are rows
// and files of the project (see run_files_internal.h for the files). Emits RunEvent, ScalarEvent (loss, lr, grad_norm,
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

// Reads the project and the model's configuration, trains nothing. With `probe` (some seconds, the memory of a run) two
// steps on random latents are measured where no earlier run tells the speed.
TrainPreflight preflight(Project& project, const DiffusionTrainOptions& options, bool probe = false);
// The same for a run that is to be continued.
TrainPreflight preflightResume(Project& project, RunId run, bool probe = false);

}  // namespace recap
