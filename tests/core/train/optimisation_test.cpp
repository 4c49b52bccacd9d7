// SPDX-License-Identifier: GPL-3.0-or-later
#include "optimisation_test.h"

#include "base/error.h"
#include "train/adamw.h"
#include "train/ema.h"
#include "train/lean_optimizers.h"
#include "train/lr_schedule.h"
#include "train/training_set.h"

#include <QTest>

#include <torch/optim.h>

#include <cmath>
#include <map>
#include <numbers>
#include <set>

using namespace recap;

namespace {

torch::Tensor leaf(std::initializer_list<float> values) {
    return torch::tensor(std::vector<float>(values)).requires_grad_(true);
}

// A loss whose gradient differs from step to step.
void backward(const torch::Tensor& p, int step) {
    ((p * p * (step + 1)).sum() + p.sum() * 0.3).backward();
}

bool near(double a, double b) {
    return std::abs(a - b) <= 1e-12;
}

DiffusionTrainOptions plainOptions(const std::string& optimizer) {
    DiffusionTrainOptions o;
    o.optimizer = optimizer;
    o.weight_decay = 0;
    return o;
}

}  // namespace

void TestOptimisation::cosine_falls_from_one_over_half_to_zero() {
    QCOMPARE(lrFactor("cosine", 0, 0, 100), 1.0);
    QVERIFY(std::abs(lrFactor("cosine", 50, 0, 100) - 0.5) < 1e-12);
    QVERIFY(std::abs(lrFactor("cosine", 100, 0, 100)) < 1e-12);
    QVERIFY(std::abs(lrFactor("linear", 75, 50, 100) - 0.5) < 1e-12);
}

void TestOptimisation::warm_up_starts_at_zero_and_reaches_the_peak() {
    QCOMPARE(lrFactor("constant_with_warmup", 0, 10, 100), 0.0);
    QVERIFY(std::abs(lrFactor("cosine", 5, 10, 100) - 0.5) < 1e-12);
    QCOMPARE(lrFactor("cosine", 10, 10, 100), 1.0);
    QCOMPARE(lrFactor("constant", 0, 10, 100), 1.0);
}

void TestOptimisation::an_unknown_schedule_is_refused_by_name() {
    try {
        lrFactor("zigzag", 1, 0, 10);
        QFAIL("an unknown schedule was taken");
    } catch (const Error& e) {
        QVERIFY(std::string(e.what()).find("zigzag") != std::string::npos);
    }
}

void TestOptimisation::adamw_takes_the_steps_of_torchs_own_optimiser() {
    auto ours = leaf({1.0f, -2.0f, 0.5f}), reference = leaf({1.0f, -2.0f, 0.5f});
    AdamW optimizer({0.9, 0.95, 1e-8, 0.1});
    optimizer.addGroup({{"p", ours}});
    torch::optim::AdamW theirs({reference},
                               torch::optim::AdamWOptions(0.02).betas({0.9, 0.95}).eps(1e-8).weight_decay(0.1));
    for (int step = 0; step < 7; ++step) {
        optimizer.zeroGrad();
        backward(ours, step);
        optimizer.step(0.02);
        theirs.zero_grad();
        backward(reference, step);
        theirs.step();
    }
    QVERIFY2(torch::allclose(ours, reference, 1e-5, 1e-6), "the fused step differs from torch::optim::AdamW");
}

void TestOptimisation::a_parameter_in_two_groups_is_moved_once() {
    auto tied = leaf({1.0f});
    AdamW optimizer({});
    optimizer.addGroup({{"a", tied}});
    optimizer.addGroup({{"b", tied}});
    QCOMPARE(optimizer.parameters().size(), std::size_t{1});
}

void TestOptimisation::clipping_scales_the_gradient_to_the_norm_and_reports_the_old_one() {
    auto p = leaf({0.0f, 0.0f});
    AdamW optimizer({});
    optimizer.addGroup({{"p", p}});
    (p * torch::tensor({3.0f, 4.0f})).sum().backward();
    QVERIFY(std::abs(optimizer.clipGradNorm(1.0) - 5.0) < 1e-5);
    QVERIFY(std::abs(p.grad().norm().item<double>() - 1.0) < 1e-4);
    QVERIFY(std::abs(optimizer.clipGradNorm(0) - 1.0) < 1e-4);
}

