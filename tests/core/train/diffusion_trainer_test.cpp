// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion_trainer_test.h"

#include "base/error.h"
#include "support/temp_dir.h"
#include "tiny_trainer.h"
#include "train/checkpoint.h"
#include "train/diffusion_trainer.h"

#include <QTest>

#include <filesystem>
#include <memory>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

void TestDiffusionTrainer::loss_on_one_repeated_batch_falls() {
    auto options = tinyOptions();
    options.max_steps = 200;
    options.lr_schedule = "constant";
    auto trainer = tinyTrainer(options, 2);
    double early = 0, late = 0;
    for (int i = 0; i < 200; ++i) {
        const double loss = trainer->step().loss;
        if (i < 20) early += loss;
        if (i >= 180) late += loss;
    }
    QVERIFY2(late < 0.9 * early,
             qPrintable(QStringLiteral("%1 is not clearly below %2").arg(late / 20).arg(early / 20)));
}

void TestDiffusionTrainer::a_frozen_part_never_changes() {
    auto options = tinyOptions();
    options.train_parts = "unet";
    auto trainer = tinyTrainer(options);
    std::vector<torch::Tensor> text, unet;
    for (const auto& p : trainer->textEncoder()->parameters()) text.push_back(p.detach().clone());
    for (const auto& p : trainer->unet()->parameters()) unet.push_back(p.detach().clone());
    for (int i = 0; i < 3; ++i) trainer->step();
    const auto textAfter = trainer->textEncoder()->parameters();
    for (std::size_t i = 0; i < text.size(); ++i) QVERIFY(torch::equal(text[i], textAfter[i]));
    bool moved = false;
    const auto unetAfter = trainer->unet()->parameters();
    for (std::size_t i = 0; i < unet.size(); ++i) moved = moved || !torch::equal(unet[i], unetAfter[i]);
    QVERIFY(moved);
}

void TestDiffusionTrainer::a_run_continued_from_a_checkpoint_is_bit_equal() {
    const TempDir dir;
    const auto base = baseFolder(dir);
    const auto options = tinyOptions();
    auto straight = tinyTrainer(options), first = tinyTrainer(options);
    for (int i = 0; i < 12; ++i) straight->step();
    for (int i = 0; i < 5; ++i) first->step();
    writeCheckpoint(dir / "run" / checkpointName(5), *first, base, options);
    first.reset();
    auto second = tinyTrainer(options);
    second->step();  // whatever it did before, the checkpoint decides
    readCheckpoint(newestCheckpoint(dir / "run"), *second, options);
    QCOMPARE(second->stepsDone(), std::int64_t{5});
    while (second->stepsDone() < 12) second->step();
    const auto expected = straight->state(), found = second->state();
    QCOMPARE(found.size(), expected.size());
    for (const auto& [name, tensor] : expected) QVERIFY2(torch::equal(tensor, found.at(name)), name.c_str());
    QVERIFY(fs::exists(dir / "run" / checkpointName(5) / "vae/config.json"));
}

void TestDiffusionTrainer::a_truncated_checkpoint_is_refused() {
    const TempDir dir;
    const auto base = baseFolder(dir);
    const auto options = tinyOptions();
    auto trainer = tinyTrainer(options);
    trainer->step();
    writeCheckpoint(dir / "run" / checkpointName(1), *trainer, base, options);
    const auto file = dir / "run" / checkpointName(1) / "train_state.safetensors";
    const auto size = fs::file_size(file);
    for (const double part : {0.0, 0.3, 0.999}) {
        fs::resize_file(file, static_cast<std::uintmax_t>(static_cast<double>(size) * part));
        QVERIFY_EXCEPTION_THROWN(readCheckpoint(dir / "run" / checkpointName(1), *trainer, options), Error);
    }
    QCOMPARE(trainer->stepsDone(), std::int64_t{1});
}

void TestDiffusionTrainer::a_checkpoint_of_other_options_is_refused_by_name() {
    const TempDir dir;
    const auto base = baseFolder(dir);
    auto options = tinyOptions();
    auto trainer = tinyTrainer(options);
    writeCheckpoint(dir / "run" / checkpointName(0), *trainer, base, options);
    options.learning_rate = 5e-3;
    try {
        readCheckpoint(dir / "run" / checkpointName(0), *trainer, options);
        QFAIL("another learning rate was accepted");
    } catch (const Error& e) {
        QVERIFY2(std::string(e.what()).find("learning_rate") != std::string::npos, e.what());
    }
}

void TestDiffusionTrainer::a_folder_that_is_no_checkpoint_is_refused() {
    const TempDir dir;
    const auto base = baseFolder(dir);
    const auto options = tinyOptions();
    auto trainer = tinyTrainer(options);
    QVERIFY_EXCEPTION_THROWN(readCheckpoint(base, *trainer, options), Error);
    QVERIFY(newestCheckpoint(dir / "nothing").empty());
}

void TestDiffusionTrainer::arms_with_one_seed_see_the_same_noise() {
    // With all captions dropped, two arms differ in nothing but their captions, so their losses agree to the last bit.
    auto options = tinyOptions();
    options.caption_dropout = 1.0;
    auto one = tinyTrainer(options), other = tinyTrainer(options);
    for (int i = 0; i < 3; ++i) QCOMPARE(one->step().loss, other->step().loss);
    options.seed = 43;
    QVERIFY(tinyTrainer(options)->step().loss != tinyTrainer(tinyOptions())->step().loss);
}
