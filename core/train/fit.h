// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "train/adamw.h"

#include <torch/nn/module.h>
#include <torch/types.h>
#include <functional>
#include <string>

namespace recap {

struct FitOptions {
    std::string stage;  // name in the progress
    std::int64_t steps = 1000;
    double learning_rate = 1e-3;  // peak; cosine to 0 after a linear warm-up
    std::int64_t warmup_steps = 0;
    double weight_decay = 0.01;
    double adam_beta2 = 0.99;
    double max_grad_norm = 1.0;
    double ema_decay = 0;  // 0: none; else the averages are in the module at the end
    RunId run = {};        // whose curve the ScalarEvents belong to
};

// The plain supervised loop for small networks: `loss` builds the scalar loss of one step from data it chooses itself.
// Reports progress and a ScalarEvent (loss, lr) every tenth step; obeys the context's control at each step.
// Throws Error(Diverged) when the loss is not finite.
void fit(torch::nn::Module& module, const FitOptions& options, JobContext& context,
         const std::function<torch::Tensor(std::int64_t step)>& loss);

}  // namespace recap
