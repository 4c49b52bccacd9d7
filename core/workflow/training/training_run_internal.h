// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diffusion/pipeline.h"
#include "train/checkpoint.h"
#include "train/diffusion_trainer.h"
#include "workflow/runs/training_loop.h"
#include "workflow/training/train_request.h"
#include "workflow/training/trainer_setup_internal.h"
#include "workflow/training/training_strip_internal.h"

#include <filesystem>
#include <memory>
#include <string>

namespace recap {

// One training run from its modules to its files. Lives on the worker thread.
class TrainingRun final : public TrainingLoop {
public:
    TrainingRun(Project& project, const RunRecord& run, const TrainRequest& request, JobContext& context,
                RunRecorder& recorder);

    void prepare();
    void loop();

protected:
    LoopOptions loopOptions() const override;
    std::int64_t stepsDone() const override { return trainer_->stepsDone(); }
    StepResult step(const std::function<void()>& pausePoint) override { return trainer_->step(pausePoint); }
    double learningRate() const override { return trainer_->progress().learning_rate; }
    ScalarValues validate() override;
    std::int64_t checkpointBytes() override { return recap::checkpointBytes(*trainer_); }
    void writeCheckpoint(const std::filesystem::path& folder, const CheckpointNotes& notes) override;
    bool applyOption(const std::string& name, double value) override;
    std::string changeableOptions() const override { return liveOptions(options_); }
    void drawSamples(bool wanted) override;

private:
    void continueFrom(const std::filesystem::path& checkpoint);
    bool stripDue() const;
    bool stripMissing() const;
    void drawStrip();
    StableDiffusion* sampler();
    void keepSample(std::size_t index, const StripPrompt& prompt, const torch::Tensor& image, const Json& settings);

    DiffusionTrainOptions options_;   // with what was changed while the run went on
    DiffusionTrainOptions recorded_;  // as the run began
    std::unique_ptr<DiffusionTrainer> trainer_;
    ValidationSet validation_;
    std::unique_ptr<StableDiffusion> sampler_;
};

}  // namespace recap
