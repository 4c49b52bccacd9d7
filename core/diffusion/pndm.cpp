// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "diffusion/samplers.h"
#include "diffusion/step_spacing.h"

#include <algorithm>
#include <cmath>

namespace recap {

PndmScheduler::PndmScheduler(const Json& config) : Scheduler(schedulerConfigFromJson(config, SchedulerClass::Pndm)) {}

void PndmScheduler::forget() {
    answers_.clear();
    calls_ = 0;
    start_ = sum_ = torch::Tensor();
}

void PndmScheduler::chooseSteps(int count) {
    const auto steps = discreteSteps(config_, count, true);  // descending
    rungeKuttaCalls_ = 0;
    if (config_.skip_prk_steps) {
        timesteps_ = steps;
        // The second step is visited twice: the first two calls together are one improved Euler step.
        if (steps.size() > 1) timesteps_.insert(timesteps_.begin() + 1, steps[1]);
        return;
    }
    if (count < 4)
        throw Error(ErrorCode::InvalidOption, message("PNDM with Runge-Kutta warm-up needs at least 4 steps."));
    // Four Runge-Kutta steps over the first three intervals: each visits t, the middle twice, and the next t.
    const double half = config_.num_train_timesteps / count / 2;  // whole numbers, as in the library
    for (std::size_t i = 0; i < 3; ++i)
        timesteps_.insert(timesteps_.end(), {steps[i], steps[i + 1] + half, steps[i + 1] + half, steps[i + 1]});
    rungeKuttaCalls_ = timesteps_.size();
    timesteps_.insert(timesteps_.end(), steps.begin() + 3, steps.end());
}

torch::Tensor PndmScheduler::step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                                  const DrawNoise& /*draw*/) {
    auto next =
        call < rungeKuttaCalls_ ? rungeKuttaStep(prediction, call, sample) : multistepStep(prediction, call, sample);
    ++calls_;
    return next;
}

torch::Tensor PndmScheduler::rungeKuttaStep(const torch::Tensor& prediction, std::size_t call,
                                            const torch::Tensor& sample) {
    const std::size_t phase = call % 4;
    const int half = config_.num_train_timesteps / count_ / 2;
    const int to = static_cast<int>(timesteps_[call]) - (phase % 2 == 1 ? 0 : half);
    const int from = static_cast<int>(timesteps_[call - phase]);
    auto answer = prediction;
    if (phase == 0) {
        sum_ = prediction / 6;
        start_ = sample;
        answers_.push_back(prediction);
    } else if (phase < 3) {
        sum_ = sum_ + prediction / 3;
    } else {
        answer = sum_ + prediction / 6;
    }
    return transfer(start_, from, to, answer);
}

torch::Tensor PndmScheduler::multistepStep(const torch::Tensor& prediction, std::size_t call,
                                           const torch::Tensor& sample) {
    const int stride = config_.num_train_timesteps / count_;
    int from = static_cast<int>(timesteps_.at(call)), to = from - stride;
    auto origin = sample;
    const bool second = calls_ == 1 && rungeKuttaCalls_ == 0;
    if (second) {
        to = from;
        from += stride;
    } else {
        while (answers_.size() > 3) answers_.pop_front();
        answers_.push_back(prediction);
    }
    auto e = [&](std::size_t age) -> const torch::Tensor& { return answers_[answers_.size() - age]; };
    torch::Tensor answer;
    if (second) {
        answer = (prediction + e(1)) / 2;
        origin = start_;
    } else if (answers_.size() == 1) {
        answer = prediction;
        start_ = sample;
    } else if (answers_.size() == 2) {
        answer = (3 * e(1) - e(2)) / 2;
    } else if (answers_.size() == 3) {
        answer = (23 * e(1) - 16 * e(2) + 5 * e(3)) / 12;
    } else {
        answer = (55 * e(1) - 59 * e(2) + 37 * e(3) - 9 * e(4)) / 24;
    }
    return transfer(origin, from, to, answer);
}

// Equation 11 of the paper: x_to from x_from and the noise estimate.
torch::Tensor PndmScheduler::transfer(const torch::Tensor& sample, int from, int to, torch::Tensor prediction) const {
    const double a = schedule_.alphaCumprod(std::min(from, schedule_.size() - 1));
    const double end = config_.set_alpha_to_one ? 1.0 : schedule_.alphaCumprod(0);
    const double before = to >= 0 ? schedule_.alphaCumprod(to) : end;
    if (config_.prediction_type == Prediction::Velocity)
        prediction = std::sqrt(a) * prediction + std::sqrt(1 - a) * sample;
    const double denominator = a * std::sqrt(1 - before) + std::sqrt(a * (1 - a) * before);
    return std::sqrt(before / a) * sample - ((before - a) / denominator) * prediction;
}

}  // namespace recap
