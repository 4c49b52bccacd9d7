// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_training_options.h"

#include "base/error.h"
#include "support/temp_dir.h"
#include "tiny_trainer.h"
#include "train/event_file.h"
#include "train/lean_optimizers.h"
#include "train/lr_schedule.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) <= tolerance;
}

DiffusionTrainOptions plainOptions(const std::string& optimizer) {
    DiffusionTrainOptions o;
    o.optimizer = optimizer;
    o.weight_decay = 0;
    return o;
}

// Always the same batch, whose latents a test chooses.
class OneBatch final : public BatchSource {
public:
    explicit OneBatch(torch::Tensor latents) : latents_(std::move(latents)) {}
    TrainingBatch batch(std::int64_t) override {
        const auto n = latents_.size(0);
        return {latents_, torch::ones_like(latents_), torch::full({n}, 500, torch::kInt64),
                torch::full({n, 6}, 19, torch::kInt64)};
    }

private:
    torch::Tensor latents_;
};

std::vector<torch::Tensor> copies(const torch::nn::Module& module) {
    std::vector<torch::Tensor> out;
    for (const auto& p : module.parameters()) out.push_back(p.detach().clone());
    return out;
}

double largestMove(const std::vector<torch::Tensor>& before, const torch::nn::Module& module) {
    double largest = 0;
    const auto now = module.parameters();
    for (std::size_t i = 0; i < now.size(); ++i)
        largest = std::max(largest, (now[i].detach() - before[i]).abs().max().item<double>());
    return largest;
}

std::uint32_t word(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + at, 4);
    return value;
}

}  // namespace

