// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "diffusion/samplers.h"
#include "diffusion/step_spacing.h"

#include <cmath>

namespace recap {
namespace {

SchedulerConfig dpmConfig(const Json& json, const bool* karras) {
    auto config = schedulerConfigFromJson(json, SchedulerClass::DpmSolver);
    if (karras != nullptr) config.use_karras_sigmas = *karras;
    return config;
}

}  // namespace

IntegratorScheduler::IntegratorScheduler(const SchedulerConfig& config)
    : Scheduler(config), table_(schedule_, config_.rescale_betas_zero_snr) {}

void IntegratorScheduler::chooseSteps(int count) {
    timesteps_ = integratorSteps(config_, count, usableSteps());
    if (config_.use_karras_sigmas) {
        // Over the full table, whatever the spacing; the network sees the nearest training step.
        sigmas_ =
            karrasSigmas(config_.sigma_min.value_or(table_.first()), config_.sigma_max.value_or(table_.last()), count);
        timesteps_.clear();
        for (const double sigma : sigmas_) timesteps_.push_back(std::nearbyint(table_.stepOf(sigma)));
    } else {
        for (const double t : timesteps_) sigmas_.push_back(table_.at(t));
    }
    for (auto& sigma : sigmas_) sigma = static_cast<float>(sigma);
    sigmas_.push_back(config_.final_sigmas_type == "zero" ? 0.0 : static_cast<float>(smallestLevel()));
}

int IntegratorScheduler::usableSteps() const {
    int usable = config_.num_train_timesteps;
    if (!config_.lambda_min_clipped) return usable;
    while (usable > 0 && -std::log(table_.at(usable - 1)) < *config_.lambda_min_clipped) --usable;
    if (usable == 0)
        throw Error(ErrorCode::BadFormat, message("scheduler_config.json: 'lambda_min_clipped' leaves no step."));
    return usable;
}

double IntegratorScheduler::smallestLevel() const {
    return table_.first();
}

void IntegratorScheduler::forget() {
    answers_.clear();
    warmCalls_ = 0;
}

void IntegratorScheduler::remember(const torch::Tensor& clean) {
    answers_.push_back(clean);
    if (answers_.size() > static_cast<std::size_t>(config_.solver_order)) answers_.pop_front();
}

torch::Tensor IntegratorScheduler::addNoise(const torch::Tensor& clean, const torch::Tensor& noise,
                                            std::size_t call) const {
    const auto [alpha, sigma] = alphaSigma(sigmas_.at(call));
    return alpha * clean + sigma * noise;
}

DpmSolverScheduler::DpmSolverScheduler(const Json& config, const bool* karras)
    : IntegratorScheduler(dpmConfig(config, karras)) {}

torch::Tensor DpmSolverScheduler::step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                                       const DrawNoise& /*draw*/) {
    const double level = sigmas_.at(call), nextLevel = sigmas_.at(call + 1);
    const auto [alpha, sigma] = alphaSigma(level);
    const auto [nextAlpha, nextSigma] = alphaSigma(nextLevel);
    remember(cleanFrom(prediction, sample, alpha, sigma));
    const std::size_t calls = timesteps_.size();
    const bool last = call + 1 == calls && (config_.euler_at_final || (config_.lower_order_final && calls < 15) ||
                                            config_.final_sigmas_type == "zero");
    const bool firstOrder = config_.solver_order == 1 || warmCalls_ < 1 || last;
    warmCalls_ = std::min(warmCalls_ + 1, config_.solver_order);
    // Algorithm 2 of the paper, with h the step in half log SNR.
    const double h = logSnrHalf(nextLevel) - logSnrHalf(level);
    const double phi = std::expm1(-h);
    const auto& newest = answers_.back();
    auto next = (nextSigma / sigma) * sample - (nextAlpha * phi) * newest;
    if (firstOrder) return next;
    const double r = (logSnrHalf(level) - logSnrHalf(sigmas_.at(call - 1))) / h;
    const auto difference = (newest - answers_.front()) / r;
    if (config_.solver_type == "heun") return next + nextAlpha * (phi / h + 1) * difference;
    return next - (0.5 * nextAlpha * phi) * difference;
}

}  // namespace recap
