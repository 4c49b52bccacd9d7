// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diffusion/noise_schedule.h"
#include "models/clip_text.h"
#include "models/unet_2d_condition.h"
#include "train/batch_source.h"
#include "train/diffusion_train_options.h"
#include "train/frozen_text.h"
#include "train/lora_adapters.h"
#include "train/training_set.h"
#include "train/weight_trainer.h"

#include <torch/types.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace recap {

// Held-out images with one caption each.
struct ValidationSet {
    std::vector<LatentSet> buckets;
    std::vector<std::vector<std::int64_t>> inputIds;  // of each image, through the buckets
};

// One latent diffusion fine-tuning (the loss of diffusers' train_text_to_image.py): noise is added to the latents at a
// random time, the UNet predicts the noise or the velocity, the mean squared error is followed downhill.
//
// Batch i is made from (seed, i) alone, so a run continued from a checkpoint is bit-equal to one that was never
// stopped, and two arms with one seed see the same images, times and noise. Not thread-safe; several trainers may work
// in parallel threads.
class DiffusionTrainer {
public:
    // The modules are trained in place, on the device of the options; parts that `options.train_parts` leaves out are
    // frozen, with LoRA everything but the adapters is. Throws Error(InvalidOption).
    DiffusionTrainer(UNet2DCondition unet, ClipText textEncoder, NoiseSchedule schedule,
                     std::unique_ptr<BatchSource> batches, const DiffusionTrainOptions& options);
    // The same on one bucket of images.
    DiffusionTrainer(UNet2DCondition unet, ClipText textEncoder, NoiseSchedule schedule, LatentSet latents,
                     CaptionChooser captions, const DiffusionTrainOptions& options);

    // Trains together with other processes from here on; takes over the weights of rank 0.
    void join(std::shared_ptr<Replicas> replicas);

    // Does step number stepsDone(). `between` is called before each accumulated batch and may throw to give the step
    // up. Throws Error(Diverged) when the loss or the gradient is not finite, before the weights are touched, and when
    // the smoothed loss has risen too far.
    StepResult step(const std::function<void()>& between = {});
    std::int64_t stepsDone() const { return weights_->stepsDone(); }
    // Mean loss of the weights that would be saved: no dropout, fixed noise, four fixed times for each image. The same
    // on every call for the same weights. NaN for an empty set.
    double validationLoss(const ValidationSet& set);

    // The peak of the schedule from the next step on; that of the text encoder keeps its ratio.
    void setLearningRate(double peak) { weights_->setLearningRate(peak); }
    const TrainerProgress& progress() const { return weights_->progress(); }

    UNet2DCondition& unet() { return unet_; }
    ClipText& textEncoder() { return textEncoder_; }
    bool trainsUnet() const { return options_.train_parts != "text_encoder"; }
    bool trainsText() const { return options_.train_parts != "unet"; }
    LoraAdapters* lora() { return lora_ ? &*lora_ : nullptr; }  // none in a full run
    torch::Device device() const { return device_; }
    // Exchanges averaged and live weights when there is a moving average; call twice to get back.
    void swapAverages() { weights_->swapAverages(); }
    // Runs `use` with the averages in the modules.
    void withAverages(const std::function<void()>& use) { weights_->withAverages(use); }

    // All tensors needed to go on: "weights.", the optimiser's slots and "ema." + parameter name.
    std::map<std::string, torch::Tensor> state() const { return weights_->state(); }
    // Throws Error(BadFormat) when anything is missing, before anything is changed.
    void restore(const std::map<std::string, torch::Tensor>& state, const TrainerProgress& progress) {
        weights_->restore(state, progress);
    }
    // Steps and state, for a checkpoint.
    WeightTrainer& weights() { return *weights_; }

private:
    torch::Tensor loss(const TrainingBatch& batch);
    torch::Tensor contextFor(const torch::Tensor& inputIds);

    UNet2DCondition unet_;
    ClipText textEncoder_;
    NoiseSchedule schedule_;
    std::unique_ptr<BatchSource> batches_;
    DiffusionTrainOptions options_;
    torch::Device device_;
    std::optional<FrozenText> frozenText_;  // when the text encoder is not trained
    std::optional<LoraAdapters> lora_;
    std::optional<WeightTrainer> weights_;
};

}  // namespace recap
