// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/weight_trainer.h"

#include "base/error.h"
#include "nn/interrupt.h"
#include "train/lr_schedule.h"

#include <cmath>
#include <utility>
#include <vector>

namespace recap {
namespace {

NamedParameters withoutPrefix(const std::map<std::string, torch::Tensor>& state, const std::string& prefix) {
    NamedParameters out;
    for (const auto& [name, tensor] : state)
        if (name.starts_with(prefix)) out.emplace_back(name.substr(prefix.size()), tensor);
    return out;
}

}  // namespace

torch::ScalarType computeType(const std::string& mixedPrecision) {
    return mixedPrecision == "bf16" ? torch::kBFloat16 : mixedPrecision == "fp16" ? torch::kFloat16 : torch::kFloat32;
}

WeightTrainer::WeightTrainer(std::unique_ptr<Optimizer> optimizer, StepOptions options)
    : optimizer_(std::move(optimizer)),
      options_(std::move(options)),
      computeType_(recap::computeType(options_.mixed_precision)) {
    if (options_.ema_decay) ema_.emplace(optimizer_->parameters(), *options_.ema_decay);
    progress_.learning_rate = options_.learning_rate;
    if (computeType_ != torch::kFloat16) progress_.scaler.scale = 1;
    // A backward pass of seconds can be given up between two parameters.
    for (const auto& [name, parameter] : optimizer_->parameters())
        parameter.register_hook([](const torch::Tensor&) { nn::interruptPoint(); });
}

void WeightTrainer::join(std::shared_ptr<Replicas> replicas, bool mayOverlap) {
    replicas_ = std::move(replicas);
    std::vector<torch::Tensor> weights;
    for (const auto& [name, tensor] : state()) weights.push_back(tensor);
    replicas_->broadcast(std::move(weights));
    std::vector<torch::Tensor> trained;
    for (const auto& [name, parameter] : optimizer_->parameters()) trained.push_back(parameter);
    overlapped_ = mayOverlap && replicas_->overlap(std::move(trained));
}

void WeightTrainer::requireFinite(double value, const Message& what) const {
    if (std::isfinite(value)) return;
    throw Error(ErrorCode::Diverged,
                message("The %1 became %2 at step %3. Continue from the last checkpoint with a lower learning rate.",
                        what, value, stepsDone()));
}

double WeightTrainer::accumulate(const torch::Tensor& loss, bool last) {
    const double number = loss.item<double>();
    // Together with others it is judged once all know of it: nobody must wait for one that has given up.
    if (!replicas_) requireFinite(number, message("loss"));
    const double factor = progress_.scaler.scale / static_cast<double>(options_.gradient_accumulation);
    const auto scaled = factor == 1 ? loss : loss * factor;
    if (overlapped_ && last) replicas_->beforeBackward(scaled);
    scaled.backward();
    return number;
}

StepResult WeightTrainer::step(const Loss& loss, const std::function<void()>& between) {
    StepResult result;
    const std::int64_t batches = options_.gradient_accumulation, first = stepsDone() * batches;
    optimizer_->zeroGrad();
    for (std::int64_t i = 0; i < batches; ++i) {
        if (between) between();
        result.loss += accumulate(loss(first + i), i + 1 == batches) / static_cast<double>(batches);
    }
    auto gradients = optimizer_->gradients();
    if (replicas_) {
        // The loss goes along, so that every process judges the same number.
        auto together = torch::tensor({result.loss}, torch::kFloat64);
        replicas_->average({together});
        if (!overlapped_) replicas_->average(gradients);
        result.loss = together.item<double>();
        requireFinite(result.loss, message("loss"));
    }
    auto& scaler = progress_.scaler;
    result.loss_scale = scaler.scale;
    if (scaler.scale != 1 && !gradients.empty()) torch::_foreach_mul_(gradients, 1 / scaler.scale);
    result.gradient_norm = optimizer_->clipGradNorm(options_.max_grad_norm);
    result.skipped = !std::isfinite(result.gradient_norm) && computeType_ == torch::kFloat16;
    if (computeType_ == torch::kFloat16) scaler.update(!result.skipped);
    if (!result.skipped) requireFinite(result.gradient_norm, message("gradient"));
    const double end = progress_.learning_rate > 0 ? 1e-7 / progress_.learning_rate : 0;
    result.learning_rate =
        progress_.learning_rate * lrFactor(options_.lr_schedule, stepsDone(), options_.warmup_steps, options_.max_steps,
                                           {options_.lr_cycles, options_.lr_power, end});
    if (!result.skipped) optimizer_->step(result.learning_rate);
    if (ema_) ema_->update();
    ++progress_.steps_done;
    if (progress_.guard.add(result.loss, options_.divergence_factor))
        throw Error(ErrorCode::Diverged,
                    message("The smoothed loss has risen from %1 to %2 at step %3. Continue from the last checkpoint "
                            "with a lower learning rate, or raise divergence_factor.",
                            progress_.guard.lowest, progress_.guard.smoothed, stepsDone()));
    return result;
}

void WeightTrainer::swapAverages() {
    if (ema_) ema_->swap();
}

void WeightTrainer::withAverages(const std::function<void()>& use) {
    swapAverages();
    try {
        use();
    } catch (...) {
        swapAverages();
        throw;
    }
    swapAverages();
}

std::map<std::string, torch::Tensor> WeightTrainer::state() const {
    std::map<std::string, torch::Tensor> out;
    for (const auto& [name, tensor] : optimizer_->parameters()) out["weights." + name] = tensor.detach();
    for (const auto& [name, tensor] : optimizer_->state()) out[name] = tensor;
    if (ema_)
        for (const auto& [name, tensor] : ema_->shadow()) out["ema." + name] = tensor;
    return out;
}

void WeightTrainer::restore(const std::map<std::string, torch::Tensor>& state, const TrainerProgress& progress) {
    torch::NoGradGuard noGrad;
    const auto expected = this->state();
    for (const auto& [name, tensor] : expected)
        if (const auto it = state.find(name); it == state.end() || it->second.sizes() != tensor.sizes())
            throw Error(ErrorCode::BadFormat,
                        message("The checkpoint is not complete: '%1' is missing or has a different shape.", name));
    for (auto& [name, parameter] : optimizer_->parameters()) parameter.copy_(state.at("weights." + name));
    optimizer_->loadState(NamedParameters(state.begin(), state.end()));
    if (ema_) ema_->restore(withoutPrefix(state, "ema."), progress.steps_done);
    progress_ = progress;
}

}  // namespace recap
