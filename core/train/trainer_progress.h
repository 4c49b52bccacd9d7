// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/divergence_guard.h"
#include "train/loss_scaler.h"

#include <cstdint>

namespace recap {

struct StepResult {
    double loss = 0;           // mean over the accumulated batches
    double gradient_norm = 0;  // before clipping
    double learning_rate = 0;  // of the first group, used by this step
    double loss_scale = 1;     // of float16 training
    bool skipped = false;      // float16 gradients overflowed: the weights stayed as they were
};

// What a checkpoint keeps beside tensors.
struct TrainerProgress {
    std::int64_t steps_done = 0;
    double learning_rate = 0;  // peak; may have been changed while the run went on
    LossScaler scaler;
    DivergenceGuard guard;
};

}  // namespace recap
