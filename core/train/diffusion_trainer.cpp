// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/diffusion_trainer.h"

#include "base/error.h"
#include "base/memory.h"
#include "nn/interrupt.h"
#include "nn/recompute.h"
#include "train/device.h"
#include "train/lr_schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace recap {
namespace {

constexpr int kValidationTimes = 4;
constexpr std::int64_t kMostTextBytes = std::int64_t{2} << 30;

NamedParameters prefixed(const torch::nn::Module& module, const std::string& prefix) {
    NamedParameters out;
    for (const auto& item : module.named_parameters()) out.emplace_back(prefix + item.key(), item.value());
    return out;
}

NamedParameters withoutPrefix(const std::map<std::string, torch::Tensor>& state, const std::string& prefix) {
    NamedParameters out;
    for (const auto& [name, tensor] : state)
        if (name.starts_with(prefix)) out.emplace_back(name.substr(prefix.size()), tensor);
    return out;
}

// Convolutions run faster in this layout, and pixels become tokens without a copy. Names and values stay.
void inChannelsLast(torch::nn::Module& module) {
    const torch::NoGradGuard noGrad;
    for (auto& p : module.parameters())
        if (p.dim() == 4) p.set_data(p.contiguous(torch::MemoryFormat::ChannelsLast));
}

std::unique_ptr<BatchSource> drawn(LatentSet latents, CaptionChooser captions, const NoiseSchedule& schedule,
                                   const DiffusionTrainOptions& options) {
    std::vector<LatentSet> buckets{std::move(latents)};
    return std::make_unique<DrawnBatches>(std::move(buckets), std::move(captions), schedule.size(), options);
}

torch::ScalarType computeType(const std::string& name) {
    return name == "bf16" ? torch::kBFloat16 : name == "fp16" ? torch::kFloat16 : torch::kFloat32;
}

// Hang et al. 2023, equation 7, as train_text_to_image.py of diffusers has it: the weight of each image's error.
torch::Tensor minSnrWeights(const NoiseSchedule& schedule, const torch::Tensor& timesteps, double gamma) {
    const auto snr = schedule.snr(timesteps);
    const auto capped = snr.clamp_max(gamma);
    return schedule.prediction() == Prediction::Velocity ? capped / (snr + 1) : capped / snr;
}

}  // namespace

DiffusionTrainer::DiffusionTrainer(UNet2DCondition unet, ClipText textEncoder, NoiseSchedule schedule,
                                   std::unique_ptr<BatchSource> batches, const DiffusionTrainOptions& options)
    : unet_(std::move(unet)),
      textEncoder_(std::move(textEncoder)),
      schedule_(std::move(schedule)),
      batches_(std::move(batches)),
      options_(options),
      device_(deviceFromOption(options.device)),
      computeType_(computeType(options.mixed_precision)),
      optimizer_(makeOptimizer(options)) {
    unet_->to(device_);
    textEncoder_->to(device_);
    const bool full = options.method != "lora";
    for (auto& p : unet_->parameters()) p.set_requires_grad(full && trainsUnet());
    for (auto& p : textEncoder_->parameters()) p.set_requires_grad(full && trainsText());
    unet_->train();
    textEncoder_->train(trainsText());
    inChannelsLast(*unet_);
    if (!trainsText()) frozenText_.emplace(textEncoder_, device_, std::min(availableMemory() / 8, kMostTextBytes));
    if (!full) lora_.emplace(unet_, textEncoder_, options);
    const double own = options.text_learning_rate, peak = options.learning_rate;
    if (trainsUnet()) optimizer_->addGroup(full ? prefixed(*unet_, "unet.") : lora_->unetParameters());
    if (trainsText())
        optimizer_->addGroup(full ? prefixed(*textEncoder_, "text_encoder.") : lora_->textParameters(),
                             own > 0 && peak > 0 ? own / peak : 1.0);
    if (options.use_ema) ema_.emplace(optimizer_->parameters(), options.ema_decay);
    progress_.learning_rate = peak;
    // A backward pass of seconds can be given up between two parameters.
    for (const auto& [name, parameter] : optimizer_->parameters())
        parameter.register_hook([](const torch::Tensor&) { nn::interruptPoint(); });
    if (computeType_ != torch::kFloat16) progress_.scaler.scale = 1;
}

DiffusionTrainer::DiffusionTrainer(UNet2DCondition unet, ClipText textEncoder, NoiseSchedule schedule,
                                   LatentSet latents, CaptionChooser captions, const DiffusionTrainOptions& options)
    : DiffusionTrainer(std::move(unet), std::move(textEncoder), schedule,
                       drawn(std::move(latents), std::move(captions), schedule, options), options) {}

void DiffusionTrainer::join(std::shared_ptr<Replicas> replicas) {
    replicas_ = std::move(replicas);
    std::vector<torch::Tensor> weights;
    for (const auto& [name, tensor] : state()) weights.push_back(tensor);
    replicas_->broadcast(std::move(weights));
    std::vector<torch::Tensor> trained;
    for (const auto& [name, parameter] : optimizer_->parameters()) trained.push_back(parameter);
    // Parts that are computed once more have a backward pass of their own, which the buckets would not see.
    overlapped_ = !options_.gradient_checkpointing && replicas_->overlap(std::move(trained));
}