void TestTrainingOptions::restarts_and_polynomial_follow_the_formulas_of_diffusers() {
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

void TestTrainingOptions::eight_bit_moments_keep_numbers_to_a_few_percent() {
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

void TestTrainingOptions::every_optimiser_takes_its_first_step_by_its_formula_data() {
    QTest::addColumn<QString>("optimizer");
    for (const char* name : {"adamw", "adamw8bit", "lion", "adafactor"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestTrainingOptions::every_optimiser_takes_its_first_step_by_its_formula() {
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

void TestTrainingOptions::eight_bit_adamw_ends_near_adamw() {
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

void TestTrainingOptions::the_text_encoder_follows_its_own_learning_rate() {
    auto options = tinyOptions();
    options.optimizer = "lion";  // moves every weight by the learning rate exactly
    options.weight_decay = 0;
    options.lr_schedule = "constant";
    options.learning_rate = 1e-3;
    options.text_learning_rate = 1e-5;
    auto trainer = tinyTrainer(options);
    const auto unet = copies(*trainer->unet()), text = copies(*trainer->textEncoder());
    trainer->step();
    QVERIFY(near(largestMove(unet, *trainer->unet()), 1e-3, 1e-6));
    QVERIFY(near(largestMove(text, *trainer->textEncoder()), 1e-5, 1e-6));
}

void TestTrainingOptions::noise_offset_is_the_same_over_a_channel() {
    auto options = tinyOptions();
    DrawnBatches plain({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options);
    options.noise_offset = 0.1;
    DrawnBatches shifted({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options);
    const auto one = plain.batch(3), other = shifted.batch(3);
    QVERIFY(torch::equal(one.latents, other.latents));
    QVERIFY(torch::equal(one.timesteps, other.timesteps));
    const auto offset = other.noise - one.noise;  // [B, C, h, w]
    QVERIFY((offset - offset.select(3, 0).select(2, 0).unsqueeze(2).unsqueeze(3)).abs().max().item<double>() < 1e-6);
    QVERIFY(offset.abs().max().item<double>() > 1e-3);
}

void TestTrainingOptions::about_half_of_the_images_are_mirrored() {
    auto options = tinyOptions();
    options.random_flip = true;
    options.batch_size = 8;
    LatentSet set{torch::zeros({8, 4, 2, 2}), torch::zeros({8, 4, 2, 2}), torch::ones({8, 4, 2, 2}),
                  torch::zeros({8, 4, 2, 2})};
    DrawnBatches source({set}, tinyCaptions(options, 8), 1000, options);
    double mirrored = 0;
    for (int i = 0; i < 100; ++i) mirrored += source.batch(i).latents.mean().item<double>();
    QVERIFY(std::abs(mirrored / 100 - 0.5) < 0.08);  // 800 coins: more than 4 standard deviations
}

void TestTrainingOptions::every_image_of_every_bucket_is_seen_in_an_epoch() {
    BucketOrder order({5, 0, 3, 9}, 4, 7);
    QCOMPARE(order.batchesPerEpoch(), std::int64_t{2 + 1 + 3});
    std::vector<std::vector<std::int64_t>> epochs;
    for (std::int64_t epoch = 0; epoch < 2; ++epoch) {
        std::map<std::size_t, std::set<std::int64_t>> seen;
        auto& flat = epochs.emplace_back();
        for (std::int64_t i = 0; i < 6; ++i) {
            const auto& batch = order.at(epoch * 6 + i);
            QCOMPARE(batch.rows.size(), std::size_t{4});
            seen[batch.bucket].insert(batch.rows.begin(), batch.rows.end());
            flat.insert(flat.end(), batch.rows.begin(), batch.rows.end());
        }
        QCOMPARE(seen[0].size(), std::size_t{5});
        QCOMPARE(seen[2].size(), std::size_t{3});
        QCOMPARE(seen[3].size(), std::size_t{9});
    }
    QVERIFY(epochs[0] != epochs[1]);
    BucketOrder again({5, 0, 3, 9}, 4, 7);
    QCOMPARE(again.at(8).rows, order.at(8).rows);
}

void TestTrainingOptions::the_shares_of_two_processes_are_the_batch_of_one() {
    auto options = tinyOptions();
    options.batch_size = 2;
    DrawnBatches left({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options, {0, 2});
    DrawnBatches right({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options, {1, 2});
    options.batch_size = 4;
    DrawnBatches whole({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options);
    for (int i = 0; i < 3; ++i) {
        const auto a = left.batch(i), b = right.batch(i), all = whole.batch(i);
        QVERIFY(torch::equal(torch::cat({a.latents, b.latents}), all.latents));
        QVERIFY(torch::equal(torch::cat({a.noise, b.noise}), all.noise));
        QVERIFY(torch::equal(torch::cat({a.inputIds, b.inputIds}), all.inputIds));
        QVERIFY(torch::equal(torch::cat({a.timesteps, b.timesteps}), all.timesteps));
    }
}

void TestTrainingOptions::half_precision_gives_nearly_the_loss_of_full_precision_data() {
    QTest::addColumn<QString>("precision");
    QTest::newRow("bf16") << QStringLiteral("bf16");
    QTest::newRow("fp16") << QStringLiteral("fp16");
}

void TestTrainingOptions::half_precision_gives_nearly_the_loss_of_full_precision() {
    QFETCH(QString, precision);
    auto options = tinyOptions();
    auto full = tinyTrainer(options);
    options.mixed_precision = precision.toStdString();
    auto half = tinyTrainer(options);
    for (int i = 0; i < 4; ++i) {
        const auto exact = full->step(), rough = half->step();
        QVERIFY2(std::abs(exact.loss - rough.loss) < 0.02 * exact.loss,
                 qPrintable(QStringLiteral("%1 against %2").arg(rough.loss).arg(exact.loss)));
        QVERIFY(exact.loss != rough.loss);  // else nothing was switched on
        QVERIFY(std::abs(exact.gradient_norm - rough.gradient_norm) < 0.1 * exact.gradient_norm);
    }
    for (const auto& p : half->unet()->parameters()) QCOMPARE(p.scalar_type(), torch::kFloat32);
}

void TestTrainingOptions::half_precision_on_maps_of_one_pixel_stays_finite() {
    auto options = tinyOptions();
    options.mixed_precision = "bf16";
    torch::manual_seed(6);
    // The lower level sees 1 x 1.
    auto trainer = tinyTrainer(options, 2, std::make_unique<OneBatch>(torch::randn({2, 4, 2, 2})));
    for (int i = 0; i < 3; ++i) QVERIFY(std::isfinite(trainer->step().gradient_norm));
}

void TestTrainingOptions::a_frozen_text_is_encoded_once_whatever_stands_beside_it() {
    torch::manual_seed(8);
    ClipText text(ClipTextConfig::fromJson(kText));
    text->eval();
    const auto ids = torch::tensor({{18, 1, 2, 19, 19, 19}, {18, 3, 19, 19, 19, 19}, {18, 1, 2, 19, 19, 19}});
    FrozenText frozen(text, torch::kCPU, 1 << 20);
    const auto all = frozen.contextFor(ids);
    QCOMPARE(frozen.kept(), std::int64_t{2});
    QVERIFY(torch::allclose(all, text->forward(ids).last_hidden_state, 1e-5, 1e-6));
    QVERIFY(torch::equal(all[0], all[2]));
    FrozenText alone(text, torch::kCPU, 1 << 20);
    QVERIFY(torch::equal(alone.contextFor(ids.slice(0, 1, 2))[0], all[1]));
    FrozenText forgetful(text, torch::kCPU, 0);
    for (int i = 0; i < 3; ++i) QVERIFY(torch::equal(forgetful.contextFor(ids), all));
    QCOMPARE(forgetful.kept(), std::int64_t{2});
}

void TestTrainingOptions::recomputed_parts_train_the_same_weights_data() {
    QTest::addColumn<QString>("changes");
    QTest::addColumn<double>("tolerance");  // gradients are added up in another order
    QTest::newRow("both parts") << QStringLiteral("{}") << 1e-5;
    QTest::newRow("text encoder") << QStringLiteral(R"({"train_parts": "text_encoder"})") << 1e-5;
    QTest::newRow("adapters") << QStringLiteral(R"({"method": "lora", "lora_rank": 2})") << 1e-5;
    QTest::newRow("bf16") << QStringLiteral(R"({"mixed_precision": "bf16"})") << 2e-2;
}

void TestTrainingOptions::recomputed_parts_train_the_same_weights() {
    QFETCH(QString, changes);
    QFETCH(double, tolerance);
    auto options = tinyOptions();
    optionsFromJson(parseJson(changes.toStdString(), "the row"), options);
    auto plain = tinyTrainer(options);
    options.gradient_checkpointing = true;
    auto sparing = tinyTrainer(options);
    for (int i = 0; i < 3; ++i) {
        const auto one = plain->step(), other = sparing->step();
        QVERIFY(near(one.loss, other.loss, tolerance));
        QVERIFY(near(one.gradient_norm, other.gradient_norm, tolerance * one.gradient_norm));
    }
    if (options.mixed_precision != "no") return;  // AdamW makes steps of full size out of differences of rounding
    const auto expected = plain->state(), found = sparing->state();
    for (const auto& [name, tensor] : expected) {
        // Its gradient is nothing but rounding: adding a number to all scores of a softmax changes nothing.
        if (name.ends_with("k_proj.bias")) continue;
        QVERIFY2(torch::allclose(tensor, found.at(name), 1e-4, 1e-6), name.c_str());
    }
}

void TestTrainingOptions::a_mixture_is_read_with_its_weights() {
    const auto parts = mixtureParts("0.8 tag:mine\n\n 2e-1\t size>10 and prior ; 1");
    QCOMPARE(parts.size(), std::size_t{3});
    QCOMPARE(parts[1].weight, 0.2);
    QCOMPARE(parts[1].query, std::string("size>10 and prior"));
    QVERIFY(parts[2].query.empty());
    QVERIFY(mixtureParts(" \n").empty());
    for (const char* wrong : {"mine", "0 mine", "-1 mine", "1mine", "nan mine"})
        QVERIFY_EXCEPTION_THROWN(mixtureParts(wrong), Error);
    QVERIFY_EXCEPTION_THROWN(MixtureOrder({1.0, 1e-5}, 1), Error);
    QCOMPARE(MixtureOrder({1, 1, 1}, 1).shares(), (std::vector<std::int64_t>{334, 333, 333}));
}

void TestTrainingOptions::a_mixture_shows_its_sets_by_their_weights_data() {
    QTest::addColumn<bool>("buckets");
    QTest::newRow("one shape") << false;
    QTest::newRow("two shapes") << true;
}

void TestTrainingOptions::a_mixture_shows_its_sets_by_their_weights() {
    QFETCH(bool, buckets);
    auto options = tinyOptions();
    const auto latents = [](std::int64_t n, std::int64_t width) {
        return LatentSet{torch::zeros({n, 4, 4, width}), torch::zeros({n, 4, 4, width})};
    };
    std::vector<LatentSet> sets{latents(buckets ? 6 : 10, 4)};
    if (buckets) sets.push_back(latents(4, 6));
    // 0 to 4 are one set, 5 to 8 the other; 9 belongs to none.
    const std::vector<MixedSet> mixture{{3, {0, 1, 2, 3, 4}}, {1, {5, 6, 7, 8}}};
    const auto make = [&] { return DrawnBatches(sets, tinyCaptions(options, 10), 1000, options, {}, mixture); };
    auto walked = make();
    std::vector<std::int64_t> shown(10, 0);
    const std::int64_t batches = 1000;
    for (std::int64_t i = 0; i < batches; ++i)
        for (const auto image : walked.imagesOf(i)) ++shown[static_cast<std::size_t>(image)];
    std::int64_t first = 0, second = 0;
    for (std::size_t i = 0; i < 5; ++i) first += shown[i];
    for (std::size_t i = 5; i < 9; ++i) second += shown[i];
    QCOMPARE(shown[9], std::int64_t{0});
    QCOMPARE(first, 3 * second);
    QCOMPARE(first + second, batches * options.batch_size);
    // Every image of a set is shown in each of its epochs; what fills up a bucket's last batch comes on top.
    for (std::size_t i = 0; i < 5; ++i) QVERIFY(shown[i] >= first / (buckets ? 6 : 5) - 1);
    for (std::size_t i = 5; i < 9; ++i) QVERIFY(shown[i] >= second / 6 - 1);
    for (const std::int64_t index : {700, 3, 999}) {
        const auto again = make().batch(index), before = walked.batch(index);
        QVERIFY(torch::equal(again.latents, before.latents) && torch::equal(again.inputIds, before.inputIds));
        QCOMPARE(make().imagesOf(index), walked.imagesOf(index));
    }
}

void TestTrainingOptions::an_overflow_skips_the_step_and_halves_the_scale() {
    auto options = tinyOptions();
    options.mixed_precision = "fp16";
    auto trainer = tinyTrainer(options);
    QCOMPARE(trainer->progress().scaler.scale, 65536.0);
    auto progress = trainer->progress();
    progress.scaler.scale = 1e38;
    trainer->restore(trainer->state(), progress);
    const auto before = copies(*trainer->unet());
    const auto result = trainer->step();
    QVERIFY(result.skipped);
    QCOMPARE(largestMove(before, *trainer->unet()), 0.0);
    QCOMPARE(trainer->progress().scaler.scale, 5e37);
    QCOMPARE(trainer->stepsDone(), std::int64_t{1});
    LossScaler scaler{8, 1999};
    scaler.update(true);
    QCOMPARE(scaler.scale, 16.0);
}

void TestTrainingOptions::validation_loss_is_fixed_and_falls_with_training() {
    auto options = tinyOptions();
    options.max_steps = 60;
    options.lr_schedule = "constant";
    auto trainer = tinyTrainer(options, 4);
    ValidationSet set{{tinyLatents(4)}, std::vector<std::vector<std::int64_t>>(4, {18, 1, 19, 19, 19, 19})};
    const double before = trainer->validationLoss(set);
    QCOMPARE(trainer->validationLoss(set), before);
    for (int i = 0; i < 60; ++i) trainer->step();
    QVERIFY(trainer->validationLoss(set) < 0.95 * before);
    QVERIFY(std::isnan(trainer->validationLoss({})));
    // Measuring changes nothing of the run.
    auto undisturbed = tinyTrainer(options, 4);
    for (int i = 0; i < 60; ++i) undisturbed->step();
    const auto a = trainer->state(), b = undisturbed->state();
    for (const auto& [name, tensor] : a) QVERIFY2(torch::equal(tensor, b.at(name)), name.c_str());
}

void TestTrainingOptions::adapters_train_and_leave_the_model_as_it_was() {
    auto options = tinyOptions();
    options.method = "lora";
    options.lora_rank = 2;
    options.lora_targets = "to_q, to_v, q_proj";
    auto trainer = tinyTrainer(options);
    const auto before = copies(*trainer->unet());
    for (int i = 0; i < 3; ++i) trainer->step();
    QCOMPARE(largestMove(before, *trainer->unet()), 0.0);
    const auto& layers = trainer->lora()->weights();
    QVERIFY(!layers.unet.empty() && !layers.text_encoder.empty());
    for (const auto& [path, layer] : layers.unet) {
        QVERIFY(path.ends_with("to_q") || path.ends_with("to_v"));
        QVERIFY2(layer.up.abs().max().item<double>() > 0, path.c_str());
    }
    bool merged = false;
    trainer->lora()->whileMerged([&] { merged = largestMove(before, *trainer->unet()) > 0; });
    QVERIFY(merged);
    QCOMPARE(largestMove(before, *trainer->unet()), 0.0);
    options.lora_targets = "no_such_layer";
    QVERIFY_EXCEPTION_THROWN(tinyTrainer(options), Error);
}

void TestTrainingOptions::a_loss_that_is_not_finite_stops_before_the_weights_change() {
    const auto latents = torch::full({2, 4, 4, 4}, std::numeric_limits<float>::quiet_NaN());
    auto trainer = tinyTrainer(tinyOptions(), 2, std::make_unique<OneBatch>(latents));
    const auto before = copies(*trainer->unet());
    try {
        trainer->step();
        QFAIL("a loss of NaN was trained on");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::Diverged);
    }
    QCOMPARE(largestMove(before, *trainer->unet()), 0.0);
    QCOMPARE(trainer->stepsDone(), std::int64_t{0});
}

void TestTrainingOptions::a_loss_that_rises_too_far_stops_the_run() {
    DivergenceGuard guard;
    for (int i = 0; i < 300; ++i) QVERIFY(!guard.add(0.1 + 0.05 * std::sin(i), 5));
    int steps = 0;
    while (!guard.add(1.0, 5) && steps < 1000) ++steps;
    QVERIFY(steps > 5 && steps < 100);
    DivergenceGuard off;
    for (int i = 0; i < 300; ++i) QVERIFY(!off.add(i, 0));
}

void TestTrainingOptions::event_files_hold_what_was_written() {
    QCOMPARE(crc32c("123456789"), 0xe3069283u);  // the check value of CRC-32C
    const TempDir dir;
    std::filesystem::path file;
    {
        EventFile events(dir.path(), 1000.5, 7);
        events.scalar(8, 1001, "train_loss", 0.25);
        file = events.path();
    }
    QVERIFY(file.filename().string().starts_with("events.out.tfevents.0000001000."));
    const std::string bytes = readBytes(file);
    std::vector<std::string> records;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto length = word(bytes, at);
        const auto masked = [&](std::size_t from, std::size_t count) {
            const auto crc = crc32c(std::string_view(bytes).substr(from, count));
            return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
        };
        QCOMPARE(word(bytes, at + 8), masked(at, 8));
        QCOMPARE(word(bytes, at + 12 + length), masked(at + 12, length));
        records.push_back(bytes.substr(at + 12, length));
        at += 16 + length;
    }
    QCOMPARE(records.size(), std::size_t{3});
    QVERIFY(records[0].ends_with("brain.Event:2"));
    // Step 8 as field 2, then Summary { Value { tag, simple_value 0.25 } }: 0.25f is 00 00 80 3e.
    QCOMPARE(records[2].substr(9), std::string("\x10\x08\x2a\x13\x0a\x11\x0a\x0atrain_loss\x15\x00\x00\x80\x3e", 23));
}
