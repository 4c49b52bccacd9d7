// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diffusion/pipeline.h"
#include "train/checkpoint.h"
#include "train/diffusion_trainer.h"
#include "workflow/runs/run_files.h"
#include "workflow/runs/run_recorder.h"
#include "workflow/training/train_request.h"
#include "workflow/training/trainer_setup_internal.h"
#include "workflow/training/training_strip_internal.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// One training run from its modules to its files. Lives on the worker thread.
class TrainingRun {
public:
    TrainingRun(Project& project, const RunRecord& run, const TrainRequest& request, JobContext& context,
                RunRecorder& recorder);

    void prepare();
    void loop();

    double lastLoss() const { return lastLoss_; }
    std::int64_t lastStep() const { return trainer_->stepsDone(); }
    const std::string& checkpoint() const { return checkpoint_; }

private:
    struct Wishes {
        bool save = false, sample = false, stop = false;
    };
    Json rememberProvenance(const TrainerSetup& setup, bool begins);
    void continueFrom(const std::filesystem::path& checkpoint);
    void meetFollowers(const std::filesystem::path& checkpoint);
    std::int64_t processes() const { return replicas_ ? replicas_->world() : 1; }
    void oneStep(Wishes& wishes);
    StepResult jointStep();
    void releaseFollowers();
    Wishes takeWishes();
    void setOption(const std::string& name, double value);
    bool applyOption(const std::string& name, double value);
    void record(const StepResult& result);
    void measureValidation();
    void waitForDisk();
    void save();
    void listCheckpoint(const std::filesystem::path& folder);
    bool stripDue() const;
    bool stripMissing() const;
    void drawSamples();
    StableDiffusion* sampler();
    void keepSample(std::size_t index, const StripPrompt& prompt, const torch::Tensor& image, const Json& settings);
    bool due(std::int64_t every) const { return every > 0 && trainer_->stepsDone() % every == 0; }

    Project& project_;
    const RunRecord& run_;
    DiffusionTrainOptions options_;   // with what was changed while the run went on
    DiffusionTrainOptions recorded_;  // as the run began
    std::function<std::int64_t()> freeBytes_;
    std::function<double()> seconds_;
    std::shared_ptr<Replicas> replicas_;  // none: this process trains alone
    JobContext& context_;
    RunRecorder& recorder_;
    std::filesystem::path folder_;
    std::unique_ptr<DiffusionTrainer> trainer_;
    std::unique_ptr<RunFiles> files_;
    ValidationSet validation_;
    std::unique_ptr<StableDiffusion> sampler_;
    CheckpointNotes notes_;
    double stepSeconds_ = 0;
    std::int64_t imagesSinceSpeed_ = 0, validatedAt_ = -1;
    double lastLoss_ = 0;
    std::string checkpoint_;
};

}  // namespace recap