torch::Tensor DiffusionTrainer::contextFor(const torch::Tensor& inputIds) {
    if (frozenText_) return frozenText_->contextFor(inputIds);
    return textEncoder_->forward(inputIds.to(device_)).last_hidden_state;  // [B, L, D]
}

torch::Tensor DiffusionTrainer::loss(const TrainingBatch& batch) {
    const auto latents = batch.latents.to(device_), noise = batch.noise.to(device_), t = batch.timesteps.to(device_);
    torch::Tensor predicted;
    {
        const AutocastScope autocast(device_.type(), computeType_);
        const nn::RecomputeScope recompute(options_.gradient_checkpointing);
        const auto context = contextFor(batch.inputIds);
        const auto noisy = schedule_.addNoise(latents, noise, t).contiguous(torch::MemoryFormat::ChannelsLast);
        predicted = unet_->forward(noisy, t, context).to(torch::kFloat32);
    }
    const auto target = schedule_.target(latents, noise, t);
    if (options_.snr_gamma <= 0) return torch::mse_loss(predicted, target);
    const auto error = torch::mse_loss(predicted, target, at::Reduction::None).flatten(1).mean(1);  // [B]
    return (error * minSnrWeights(schedule_, t, options_.snr_gamma)).mean();
}

void DiffusionTrainer::requireFinite(double value, const Message& what) const {
    if (std::isfinite(value)) return;
    throw Error(ErrorCode::Diverged,
                message("The %1 became %2 at step %3. Continue from the last checkpoint with a lower learning rate.",
                        what, value, stepsDone()));
}

double DiffusionTrainer::accumulate(const TrainingBatch& batch, bool last) {
    const auto value = loss(batch);
    const double number = value.item<double>();
    // Together with others it is judged once all know of it: nobody must wait for one that has given up.
    if (!replicas_) requireFinite(number, message("loss"));
    const double factor = progress_.scaler.scale / static_cast<double>(options_.gradient_accumulation);
    const auto scaled = factor == 1 ? value : value * factor;
    if (overlapped_ && last) replicas_->beforeBackward(scaled);
    scaled.backward();
    return number;
}

StepResult DiffusionTrainer::step(const std::function<void()>& between) {
    StepResult result;
    const std::int64_t batches = options_.gradient_accumulation, first = stepsDone() * batches;
    optimizer_->zeroGrad();
    for (std::int64_t i = 0; i < batches; ++i) {
        if (between) between();
        result.loss += accumulate(batches_->batch(first + i), i + 1 == batches) / static_cast<double>(batches);
    }
    auto gradients = optimizer_->gradients();
    if (replicas_) {
        // The loss goes along, so that every process judges the same number.
        auto loss = torch::tensor({result.loss}, torch::kFloat64);
        replicas_->average({loss});
        if (!overlapped_) replicas_->average(gradients);
        result.loss = loss.item<double>();
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

double DiffusionTrainer::validationLoss(const ValidationSet& set) {
    double sum = 0;
    std::int64_t images = 0;
    withAverages([&] {
        const torch::NoGradGuard noGrad;
        for (const auto& bucket : set.buckets)
            for (std::int64_t row = 0; row < bucket.size(); ++row, ++images) {
                // Each image by itself: its number does not depend on its neighbours.
                const auto seed = deriveSeed(deriveSeed(static_cast<std::uint64_t>(options_.seed), "validation"),
                                             static_cast<std::uint64_t>(images));
                auto generator = torch::make_generator<torch::CPUGeneratorImpl>(seed);
                const auto mean = bucket.mean.slice(0, row, row + 1);
                TrainingBatch batch;
                batch.latents = mean.repeat({kValidationTimes, 1, 1, 1});
                batch.noise = torch::randn(batch.latents.sizes(), generator);
                batch.timesteps = (torch::arange(kValidationTimes) * 2 + 1) * schedule_.size() / (2 * kValidationTimes);
                batch.timesteps = batch.timesteps.floor().to(torch::kInt64);
                const auto& ids = set.inputIds[static_cast<std::size_t>(images)];
                batch.inputIds = torch::tensor(ids, torch::kInt64).unsqueeze(0).repeat({kValidationTimes, 1});
                sum += loss(batch).item<double>();
            }
    });
    return images == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(images);
}

void DiffusionTrainer::swapAverages() {
    if (ema_) ema_->swap();
}

void DiffusionTrainer::withAverages(const std::function<void()>& use) {
    swapAverages();
    try {
        use();
    } catch (...) {
        swapAverages();
        throw;
    }
    swapAverages();
}

std::map<std::string, torch::Tensor> DiffusionTrainer::state() const {
    std::map<std::string, torch::Tensor> out;
    for (const auto& [name, tensor] : optimizer_->parameters()) out["weights." + name] = tensor.detach();
    for (const auto& [name, tensor] : optimizer_->state()) out[name] = tensor;
    if (ema_)
        for (const auto& [name, tensor] : ema_->shadow()) out["ema." + name] = tensor;
    return out;
}

void DiffusionTrainer::restore(const std::map<std::string, torch::Tensor>& state, const TrainerProgress& progress) {
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
