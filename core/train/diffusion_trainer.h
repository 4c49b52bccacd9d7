// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diffusion/noise_schedule.h"
#include "models/clip_text.h"
#include "models/unet_2d_condition.h"
#include "train/adamw.h"
#include "train/diffusion_train_options.h"
#include "train/ema.h"
#include "train/training_set.h"

#include <torch/torch.h>
#include <map>
#include <optional>
#include <string>

namespace recap {

struct StepResult {
    double loss = 0;
    double gradient_norm = 0;
    double learning_rate = 0;
};

// One latent diffusion fine-tuning (the loss of diffusers' train_text_to_image.py): noise is added to the latents at a
// random time, the UNet predicts the noise or the velocity, the mean squared error is followed downhill.
//
// Everything random in step s is drawn from a generator made of (seed, s), so a run continued from a checkpoint is
// bit-equal to one that was never stopped, and two arms with one seed see the same images, times and noise.
// Not thread-safe; several trainers may work in parallel threads.
class DiffusionTrainer {
public:
    // The modules are trained in place; parts that `options.train_parts` leaves out are frozen.
    DiffusionTrainer(UNet2DCondition unet, ClipText textEncoder, NoiseSchedule schedule, LatentSet latents,
                     CaptionChooser captions, const DiffusionTrainOptions& options);

    // Does step number stepsDone(). Throws Error(Diverged) when the loss is not finite; the weights are then untouched.
    StepResult step();
    std::int64_t stepsDone() const { return stepsDone_; }

    UNet2DCondition& unet() { return unet_; }
    ClipText& textEncoder() { return textEncoder_; }
    // Exchanges averaged and live weights when there is a moving average; call twice to get back.
    void swapAverages();

    // All tensors needed to go on: "weights.", "exp_avg.", "exp_avg_sq.", "step." and "ema." + parameter name.
    std::map<std::string, torch::Tensor> state() const;
    // Throws Error(BadFormat) when anything is missing, before anything is changed for the worse.
    void restore(const std::map<std::string, torch::Tensor>& state, std::int64_t stepsDone);

private:
    struct Batch {
        torch::Tensor latents, noise, timesteps, inputIds;
    };
    Batch drawBatch();
    torch::Tensor loss(const Batch& batch);

    UNet2DCondition unet_;
    ClipText textEncoder_;
    NoiseSchedule schedule_;
    LatentSet latents_;
    CaptionChooser captions_;
    DiffusionTrainOptions options_;
    AdamW optimizer_;
    std::optional<Ema> ema_;
    EpochOrder order_;
    bool trainsText_ = false;
    std::int64_t stepsDone_ = 0;
};

}  // namespace recap
