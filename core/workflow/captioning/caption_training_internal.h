// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/captioning/caption_clip_internal.h"
#include "workflow/captioning/caption_train_job.h"
#include "workflow/captioning/caption_trainer_internal.h"
#include "workflow/runs/training_loop.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// One training run of a captioner from its weights to its files. Lives on the worker thread.
class CaptionTraining final : public TrainingLoop {
public:
    CaptionTraining(Project& project, const RunRecord& run, const CaptionTrainRequest& request, JobContext& context,
                    RunRecorder& recorder);

    void prepare();
    // The last numbers of the held-out images.
    const std::map<std::string, double>& metrics() const { return metrics_; }

protected:
    LoopOptions loopOptions() const override;
    std::int64_t stepsDone() const override { return trainer_->weights().stepsDone(); }
    StepResult step(const std::function<void()>& pausePoint) override { return trainer_->step(context_, pausePoint); }
    double learningRate() const override { return trainer_->weights().progress().learning_rate; }
    ScalarValues furtherScalars(const StepResult& result) const override {
        return trainer_->ownRates(result.learning_rate);
    }
    ScalarValues validate() override;
    std::int64_t checkpointBytes() override { return trainer_->checkpointBytes(); }
    void writeCheckpoint(const std::filesystem::path& folder, const CheckpointNotes& notes) override;
    bool applyOption(const std::string& name, double value) override;
    std::string changeableOptions() const override { return liveOptions(options_); }
    void drawSamples(bool wanted) override;
    bool endsEarly() const override;

private:
    void keepExamples(const std::vector<WrittenCaption>& written);

    CaptionTrainOptions options_;   // with what was changed while the run went on
    CaptionTrainOptions recorded_;  // as the run began
    std::filesystem::path base_;
    std::vector<CaptionItem> validation_;
    std::unique_ptr<CaptionTrainer> trainer_;
    std::unique_ptr<CaptionClip> clip_;  // where the options name one
    std::map<std::string, double> metrics_;
    std::vector<double> course_;  // of metric_for_best_model, one value for each measurement; lower is better
};

}  // namespace recap