void TestOptimisation::saved_optimiser_state_continues_exactly() {
    auto straight = leaf({1.0f, 2.0f}), resumed = leaf({1.0f, 2.0f});
    AdamW one({}), first({});
    one.addGroup({{"p", straight}});
    first.addGroup({{"p", resumed}});
    auto run = [](AdamW& optimizer, const torch::Tensor& p, int from, int to) {
        for (int step = from; step < to; ++step) {
            optimizer.zeroGrad();
            backward(p, step);
            optimizer.step(0.01);
        }
    };
    run(one, straight, 0, 8);
    run(first, resumed, 0, 3);
    NamedParameters saved;
    for (const auto& [name, tensor] : first.state()) saved.emplace_back(name, tensor.clone());
    AdamW second({});
    second.addGroup({{"p", resumed}});
    second.loadState(saved);
    run(second, resumed, 3, 8);
    QVERIFY(torch::equal(straight, resumed));
    saved.pop_back();
    QVERIFY_EXCEPTION_THROWN(second.loadState(saved), Error);
}

void TestOptimisation::the_average_follows_the_rule_of_diffusers() {
    QCOMPARE(Ema::decayAt(1, 0.9999), 0.0);
    QVERIFY(std::abs(Ema::decayAt(2, 0.9999) - 2.0 / 11.0) < 1e-12);
    QCOMPARE(Ema::decayAt(1000000, 0.99), 0.99);
    auto p = torch::tensor({1.0f});
    Ema ema({{"p", p}}, 0.9999);
    p.fill_(4.0f);
    ema.update();  // the first call copies
    p.fill_(15.0f);
    ema.update();  // 4 * 2/11 + 15 * 9/11
    QVERIFY(std::abs(ema.shadow().front().second.item<double>() - (4.0 * 2 + 15.0 * 9) / 11.0) < 1e-5);
}

void TestOptimisation::swapping_averages_twice_changes_nothing() {
    auto p = torch::tensor({1.0f});
    Ema ema({{"p", p}}, 0.5);
    p.fill_(3.0f);
    ema.swap();
    QCOMPARE(p.item<float>(), 1.0f);
    ema.swap();
    QCOMPARE(p.item<float>(), 3.0f);
}

void TestOptimisation::every_epoch_is_another_permutation_of_all_images() {
    EpochOrder order(20, 7);
    std::vector<std::int64_t> first, second;
    for (int i = 0; i < 20; ++i) first.push_back(order.at(i));
    for (int i = 20; i < 40; ++i) second.push_back(order.at(i));
    QCOMPARE(std::set<std::int64_t>(first.begin(), first.end()).size(), std::size_t{20});
    QCOMPARE(std::set<std::int64_t>(second.begin(), second.end()).size(), std::size_t{20});
    QVERIFY(first != second);
    EpochOrder again(20, 7);
    QCOMPARE(again.at(33), second[13]);
}

void TestOptimisation::mix_draws_long_captions_with_the_given_share() {
    const CaptionChooser chooser({{{{1}}, {{2}}}}, {0}, 0.25, true, 0.0, 1);
    Random random(3);
    int longOnes = 0;
    for (int i = 0; i < 4000; ++i) longOnes += chooser.choose(0, random).front() == 2;
    QVERIFY(longOnes > 880 && longOnes < 1120);  // 1000 +- 4.4 standard deviations
    const CaptionChooser fixedChoice({{{{1}}, {{2}}}}, {0}, 0.5, false, 0.0, 1);
    const auto once = fixedChoice.choose(0, random).front();
    for (int i = 0; i < 50; ++i) QCOMPARE(fixedChoice.choose(0, random).front(), once);
}

void TestOptimisation::dropout_replaces_the_given_share_by_the_empty_text() {
    const CaptionChooser chooser({{{{1}}, {}}}, {0}, 0.5, true, 0.1, 1);
    Random random(5);
    int dropped = 0;
    for (int i = 0; i < 5000; ++i) dropped += chooser.choose(0, random).front() == 0;
    QVERIFY(dropped > 400 && dropped < 600);
}

