// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpoints_test.h"

#include "base/error.h"
#include "models/model_folder.h"
#include "tensor_io/safetensors.h"
#include "tiny_trainer.h"
#include "train/checkpoint.h"

#include <QTest>

#include <algorithm>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

void TestCheckpoints::every_kind_of_run_continues_bit_equal_data() {
    QTest::addColumn<QString>("changes");
    const auto row = [](const char* name, const char* changes) { QTest::newRow(name) << QString::fromLatin1(changes); };
    row("accumulation", R"({"gradient_accumulation": 3, "snr_gamma": 5, "noise_offset": 0.1})");
    row("lora", R"({"method": "lora", "lora_rank": 2, "warmup_steps": 3})");
    row("fp16", R"({"mixed_precision": "fp16", "train_parts": "unet"})");
    row("bf16 text encoder",
        R"({"mixed_precision": "bf16", "train_parts": "text_encoder", "text_learning_rate": 1e-4})");
    row("8 bit", R"({"optimizer": "adamw8bit", "lr_schedule": "polynomial", "lr_power": 2})");
    row("lion", R"({"optimizer": "lion", "lr_schedule": "cosine_with_restarts", "lr_cycles": 2})");
    row("adafactor", R"({"optimizer": "adafactor", "use_ema": false})");
}

void TestCheckpoints::every_kind_of_run_continues_bit_equal() {
    QFETCH(QString, changes);
    auto options = tinyOptions();
    options.max_steps = 8;
    optionsFromJson(parseJson(changes.toStdString(), "the row"), options);
    const TempDir dir;
    auto straight = tinyTrainer(options), first = tinyTrainer(options);
    while (straight->stepsDone() < 8) straight->step();
    while (first->stepsDone() < 3) first->step();
    writeCheckpoint(dir / "run" / checkpointName(3), *first, baseFolder(dir), options);
    first.reset();
    auto second = tinyTrainer(options);
    second->step();
    readCheckpoint(newestCheckpoint(dir / "run"), *second, options);
    while (second->stepsDone() < 8) second->step();
    const auto expected = straight->state(), found = second->state();
    QCOMPARE(found.size(), expected.size());
    for (const auto& [name, tensor] : expected) QVERIFY2(torch::equal(tensor, found.at(name)), name.c_str());
    QCOMPARE(second->progress().scaler.scale, straight->progress().scaler.scale);
    QCOMPARE(second->progress().guard.smoothed, straight->progress().guard.smoothed);
}

void TestCheckpoints::a_checkpoint_cut_anywhere_is_refused_with_a_sentence() {
    const TempDir dir;
    const auto options = tinyOptions();
    auto trainer = tinyTrainer(options);
    trainer->step();
    const auto whole = dir / "run" / checkpointName(1);
    writeCheckpoint(whole, *trainer, baseFolder(dir), options);
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(whole))
        if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), whole));
    QVERIFY(files.size() > 5);
    for (const auto& file : files) {
        const auto size = static_cast<std::uintmax_t>(fs::file_size(whole / file));
        for (const std::uintmax_t cut : {std::uintmax_t{0}, std::uintmax_t{1}, size / 3, size / 2, size - 2}) {
            // The last byte of a JSON file is a line break that nobody misses. A copy is cut, since linked files belong
            // to the base model as well.
            const auto damaged = dir / "damaged";
            fs::remove_all(damaged);
            fs::copy(whole, damaged, fs::copy_options::recursive);
            fs::resize_file(damaged / file, std::min(cut, size - 1));
            try {
                readCheckpoint(damaged, *trainer, options);
                QFAIL(("a checkpoint with a cut " + file.string() + " was taken").c_str());
            } catch (const Error& e) {
                QCOMPARE(e.code(), ErrorCode::BadFormat);
                QVERIFY2(std::string(e.what()).find(file.filename().string()) != std::string::npos, e.what());
            }
        }
    }
    QCOMPARE(trainer->stepsDone(), std::int64_t{1});
}

void TestCheckpoints::a_checkpoint_says_what_it_restores() {
    const TempDir dir;
    auto options = tinyOptions();
    options.mixed_precision = "fp16";
    auto trainer = tinyTrainer(options);
    writeCheckpoint(dir / "run" / checkpointName(0), *trainer, baseFolder(dir), options,
                    {.validation_loss = 0.5, .live = {{"save_every", 7}}});
    const auto info = inspectCheckpoint(dir / "run" / checkpointName(0));
    QCOMPARE(info.validation_loss, 0.5);
    std::string all;
    for (const auto& thing : info.restores) all += thing.english() + "\n";
    for (const char* word : {"weights", "adamw", "cosine", "data order", "moving averages", "loss scale", "save_every"})
        QVERIFY2(all.find(word) != std::string::npos, word);
}

