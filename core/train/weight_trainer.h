// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "train/ema.h"
#include "train/optimizer.h"
#include "train/replicas.h"
#include "train/trainer_progress.h"

#include <torch/types.h>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace recap {

// The options of a step, by the names that they have in every kind of training.
struct StepOptions {
    std::int64_t max_steps = 1;
    std::int64_t gradient_accumulation = 1;
    double learning_rate = 1e-4;
    std::string lr_schedule = "constant";
    std::int64_t warmup_steps = 0;
    std::int64_t lr_cycles = 1;
    double lr_power = 1;
    double max_grad_norm = 1.0;
    double divergence_factor = 0;
    std::string mixed_precision = "no";
    std::optional<double> ema_decay = {};  // none: no moving average
};

// Float32, or the type that mixed precision computes in.
torch::ScalarType computeType(const std::string& mixedPrecision);

// The steps of a training whatever it trains: accumulated gradients, loss scale, clipping, schedule, optimiser, moving
// average, and the state with which a run continues exactly. The loss is the owner's. Not thread-safe.
class WeightTrainer {
public:
    // Loss of batch `number`, a scalar; batches are numbered from 0 through the whole run.
    using Loss = std::function<torch::Tensor(std::int64_t number)>;

    // `optimizer` has its groups.
    WeightTrainer(std::unique_ptr<Optimizer> optimizer, StepOptions options);

    // From now on a step is a step of all processes. Everybody gets rank 0's weights and state.
    void join(std::shared_ptr<Replicas> replicas, bool mayOverlap);
    // One optimiser step. `between` is called before each batch; what it throws leaves the trainer as it was, like
    // an exception of the loss. Throws Error(Diverged) when the loss or the gradient is not finite, before the weights
    // are touched, and when the smoothed loss has risen too far.
    StepResult step(const Loss& loss, const std::function<void()>& between = {});

    std::int64_t stepsDone() const { return progress_.steps_done; }
    // The peak of the schedule from the next step on.
    void setLearningRate(double peak) { progress_.learning_rate = peak; }
    const TrainerProgress& progress() const { return progress_; }
    torch::ScalarType computeType() const { return computeType_; }

    // Exchanges averaged and live weights when there is a moving average; call twice to get back.
    void swapAverages();
    // Runs `use` with the averages in the modules.
    void withAverages(const std::function<void()>& use);

    // All tensors needed to go on: "weights.", the optimiser's slots and "ema." + parameter name.
    std::map<std::string, torch::Tensor> state() const;
    // Throws Error(BadFormat) when anything is missing, before anything is changed.
    void restore(const std::map<std::string, torch::Tensor>& state, const TrainerProgress& progress);

private:
    void requireFinite(double value, const Message& what) const;
    // Adds the gradients of one batch; its loss.
    double accumulate(const torch::Tensor& loss, bool last);

    std::unique_ptr<Optimizer> optimizer_;
    StepOptions options_;
    torch::ScalarType computeType_;
    std::optional<Ema> ema_;
    std::shared_ptr<Replicas> replicas_;
    bool overlapped_ = false;  // the backward pass itself averages the gradients
    TrainerProgress progress_;
};

}  // namespace recap
