// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/diffusion_trainer.h"

#include "base/error.h"
#include "train/lr_schedule.h"

#include <cmath>
#include <utility>

namespace recap {
namespace {

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

torch::Generator generatorFor(std::uint64_t seed, std::int64_t step) {
    return torch::make_generator<torch::CPUGeneratorImpl>(deriveSeed(seed, static_cast<std::uint64_t>(step)));
}

}  // namespace

DiffusionTrainer::DiffusionTrainer(UNet2DCondition unet, ClipText textEncoder, NoiseSchedule schedule,
                                   LatentSet latents, CaptionChooser captions, const DiffusionTrainOptions& options)
    : unet_(std::move(unet)),
      textEncoder_(std::move(textEncoder)),
      schedule_(std::move(schedule)),
      latents_(std::move(latents)),
      captions_(std::move(captions)),
      options_(options),
      optimizer_(AdamW::Options{options.adam_beta1, options.adam_beta2, 1e-8, options.weight_decay}),
      order_(latents_.size(), deriveSeed(static_cast<std::uint64_t>(options.seed), "order")) {
    if (latents_.size() == 0 || latents_.size() != captions_.size())
        throw Error(ErrorCode::InvalidOption, "There is no image with a caption to train on.");
    const bool trainsUnet = options.train_parts != "text_encoder";
    trainsText_ = options.train_parts != "unet";
    for (auto& p : unet_->parameters()) p.set_requires_grad(trainsUnet);
    for (auto& p : textEncoder_->parameters()) p.set_requires_grad(trainsText_);
    unet_->train();
    textEncoder_->train();
    if (trainsUnet) optimizer_.addGroup(prefixed(*unet_, "unet."));
    if (trainsText_) {
        const double own = options.text_learning_rate;
        optimizer_.addGroup(prefixed(*textEncoder_, "text_encoder."), own > 0 ? own / options.learning_rate : 1.0);
    }
    if (options.use_ema) ema_.emplace(optimizer_.parameters(), options.ema_decay);
}

DiffusionTrainer::Batch DiffusionTrainer::drawBatch() {
    const auto seed = static_cast<std::uint64_t>(options_.seed);
    const std::int64_t n = options_.batch_size;
    Random random(deriveSeed(deriveSeed(seed, "captions"), static_cast<std::uint64_t>(stepsDone_)));
    std::vector<std::int64_t> indices, ids;
    for (std::int64_t i = 0; i < n; ++i) {
        indices.push_back(order_.at(stepsDone_ * n + i));
        const auto& tokens = captions_.choose(indices.back(), random);
        ids.insert(ids.end(), tokens.begin(), tokens.end());
    }
    auto generator = generatorFor(deriveSeed(seed, "noise"), stepsDone_);
    const auto index = torch::tensor(indices, torch::kInt64);
    Batch batch;
    const auto mean = latents_.mean.index_select(0, index);  // [B, C, h, w]
    batch.latents = mean + latents_.stddev.index_select(0, index) * torch::randn(mean.sizes(), generator);
    batch.noise = torch::randn(mean.sizes(), generator);
    batch.timesteps = torch::randint(0, schedule_.size(), {n}, generator, torch::kInt64);
    batch.inputIds = torch::tensor(ids, torch::kInt64).view({n, -1});  // [B, L]
    return batch;
}

torch::Tensor DiffusionTrainer::loss(const Batch& batch) {
    torch::Tensor context;
    {
        torch::AutoGradMode gradient(trainsText_);
        context = textEncoder_->forward(batch.inputIds).last_hidden_state;  // [B, L, D]
    }
    const auto noisy = schedule_.addNoise(batch.latents, batch.noise, batch.timesteps);
    const auto predicted = unet_->forward(noisy, batch.timesteps, context);
    return torch::mse_loss(predicted, schedule_.target(batch.latents, batch.noise, batch.timesteps));
}

StepResult DiffusionTrainer::step() {
    const auto value = loss(drawBatch());
    StepResult result;
    result.loss = value.item<double>();
    if (!std::isfinite(result.loss))
        throw Error(ErrorCode::Diverged, "The loss became " + std::to_string(result.loss) + " at step " +
                                             std::to_string(stepsDone_) +
                                             ". Continue from the last checkpoint with a lower learning rate.");
    optimizer_.zeroGrad();
    value.backward();
    result.gradient_norm = optimizer_.clipGradNorm(options_.max_grad_norm);
    result.learning_rate =
        options_.learning_rate * lrFactor(options_.lr_schedule, stepsDone_, options_.warmup_steps, options_.max_steps);
    optimizer_.step(result.learning_rate);
    if (ema_) ema_->update();
    ++stepsDone_;
    return result;
}

void DiffusionTrainer::swapAverages() {
    if (ema_) ema_->swap();
}

std::map<std::string, torch::Tensor> DiffusionTrainer::state() const {
    std::map<std::string, torch::Tensor> out;
    for (const auto& [name, tensor] : optimizer_.parameters()) out["weights." + name] = tensor.detach();
    for (const auto& [name, tensor] : optimizer_.state()) out[name] = tensor;
    if (ema_)
        for (const auto& [name, tensor] : ema_->shadow()) out["ema." + name] = tensor;
    return out;
}

void DiffusionTrainer::restore(const std::map<std::string, torch::Tensor>& state, std::int64_t stepsDone) {
    torch::NoGradGuard noGrad;
    const auto expected = this->state();
    for (const auto& [name, tensor] : expected)
        if (const auto it = state.find(name); it == state.end() || it->second.sizes() != tensor.sizes())
            throw Error(ErrorCode::BadFormat,
                        "The checkpoint is not complete: '" + name + "' is missing or has another shape.");
    for (auto& [name, parameter] : optimizer_.parameters()) parameter.copy_(state.at("weights." + name));
    optimizer_.loadState(NamedParameters(state.begin(), state.end()));
    if (ema_) ema_->restore(withoutPrefix(state, "ema."), stepsDone);
    stepsDone_ = stepsDone;
}

}  // namespace recap