void TestCheckpoints::a_changed_learning_rate_is_kept() {
    const TempDir dir;
    auto options = tinyOptions();
    options.lr_schedule = "constant";
    auto trainer = tinyTrainer(options);
    trainer->setLearningRate(1e-5);
    trainer->step();
    writeCheckpoint(dir / "run" / checkpointName(1), *trainer, baseFolder(dir), options);
    auto other = tinyTrainer(options);
    readCheckpoint(dir / "run" / checkpointName(1), *other, options);
    QCOMPARE(other->step().learning_rate, 1e-5);
}

void TestCheckpoints::the_last_the_round_and_the_best_checkpoints_stay() {
    const TempDir dir;
    const auto options = tinyOptions();
    auto trainer = tinyTrainer(options);
    const auto base = baseFolder(dir);
    for (const auto& [step, loss] : {std::pair{10, 0.9}, {20, 0.3}, {30, 0.5}, {40, 0.6}, {50, 0.7}})
        writeCheckpoint(dir / "run" / checkpointName(step), *trainer, base, options, {.validation_loss = loss});
    QCOMPARE(bestCheckpoint(dir / "run"), dir / "run" / checkpointName(20));
    pruneCheckpoints(dir / "run", CheckpointsKept{1, 30, true});
    const auto stays = [&](int step) { return fs::exists(dir / "run" / checkpointName(step)); };
    QVERIFY(!stays(10) && stays(20) && stays(30) && !stays(40) && stays(50));
    pruneCheckpoints(dir / "run", 1);
    QVERIFY(!stays(20) && !stays(30) && stays(50));
}

void TestCheckpoints::checkpoints_are_ordered_by_step_not_by_name() {
    const TempDir dir;
    writeBytes(dir / "run/checkpoint-999999/train_state.json", "{}");
    writeBytes(dir / "run/checkpoint-1000000/train_state.json", "{}");
    writeBytes(dir / "run/checkpoint-2000000.tmp12/train_state.json", "{}");
    QCOMPARE(newestCheckpoint(dir / "run").filename().string(), std::string("checkpoint-1000000"));
}

void TestCheckpoints::what_a_killed_save_left_is_removed() {
    const TempDir dir;
    writeBytes(dir / "run/checkpoint-000007.tmp99/unet/config.json", "{}");
    writeBytes(dir / "run/checkpoint-000005/train_state.json", "{}");
    removeUnfinishedCheckpoints(dir / "run");
    QVERIFY(!fs::exists(dir / "run/checkpoint-000007.tmp99"));
    QVERIFY(fs::exists(dir / "run/checkpoint-000005"));
}

void TestCheckpoints::weights_from_before_are_not_carried_along() {
    const TempDir dir;
    auto options = tinyOptions();
    options.train_parts = "unet";
    auto trainer = tinyTrainer(options);
    const auto base = baseFolder(dir);
    for (const char* file :
         {"v1-5-pruned.ckpt", "unet_ema/config.json", "README.md", "safety_checker/model.safetensors"})
        writeBytes(base / file, "of the base");
    const auto folder = dir / "run" / checkpointName(0);
    writeCheckpoint(folder, *trainer, base, options);
    QVERIFY(fs::exists(folder / "README.md") && fs::exists(folder / "safety_checker/model.safetensors"));
    QVERIFY(!fs::exists(folder / "v1-5-pruned.ckpt"));
    QVERIFY(!fs::exists(folder / "unet_ema"));
}

void TestCheckpoints::the_folder_of_a_lora_run_holds_both_dialects_and_a_merged_model() {
    const TempDir dir;
    auto options = tinyOptions();
    options.method = "lora";
    options.train_parts = "unet";
    options.use_ema = false;
    auto trainer = tinyTrainer(options);
    const auto base = baseFolder(dir);
    saveUNet(trainer->unet(), base / "unet");
    saveTextEncoder(trainer->textEncoder(), base / "text_encoder");
    for (int i = 0; i < 3; ++i) trainer->step();
    const auto folder = dir / "run" / checkpointName(3);
    writeCheckpoint(folder, *trainer, base, options);
    QVERIFY(fs::exists(folder / "kohya_lora.safetensors"));
    auto merged = loadUNet(folder / "unet"), plain = loadUNet(base / "unet");
    const LoraTargets targets{adaptablePaths(*plain), {}};
    const auto saved = loraFromFile(loadSafetensors(folder / "pytorch_lora_weights.safetensors"), targets);
    attachLora(*plain, saved.unet);
    torch::NoGradGuard noGrad;
    const auto sample = torch::randn({1, 4, 4, 4}), context = torch::randn({1, 6, 16}), t = torch::tensor({300});
    const auto fromFile = plain->forward(sample, t, context), fromFolder = merged->forward(sample, t, context);
    QVERIFY(torch::allclose(fromFile, fromFolder, 1e-4, 1e-5));
    detachLora(*plain);
    QVERIFY(!torch::allclose(plain->forward(sample, t, context), fromFolder, 1e-4, 1e-5));
    options.merge_lora = false;
    writeCheckpoint(folder, *trainer, base, options);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(base / "unet"))
        if (entry.path().extension() == ".safetensors")
            QVERIFY(fs::equivalent(entry.path(), folder / "unet" / entry.path().filename(), error));
}
