// SPDX-License-Identifier: GPL-3.0-or-later
#include "training_options_test.h"

#include "base/error.h"
#include "support/temp_dir.h"
#include "tiny_trainer.h"
#include "train/event_file.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace recap;
using namespace recap::testing;

namespace {

bool near(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance;
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
