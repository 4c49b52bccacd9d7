// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/diffusion_trainer.h"

#include "base/memory.h"
#include "nn/recompute.h"
#include "train/device.h"

#include <algorithm>
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

StepOptions stepOptions(const DiffusionTrainOptions& o) {
    return {.max_steps = o.max_steps,
            .gradient_accumulation = o.gradient_accumulation,
            .learning_rate = o.learning_rate,
            .lr_schedule = o.lr_schedule,
            .warmup_steps = o.warmup_steps,
            .lr_cycles = o.lr_cycles,
            .lr_power = o.lr_power,
            .max_grad_norm = o.max_grad_norm,
            .divergence_factor = o.divergence_factor,
            .mixed_precision = o.mixed_precision,
            .ema_decay = o.use_ema ? std::optional(o.ema_decay) : std::nullopt};
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
      device_(deviceFromOption(options.device)) {
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
    auto optimizer = makeOptimizer(options);
    const double own = options.text_learning_rate, peak = options.learning_rate;
    if (trainsUnet()) optimizer->addGroup(full ? prefixed(*unet_, "unet.") : lora_->unetParameters());
    if (trainsText())
        optimizer->addGroup(full ? prefixed(*textEncoder_, "text_encoder.") : lora_->textParameters(),
                            own > 0 && peak > 0 ? own / peak : 1.0);
    weights_.emplace(std::move(optimizer), stepOptions(options));
}

DiffusionTrainer::DiffusionTrainer(UNet2DCondition unet, ClipText textEncoder, NoiseSchedule schedule,
                                   LatentSet latents, CaptionChooser captions, const DiffusionTrainOptions& options)
    : DiffusionTrainer(std::move(unet), std::move(textEncoder), schedule,
                       drawn(std::move(latents), std::move(captions), schedule, options), options) {}

void DiffusionTrainer::join(std::shared_ptr<Replicas> replicas) {
    // Parts that are computed once more have a backward pass of their own, which the buckets would not see.
    weights_->join(std::move(replicas), !options_.gradient_checkpointing);
}

torch::Tensor DiffusionTrainer::contextFor(const torch::Tensor& inputIds) {
    if (frozenText_) return frozenText_->contextFor(inputIds);
    return textEncoder_->forward(inputIds.to(device_)).last_hidden_state;  // [B, L, D]
}

torch::Tensor DiffusionTrainer::loss(const TrainingBatch& batch) {
    const auto latents = batch.latents.to(device_), noise = batch.noise.to(device_), t = batch.timesteps.to(device_);
    torch::Tensor predicted;
    {
        const AutocastScope autocast(device_.type(), weights_->computeType());
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

StepResult DiffusionTrainer::step(const std::function<void()>& between) {
    return weights_->step([this](std::int64_t number) { return loss(batches_->batch(number)); }, between);
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

}  // namespace recap