void TestOptimisation::restarts_and_polynomial_follow_the_formulas_of_diffusers() {
    const LrShape restarts{3, 1, 0};
    QVERIFY(near(lrFactor("cosine_with_restarts", 10, 10, 100, restarts), 1.0));
    QVERIFY(near(lrFactor("cosine_with_restarts", 40, 10, 100, restarts), 1.0));  // a third of the way: starts anew
    const double late = std::fmod(3.0 * 39 / 90, 1.0);
    QVERIFY(
        near(lrFactor("cosine_with_restarts", 49, 10, 100, restarts), 0.5 * (1 + std::cos(std::numbers::pi * late))));
    QVERIFY(near(lrFactor("cosine_with_restarts", 100, 10, 100, restarts), 0));
    const LrShape squared{1, 2, 0.01};
    QVERIFY(near(lrFactor("polynomial", 5, 10, 110, squared), 0.5));
    QVERIFY(near(lrFactor("polynomial", 60, 10, 110, squared), 0.99 * 0.25 + 0.01));
    QVERIFY(near(lrFactor("polynomial", 200, 10, 110, squared), 0.01));
}

void TestOptimisation::eight_bit_moments_keep_numbers_to_a_few_percent() {
    const auto code = quantizationCode(true);
    QCOMPARE(code.numel(), std::int64_t{256});
    QVERIFY((code.slice(0, 1) > code.slice(0, 0, -1)).all().item<bool>());
    torch::manual_seed(3);
    const auto numbers = torch::randn({10, 100});  // not a multiple of the block
    const auto back = dequantized(quantized(numbers, true), numbers.sizes(), true);
    QVERIFY((back - numbers).abs().max().item<double>() < 0.01 * numbers.abs().max().item<double>());
    const auto squares = numbers.square();
    const auto q = quantized(squares, false);
    QCOMPARE(q.codes.scalar_type(), torch::kUInt8);
    QVERIFY((dequantized(q, squares.sizes(), false) > 0).all().item<bool>());
}

void TestOptimisation::every_optimiser_takes_its_first_step_by_its_formula_data() {
    QTest::addColumn<QString>("optimizer");
    for (const char* name : {"adamw", "adamw8bit", "lion", "adafactor"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestOptimisation::every_optimiser_takes_its_first_step_by_its_formula() {
    QFETCH(QString, optimizer);
    // All four divide the first gradient by its own size: the step is the learning rate against the sign. (The factored
    // moments of Adafactor are exact for a gradient whose squares have rank one.)
    const auto column = torch::tensor({1.0f, -2.0f, 4.0f}).unsqueeze(1),
               row = torch::linspace(-3, 4, 1536).unsqueeze(0);
    const auto gradient = column * row;
    auto p = torch::zeros(gradient.sizes()).requires_grad_(true);
    const auto o = makeOptimizer(plainOptions(optimizer.toStdString()));
    o->addGroup({{"p", p}});
    (p * gradient).sum().backward();
    o->step(0.01);
    const auto expected = -0.01 * gradient.sign();
    QVERIFY2(torch::allclose(p.detach(), expected, 1e-4, 1e-6), "the first step is another");
}

void TestOptimisation::eight_bit_adamw_ends_near_adamw() {
    torch::manual_seed(5);
    const auto start = torch::randn({64, 128}), goal = torch::randn({64, 128});
    std::map<std::string, torch::Tensor> ends;
    for (const char* name : {"adamw", "adamw8bit"}) {
        auto p = start.clone().requires_grad_(true);
        const auto o = makeOptimizer(plainOptions(name));
        o->addGroup({{"p", p}});
        for (int i = 0; i < 60; ++i) {
            o->zeroGrad();
            (p - goal).square().sum().backward();
            o->step(0.02);
        }
        ends[name] = p.detach();
    }
    const auto moved = (ends["adamw"] - start).norm().item<double>();
    QVERIFY((ends["adamw"] - ends["adamw8bit"]).norm().item<double>() < 0.05 * moved);
}
