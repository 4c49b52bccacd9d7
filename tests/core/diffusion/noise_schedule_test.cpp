// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/noise_schedule.h"

#include "noise_schedule_test.h"

#include <QtTest/QTest>
#include <cmath>

using namespace recap;

namespace {

SchedulerConfig stableDiffusion() {
    SchedulerConfig config;
    config.beta_start = 0.00085;
    config.beta_end = 0.012;
    config.beta_schedule = "scaled_linear";
    return config;
}

double largest(const torch::Tensor& difference) {
    return difference.abs().max().item<double>();
}

}  // namespace

void TestNoiseSchedule::scaled_linear_betas_follow_the_closed_form() {
    const NoiseSchedule schedule(stableDiffusion());
    double product = 1;
    for (int t = 0; t < schedule.size(); ++t) {
        const double root = std::sqrt(0.00085) + (std::sqrt(0.012) - std::sqrt(0.00085)) * t / 999.0;
        product *= 1 - root * root;
        QVERIFY2(std::abs(schedule.alphaCumprod(t) - product) < 1e-5 * product, std::to_string(t).c_str());
    }
}

void TestNoiseSchedule::zero_snr_ends_in_pure_noise_and_keeps_the_first_step() {
    auto config = stableDiffusion();
    const NoiseSchedule plain(config);
    config.rescale_betas_zero_snr = true;
    const NoiseSchedule zero(config);
    QVERIFY(std::abs(zero.alphaCumprod(999)) < 1e-12);
    QVERIFY(std::abs(zero.alphaCumprod(0) - plain.alphaCumprod(0)) < 1e-6);
    QVERIFY(zero.alphaCumprod(500) < plain.alphaCumprod(500));
}

void TestNoiseSchedule::noise_and_velocity_are_a_rotation_of_each_other() {
    const NoiseSchedule schedule(stableDiffusion());
    const auto x = torch::randn({3, 4, 2, 2}), noise = torch::randn({3, 4, 2, 2});
    const auto t = torch::tensor({0, 400, 999}, torch::kInt64);
    const auto noisy = schedule.addNoise(x, noise, t), v = schedule.velocity(x, noise, t);
    for (int row = 0; row < 3; ++row) {
        const double a = schedule.alphaCumprod(t[row].item<int>());
        // x = alpha x_t - sigma v, noise = sigma x_t + alpha v
        QVERIFY(largest(x[row] - (std::sqrt(a) * noisy[row] - std::sqrt(1 - a) * v[row])) < 1e-5);
        QVERIFY(largest(noise[row] - (std::sqrt(1 - a) * noisy[row] + std::sqrt(a) * v[row])) < 1e-5);
    }
}

void TestNoiseSchedule::snr_is_signal_over_noise() {
    const NoiseSchedule schedule(stableDiffusion());
    const auto snr = schedule.snr(torch::tensor({10, 900}, torch::kInt64));
    for (const auto& [row, t] : {std::pair{0, 10}, std::pair{1, 900}}) {
        const double a = schedule.alphaCumprod(t);
        QVERIFY(std::abs(snr[row].item<double>() - a / (1 - a)) < 1e-4 * a / (1 - a));
    }
}

void TestNoiseSchedule::target_follows_the_prediction_type() {
    const auto x = torch::randn({1, 4, 2, 2}), noise = torch::randn({1, 4, 2, 2});
    const auto t = torch::tensor({300}, torch::kInt64);
    auto config = stableDiffusion();
    QVERIFY(torch::equal(NoiseSchedule(config).target(x, noise, t), noise));
    config.prediction_type = Prediction::Sample;
    QVERIFY(torch::equal(NoiseSchedule(config).target(x, noise, t), x));
    config.prediction_type = Prediction::Velocity;
    const NoiseSchedule schedule(config);
    QVERIFY(torch::equal(schedule.target(x, noise, t), schedule.velocity(x, noise, t)));
}

void TestNoiseSchedule::cosine_betas_follow_the_closed_form() {
    SchedulerConfig config;
    config.beta_schedule = "squaredcos_cap_v2";
    const NoiseSchedule schedule(config);
    auto bar = [](double t) { return std::pow(std::cos((t + 0.008) / 1.008 * std::acos(-1.0) / 2), 2); };
    for (const int t : {0, 250, 500, 900}) {
        const double expected = bar((t + 1) / 1000.0) / bar(0);
        QVERIFY(std::abs(schedule.alphaCumprod(t) - expected) < 1e-4);
    }
    QVERIFY(schedule.betas().back() == 0.999f);
}

void TestNoiseSchedule::trained_betas_are_taken_as_they_are() {
    const auto schedule = NoiseSchedule::fromConfig(Json{{"num_train_timesteps", 2}, {"trained_betas", {0.1, 0.5}}});
    QCOMPARE(schedule.size(), 2);
    QVERIFY(std::abs(schedule.alphaCumprod(1) - 0.45) < 1e-6);
}

void TestNoiseSchedule::rows_of_a_batch_use_their_own_step() {
    const NoiseSchedule schedule(stableDiffusion());
    const auto x = torch::randn({2, 4, 2, 2}), noise = torch::randn({2, 4, 2, 2});
    const auto both = schedule.addNoise(x, noise, torch::tensor({5, 800}, torch::kInt64));
    const auto second = schedule.addNoise(x.slice(0, 1), noise.slice(0, 1), torch::tensor({800}, torch::kInt64));
    QVERIFY(torch::equal(both.slice(0, 1), second));
}
