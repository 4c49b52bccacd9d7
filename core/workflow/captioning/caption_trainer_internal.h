// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/blip_captioner.h"
#include "caption/caption_train_options.h"
#include "jobs/job.h"
#include "train/checkpoint_folder.h"
#include "train/module_adapters.h"
#include "train/weight_trainer.h"
#include "workflow/captioning/caption_batches_internal.h"
#include "workflow/captioning/caption_writer_internal.h"

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// The fine-tuning of one BLIP captioner. Batch i follows from (seed, i) alone, so a run continued from a checkpoint is
// bit-equal to one that was never stopped. W processes that take W parts of a batch do what one process does with W
// times the batch, up to rounding and the random numbers of dropout. Not thread-safe.
class CaptionTrainer {
public:
    // On the device of the options; parts that `options.train_parts` leaves out are frozen. Throws
    // Error(InvalidOption).
    CaptionTrainer(BlipCaptioner captioner, std::vector<CaptionItem> training, const CaptionTrainOptions& options,
                   Share share = {});

    // Trains together with other processes from here on; takes over the weights of rank 0.
    void join(std::shared_ptr<Replicas> replicas);

    // All three say pictures that cannot be read to `context`, once. With a moving average the last two are about it,
    // like what is saved.
    StepResult step(JobContext& context, const std::function<void()>& between);
    // One caption for the image of each of these, greedily; without those whose picture cannot be read.
    std::vector<WrittenCaption> write(JobContext& context, std::span<const CaptionItem> items,
                                      const std::function<void()>& between);
    // Mean cross entropy over these captions, without dropout and label smoothing; NaN when none can be read.
    double validationLoss(JobContext& context, std::span<const CaptionItem> items,
                          const std::function<void()>& between);

    // lr_vision and lr_text of a step at this learning rate, where the options give one of the towers its own.
    std::vector<std::pair<std::string, double>> ownRates(double learningRate) const;
    WeightTrainer& weights() { return *weights_; }
    BlipCaptioner& captioner() { return captioner_; }
    torch::Device device() const { return device_; }

    // A folder that transformers opens: the base's tokenizer files and the new weights, without any other weights of
    // the base, which some programs would take. Adapters are merged in, and are in the folder "adapter" as well; with a
    // moving average both are the averages.
    void save(const std::filesystem::path& folder, const std::filesystem::path& base);
    std::int64_t checkpointBytes();

private:
    void saveAdapter(const std::filesystem::path& folder, const std::filesystem::path& base) const;
    CaptionBatch tokens(const std::vector<CaptionExample>& captions, std::size_t minLength = 1);
    torch::Tensor loss(const torch::Tensor& pictures, const CaptionBatch& batch, double smoothing);
    // The part of the loss over the whole batch whose mean over all processes is that loss.
    torch::Tensor jointLoss(const LoadedBatch& batch);

    BlipCaptioner captioner_;
    CaptionTrainOptions options_;
    CaptionTargets targets_;
    torch::Device device_;
    Share share_;
    std::shared_ptr<Replicas> replicas_;  // none: this process trains alone
    CaptionBatches batches_;
    CaptionWriter writer_;
    ModuleAdapters adapters_;  // of a LoRA run
    std::optional<WeightTrainer> weights_;
};

// Throws Error(BadFormat) for a checkpoint of a run with other options.
void requireSameCourse(const SavedState& saved, const CaptionTrainOptions& options);

}  // namespace recap
