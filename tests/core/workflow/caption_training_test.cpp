// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_training_test.h"

#include "base/error.h"
#include "caption_steps_test.h"
#include "caption_training_fixture.h"
#include "child_process.h"
#include "models/blip_files.h"
#include "support/test_main.h"
#include "tensor_io/safetensors.h"
#include "train/checkpoint_folder.h"
#include "workflow/captioning/caption_batches_internal.h"
#include "workflow/captioning/caption_evaluate_job.h"
#include "workflow/captioning/caption_measures.h"
#include "workflow/captioning/caption_run_job.h"
#include "workflow/captioning/captioner_folder.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <tuple>
#include <utility>

using namespace recap;
using namespace recap::testing;

int trainCaptionerAsChild(const QStringList& words) {
    const auto project = Project::open(words[1].toStdString());
    CaptionTrainRequest request;
    optionsFromJson(readJsonFile(words[2].toStdString()), request.options);
    if (const auto runs = project->runs().list(RunKind::Captioner); !runs.empty()) request.resume = runs.front().id;
    request.takes_commands = true;
    RecordingContext context;
    context.onProgress = [](const Progress& p) { std::cout << "at " << p.done << std::endl; };
    const auto ran = train(project, request, context);
    std::cout << "finished " << ran.failure() << std::endl;
    return 0;
}

void CaptionTrainingTest::a_killed_training_continues_to_the_same_weights() {
    Study undisturbed;
    const auto expected = train(undisturbed.project, undisturbed.request());
    QVERIFY2(std::holds_alternative<Completed>(expected.outcome), expected.failure().c_str());

    Study study;
    auto options = study.request().options;
    const auto config = study.dir / "config.json";
    writeJsonFile(config, optionsToJson(options));
    const auto path = study.project->path();
    study.project.reset();  // the child is to write
    const QStringList words{QStringLiteral("caption"), QString::fromStdString(path.string()),
                            QString::fromStdString(config.string())};
    // Between two checkpoints, and again after the second.
    for (const char* step : {"at 6", "at 9"}) {
        Child child(words);
        QVERIFY(child.waitFor(step));
        child.kill();
    }
    Child child(words);
    const auto end = child.waitFor("finished");
    QVERIFY2(end && end->find_first_not_of(' ') == std::string::npos, end.value_or("the process died").c_str());
    const auto project = Project::open(path);
    QCOMPARE(project->runs().list(RunKind::Captioner).size(), std::size_t{1});
    const auto run = project->runs().list(RunKind::Captioner).front();
    QCOMPARE(run.state, RunState::Done);
    QCOMPARE(run.step, std::int64_t{12});
    QCOMPARE(project->runs().scalars(run.id, "loss").size(), std::size_t{12});
    QVERIFY(project->runs().scalars(run.id, "loss") == undisturbed.project->runs().scalars(expected.run, "loss"));
    const auto checkpoint = project->resolve(project->checkpoints().latest(run.id)->path);
    QCOMPARE(checkpoint.filename(), fs::path("checkpoint-000012"));
    QVERIFY(bytesOf(checkpoint) == bytesOf(expected.checkpoint));
}

void CaptionTrainingTest::a_training_that_stopped_after_saving_continues_to_the_same_weights_data() {
    QTest::addColumn<QString>("options");
    QTest::newRow("plain") << QStringLiteral("{}");
    QTest::newRow("moving average") << QStringLiteral(R"({"use_ema": true})");
    QTest::newRow("rates") << QStringLiteral(R"({"vision_learning_rate": 1e-4, "text_learning_rate": 2e-3})");
    QTest::newRow("recomputed") << QStringLiteral(R"({"gradient_checkpointing": true})");
}

void CaptionTrainingTest::a_training_that_stopped_after_saving_continues_to_the_same_weights() {
    QFETCH(const QString, options);
    Study undisturbed, study;
    const auto asked = [&](const Study& of) {
        auto request = of.request();
        optionsFromJson(Json::parse(options.toStdString()), request.options);
        return request;
    };
    const auto expected = train(undisturbed.project, asked(undisturbed));
    QVERIFY2(std::holds_alternative<Completed>(expected.outcome), expected.failure().c_str());
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "captioner" && p.done == 5) context.control().push({Command::Kind::StopAfterSaving});
    };
    const auto stopped = train(study.project, asked(study), context);
    QVERIFY(std::holds_alternative<CancelledByUser>(stopped.outcome));
    QCOMPARE(fs::path(stopped.checkpoint).filename(), fs::path("checkpoint-000005"));
    const auto plan = captionResumePlan(*study.project, stopped.run);
    QVERIFY(plan.problems.empty() && !plan.data_changed && plan.restores.size() >= 4);
    RecordingContext again;
    const auto resumed = train(study.project, {.resume = stopped.run}, again);
    QVERIFY2(std::holds_alternative<Completed>(resumed.outcome), resumed.failure().c_str());
    QVERIFY(resumed.run == stopped.run);
    QVERIFY(said(again, "Continues from step 5 and restores the weights"));
    QVERIFY(bytesOf(resumed.checkpoint) == bytesOf(expected.checkpoint));
}

void CaptionTrainingTest::the_number_of_reading_threads_changes_nothing() {
    Study one, four;
    auto request = four.request(6);
    request.options.dataloader_num_workers = 4;
    const auto first = train(one.project, one.request(6)), second = train(four.project, request);
    QVERIFY2(std::holds_alternative<Completed>(second.outcome), second.failure().c_str());
    QVERIFY(bytesOf(first.checkpoint) == bytesOf(second.checkpoint));
}

void CaptionTrainingTest::a_checkpoint_is_a_folder_that_loads_as_a_captioner() {
    Study study;
    const auto ran = train(study.project, study.request(4));
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    auto captioner = BlipCaptioner::load(ran.checkpoint);
    const auto state = loadSafetensors(fs::path(ran.checkpoint) / "train_state.safetensors");
    for (const auto& item : captioner.model()->named_parameters())
        QVERIFY2(torch::equal(item.value(), state.at("weights." + item.key())), item.key().c_str());
    // The base of a further run: nothing of the old state comes along.
    auto request = study.request(2);
    request.name = "branch";
    request.options.base = ran.checkpoint;
    const auto branch = train(study.project, request);
    QVERIFY2(std::holds_alternative<Completed>(branch.outcome), branch.failure().c_str());
    QCOMPARE(inspectCheckpointFolder(branch.checkpoint).step, std::int64_t{2});
    const auto row = study.project->runs().get(branch.run);
    QVERIFY(row->parent == ran.run && row->provenance.at("branch_step") == 4);
}

void CaptionTrainingTest::last_best_and_round_checkpoints_stay_and_the_best_is_the_captioner() {
    Study study;
    auto request = study.request(12);
    request.options.save_every = 2;
    request.options.keep_checkpoints = 1;
    request.options.keep_every = 6;
    request.options.keep_best = true;
    const auto ran = train(study.project, request);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    auto losses = study.project->runs().scalars(ran.run, "validation_loss");
    losses.erase(losses.begin());  // of the base: no checkpoint
    const auto best = std::min_element(losses.begin(), losses.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto folder = study.project->runDirectory(ran.run);
    QCOMPARE(fs::path(ran.checkpoint), folder / checkpointName(best->first));
    QVERIFY(captionerFolder(*study.project, "own") == fs::path(ran.checkpoint));
    for (std::int64_t step = 2; step <= 12; step += 2) {
        const bool stays = step == 12 || step % 6 == 0 || step == best->first;
        QCOMPARE(fs::exists(folder / checkpointName(step)), stays);
    }
}

void CaptionTrainingTest::an_option_that_was_changed_during_the_run_stays_changed() {
    Study study;
    auto request = study.request(8);
    request.options.lr_schedule = "constant";
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage != "captioner") return;
        if (p.done == 2) context.control().push({Command::Kind::SetOption, "learning_rate", 1e-4});
        if (p.done == 3) context.control().push({Command::Kind::SetOption, "batch_size", 3});
        if (p.done == 4) context.control().push({Command::Kind::StopAfterSaving});
    };
    const auto stopped = train(study.project, request, context);
    QVERIFY(said(context, "cannot change batch_size"));
    const auto resumed = train(study.project, {.resume = stopped.run});
    QVERIFY2(std::holds_alternative<Completed>(resumed.outcome), resumed.failure().c_str());
    for (const auto& [step, rate] : study.project->runs().scalars(stopped.run, "lr"))
        QCOMPARE(rate, step <= 2 ? 1e-3 : 1e-4);
}

void CaptionTrainingTest::a_run_of_the_old_layout_is_still_a_captioner() {
    Study study;
    const auto run = study.project->runs().create(
        {.name = "old", .kind = RunKind::Captioner, .config = {{"base", "x"}, {"max_steps", 400}}});
    const auto folder = study.project->runDirectory(run.id) / "captioner";
    fs::copy(study.model, folder, fs::copy_options::recursive);
    CheckpointRecord checkpoint;
    checkpoint.run = run.id;
    checkpoint.step = 400;
    checkpoint.path = study.project->relative(folder);
    study.project->checkpoints().add(checkpoint);
    QVERIFY(captionerFolder(*study.project, "old") == folder);
}

void CaptionTrainingTest::an_interrupted_run_without_a_checkpoint_starts_again() {
    Study study;
    // As version 0.2 recorded it: none of the newer options.
    const Json config{{"base", study.model.string()}, {"style", "short"}, {"max_steps", 2}, {"batch_size", 2},
                      {"learning_rate", 1e-3},        {"threads", 1},     {"seed", 7}};
    const auto run = study.project->runs().create(
        {.name = "old", .kind = RunKind::Captioner, .state = RunState::Interrupted, .config = config});
    QVERIFY(captionResumePlan(*study.project, run.id).problems.empty());
    const auto ran = train(study.project, {.resume = run.id});
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    QCOMPARE(study.project->runs().get(run.id)->step, std::int64_t{2});
}

void CaptionTrainingTest::another_seed_is_another_course() {
    Study study;
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.done == 4) context.control().push({Command::Kind::StopAfterSaving});
    };
    const auto stopped = train(study.project, study.request(), context);
    auto config = study.project->runs().get(stopped.run)->config;
    config["seed"] = 43;
    study.project->runs().setConfig(stopped.run, config);
    const auto refused = train(study.project, {.resume = stopped.run});
    QVERIFY2(refused.failure().find("made with seed = 42, the run asks for 43") != std::string::npos,
             refused.failure().c_str());
}

void CaptionTrainingTest::only_the_chosen_parts_are_trained_data() {
    QTest::addColumn<QString>("part");
    QTest::newRow("vision") << QStringLiteral("vision_model.");
    QTest::newRow("text") << QStringLiteral("text_decoder.");
    QTest::newRow("cross_attention") << QStringLiteral(".crossattention.");
}

void CaptionTrainingTest::only_the_chosen_parts_are_trained() {
    QFETCH(const QString, part);
    Study study;
    auto request = study.request(4);
    request.options.train_parts = QTest::currentDataTag();
    const auto ran = train(study.project, request);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    const auto before = loadBlip(study.model), after = loadBlip(ran.checkpoint);
    const auto old = before->named_parameters();
    std::size_t changed = 0;
    for (const auto& item : after->named_parameters()) {
        const bool same = torch::equal(item.value(), old[item.key()]);
        changed += !same;
        if (!same) QVERIFY2(item.key().find(part.toStdString()) != std::string::npos, item.key().c_str());
    }
    QVERIFY(changed > 10);
}

void CaptionTrainingTest::a_lora_run_keeps_the_base_and_a_merged_model() {
    Study study;
    auto request = study.request(8);
    request.options.method = "lora";
    request.options.lora_rank = 2;
    request.options.train_parts = "text";
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "captioner" && p.done == 3) context.control().push({Command::Kind::StopAfterSaving});
    };
    const auto stopped = train(study.project, request, context);
    const auto ran = train(study.project, {.resume = stopped.run});
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    Study undisturbed;
    request.options.base = undisturbed.model.string();
    QVERIFY(bytesOf(ran.checkpoint) == bytesOf(train(undisturbed.project, request).checkpoint));
    // weight + alpha / rank * B A, in the layers of the text decoder that are adapted and nowhere else.
    const auto before = loadBlip(study.model), after = loadBlip(ran.checkpoint);
    const auto adapter = loadSafetensors(fs::path(ran.checkpoint) / "adapter/adapter_model.safetensors");
    const auto config = readJsonFile(fs::path(ran.checkpoint) / "adapter/adapter_config.json");
    const double scale = config["lora_alpha"].get<double>() / config["r"].get<double>();
    const auto old = before->named_parameters();
    std::size_t adapted = 0;
    for (const auto& item : after->named_parameters()) {
        const std::string layer = item.key().substr(0, item.key().rfind('.'));
        const auto down = adapter.find("base_model.model." + layer + ".lora_A.weight");
        if (down == adapter.end() || !item.key().ends_with(".weight")) {
            QVERIFY2(torch::equal(item.value(), old[item.key()]), item.key().c_str());
            continue;
        }
        ++adapted;
        QVERIFY(layer.starts_with("text_decoder."));
        const auto change = scale * adapter.at("base_model.model." + layer + ".lora_B.weight").matmul(down->second);
        QVERIFY(change.abs().max().item<double>() > 0);
        QVERIFY(torch::allclose(item.value(), old[item.key()] + change, 1e-5, 1e-7));
    }
    QCOMPARE(2 * adapted, adapter.size());
    QVERIFY(adapted == 8);  // query and value of self and cross attention in two layers
}

void CaptionTrainingTest::measurements_say_how_good_the_captions_are() {
    Study study;
    auto request = study.request(8);
    request.options.validation_every = 3;
    RecordingContext context;
    CaptionTrainJob job(study.project, request);
    const auto outcome = runToOutcome(job, context);
    QVERIFY2(std::holds_alternative<Completed>(outcome), failureOf(outcome).c_str());
    for (const auto& curve : captionCurves()) {
        const auto series = study.project->runs().scalars(job.runId(), curve.name);
        std::vector<std::int64_t> steps;
        for (const auto& [step, value] : series) steps.push_back(step);
        if (std::set<std::string>{"clipscore", "lr_vision", "lr_text"}.count(curve.name) > 0) {  // not asked for
            QVERIFY(steps.empty());
            continue;
        }
        QVERIFY2((steps == std::vector<std::int64_t>{0, 3, 6, 8}), curve.name.c_str());
        QCOMPARE(job.metrics().at(curve.name), series.back().second);
        QVERIFY(!curve.label.english().empty() && !curve.help.english().empty());
    }
}

void CaptionTrainingTest::captions_of_the_first_images_are_kept_and_follow_the_run() {
    Study study;
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "captioner" && p.done == 5) context.control().cancel();
    };
    auto request = study.request(8);
    request.options.save_every = 3;
    request.options.validation_every = 2;
    const auto stopped = train(study.project, request, context);
    QVERIFY(std::holds_alternative<CancelledByUser>(stopped.outcome));
    const auto stepsOf = [&] {
        std::vector<std::int64_t> steps;
        std::istringstream in(readBytes(study.project->runDirectory(stopped.run) / "captions.jsonl"));
        for (std::string line; std::getline(in, line);) {
            const auto json = parseJson(line, "captions");
            if (json["prefix"] == "a picture of") steps.push_back(json["step"].get<std::int64_t>());
        }
        return steps;
    };
    QVERIFY((stepsOf() == std::vector<std::int64_t>{0, 2, 4}));
    // Continued from step 3: what was said at step 4 is said again, once.
    const auto resumed = train(study.project, {.resume = stopped.run});
    QVERIFY2(std::holds_alternative<Completed>(resumed.outcome), resumed.failure().c_str());
    QVERIFY((stepsOf() == std::vector<std::int64_t>{0, 2, 4, 6, 8}));
}

void CaptionTrainingTest::a_run_without_progress_stops_early() {
    Study study;
    auto request = study.request(100);
    request.options.learning_rate = 0;
    request.options.validation_every = 2;
    request.options.early_stopping_patience = 3;
    RecordingContext context;
    const auto ran = train(study.project, request, context);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    QVERIFY(said(context, "Stops at step 6: validation_loss has not improved in 3 measurements"));
    QCOMPARE(fs::path(ran.checkpoint).filename(), fs::path("checkpoint-000006"));
    QCOMPARE(study.project->runs().get(ran.run)->state, RunState::Done);
}

void CaptionTrainingTest::the_best_checkpoint_is_that_of_the_chosen_measure() {
    Study study;
    auto request = study.request(12);
    request.options.save_every = 2;
    request.options.keep_checkpoints = 100;
    request.options.keep_best = true;
    request.options.metric_for_best_model = "rouge_l";
    request.options.learning_rate = 5e-3;
    const auto ran = train(study.project, request);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    auto values = study.project->runs().scalars(ran.run, "rouge_l");
    values.erase(values.begin());  // of the base: no checkpoint
    const auto best = std::max_element(values.begin(), values.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    QCOMPARE(fs::path(ran.checkpoint).filename().string(), checkpointName(best->first));
}

void CaptionTrainingTest::measures_have_their_closed_forms() {
    const auto measuresOf = [](const std::vector<WrittenCaption>& captions) {
        std::map<std::string, double> found;
        for (const auto& [name, value] : captionMeasures(captions)) found[name] = value;
        return found;
    };
    const auto written = [](const std::string& text, const std::string& reference) {
        return WrittenCaption{.text = text, .reference = reference, .tokens = 4, .unknown_tokens = 1};
    };
    QVERIFY(measuresOf({}).empty());
    // Word for word what people wrote.
    const auto perfect = measuresOf({written("two dogs on a street", "two dogs on a street"),
                                     written("a red bus in the rain", "A red bus in the rain.")});
    QVERIFY(std::abs(perfect.at("cider_d") - 10) < 1e-9);
    QVERIFY(std::abs(perfect.at("bleu_4") - 1) < 1e-6);
    QVERIFY(std::abs(perfect.at("rouge_l") - 1) < 1e-9);
    QCOMPARE(perfect.at("distinct_captions"), 1.0);
    QCOMPARE(perfect.at("mean_words"), 5.5);
    QCOMPARE(perfect.at("repeated_4grams"), 0.0);
    QCOMPARE(perfect.at("unknown_tokens"), 0.25);
    // "a b a b a b a b": five sequences of four words, of which two are different; the same caption twice.
    const auto looping = measuresOf({written("a b a b a b a b", "x"), written("a b a b a b a b", "y")});
    QCOMPARE(looping.at("repeated_4grams"), 3.0 / 5.0);
    QCOMPARE(looping.at("distinct_captions"), 0.5);
    QCOMPARE(looping.at("rouge_l"), 0.0);
    QVERIFY(!looping.contains("clipscore"));
    // A picture that CLIP could not read does not count.
    const double clip[] = {0.25, std::nan("")};
    const std::vector two{written("a", "b"), written("c", "d")};
    for (const auto& [name, value] : captionMeasures(two, clip))
        if (name == "clipscore") QCOMPARE(value, 0.25);
    QCOMPARE(captionMeasures(two, clip).size(), captionMeasures(two).size() + 1);
    QVERIFY(largerIsBetter("clipscore"));
    QVERIFY(largerIsBetter("cider_d") && !largerIsBetter("validation_loss"));
}

void CaptionTrainingTest::a_captioner_is_compared_with_what_people_wrote() {
    CaptionFixture f;
    RecordingContext context;
    CaptionRunJob writing(f.project, {.options = {.captioner = f.model.string(), .style = "short", .threads = 1}});
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(writing, context)));
    for (std::size_t i = 0; i < f.images.size(); ++i) f.caption(i, "human_short", f.text(i, "recap_short"));
    const auto evaluate = [&] {
        CaptionEvaluateOptions options;
        options.captioner = f.model.string();
        options.batch_size = 2;
        options.device = "cpu";
        options.threads = 1;
        options.clip = "demo";
        CaptionEvaluateJob job(f.project, options);
        const auto outcome = runToOutcome(job, context);
        std::map<std::string, EvaluatedMeasure> found;
        for (const auto& measure : job.measures()) found[measure.name] = measure;
        return std::tuple(failureOf(outcome), found, job.images());
    };
    const auto [failure, same, images] = evaluate();
    QVERIFY2(failure.empty(), failure.c_str());
    QCOMPARE(images, std::int64_t{3});
    QVERIFY(std::abs(same.at("rouge_l").value - 1) < 1e-12);
    QVERIFY(std::abs(same.at("rouge_l").interval->first - 1) < 1e-12);
    QVERIFY(same.at("bleu_4").interval && !same.at("distinct_captions").interval);
    const auto& clip = same.at("clipscore");
    QCOMPARE(clip.n, std::int64_t{3});
    QVERIFY(clip.interval->first <= clip.value && clip.value <= clip.interval->second);
    QVERIFY(std::abs(clip.value) <= 1);
    // One of three in words that the captioner does not use.
    f.caption(0, "human_short", "zzzz");
    const auto [nothing, differs, again] = evaluate();
    QVERIFY(std::abs(differs.at("rouge_l").value - 2.0 / 3) < 1e-12);
    QCOMPARE(*differs.at("rouge_l").interval, std::pair(0.0, 1.0));
    QVERIFY(f.project->runs().list(RunKind::Captioner).empty());
}

void CaptionTrainingTest::a_picture_that_cannot_be_read_is_said_once_and_its_place_is_taken() {
    Study study;
    writeBytes(study.dir / "1.png", "no picture");
    auto request = study.request(6);
    request.options.validation_share = 0;
    RecordingContext context;
    const auto ran = train(study.project, request, context);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    const auto messages = context.eventsOf<MessageEvent>();
    QCOMPARE(std::count_if(messages.begin(), messages.end(),
                           [](const auto& m) { return m.text.find("1.png") != std::string::npos; }),
             std::ptrdiff_t{1});
    for (std::size_t i = 0; i < study.images.size(); ++i)
        writeBytes(study.dir / (std::to_string(i) + ".png"), "no picture");
    const auto refused = train(study.project, request);
    QCOMPARE(refused.failure(), std::string("None of the images with a human caption could be read."));
}

void CaptionTrainingTest::batches_follow_from_seed_and_number_alone() {
    Study study;
    std::vector<CaptionItem> items;
    for (std::size_t i = 0; i < study.images.size(); ++i)
        items.push_back({(study.dir / (std::to_string(i) + ".png")).string(), {"", std::to_string(i)}});
    const BlipImageFormat format{.width = 8, .height = 8};
    const auto textsOf = [](const LoadedBatch& batch) {
        std::string all;
        for (const auto& caption : batch.captions) all += caption.text + " ";
        return all;
    };
    CaptionBatches forward(items, format, 3, 5, 1), jumping(items, format, 3, 5, 3);
    std::vector<std::string> texts;
    std::vector<torch::Tensor> pictures;
    for (std::int64_t i = 0; i < 20; ++i) {
        const auto batch = forward.batch(i);
        texts.push_back(textsOf(batch));
        pictures.push_back(batch.pictures);
    }
    QVERIFY(std::count(texts.begin(), texts.end(), texts.front()) < 20);
    for (const std::int64_t number : {17, 18, 2, 19, 0}) {
        const auto batch = jumping.batch(number);
        QCOMPARE(textsOf(batch), texts[static_cast<std::size_t>(number)]);
        QVERIFY(torch::equal(batch.pictures, pictures[static_cast<std::size_t>(number)]));
    }
    // Two parts of one batch.
    CaptionBatches whole(items, format, 6, 5, 1), first(items, format, 3, 5, 1, {0, 2}),
        second(items, format, 3, 5, 2, {1, 2});
    for (const std::int64_t number : {0, 1, 9})
        QCOMPARE(textsOf(first.batch(number)) + textsOf(second.batch(number)), textsOf(whole.batch(number)));
    CaptionBatches other(items, format, 3, 6, 1);
    std::vector<std::string> others;
    for (std::int64_t i = 0; i < 20; ++i) others.push_back(textsOf(other.batch(i)));
    QVERIFY(others != texts);
}

void CaptionTrainingTest::a_training_is_refused_with_a_sentence_data() {
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* option, const char* value, const char* part) {
        QTest::newRow(option) << QString::fromLatin1(option) << QString::fromLatin1(value) << QString::fromLatin1(part);
    };
    row("base", "\"/nowhere\"", "There is no captioner '/nowhere'");
    row("device", "\"cuda:77\"", "no device 'cuda:77'");
    row("keep_best", "true", "needs validation images");
    row("metric_for_best_model", "\"cider_d\"", "needs written captions");
    row("clip", "\"/nowhere\"", "no CLIP model in /nowhere");
    row("train_parts", "\"everything\"", "train_parts");
    row("vision_learning_rate", "0.001", "set that above 0");
}

void CaptionTrainingTest::a_training_is_refused_with_a_sentence() {
    QFETCH(const QString, option);
    QFETCH(const QString, value);
    QFETCH(const QString, part);
    Study study;
    auto request = study.request(2);
    request.options.validation_share = 0;
    request.options.validation_captions = 0;
    request.options.learning_rate = 0;
    Json json = optionsToJson(request.options);
    json[option.toStdString()] = Json::parse(value.toStdString());
    try {
        optionsFromJson(json, request.options);
    } catch (const Error& e) {
        QVERIFY2(std::string(e.what()).find(part.toStdString()) != std::string::npos, e.what());
        return;
    }
    const auto failure = train(study.project, request).failure();
    QVERIFY2(failure.find(part.toStdString()) != std::string::npos, failure.c_str());
}

// The same program is the second process that gets killed.
int main(int argc, char** argv) {
    const auto words = qEnvironmentVariable("RECAP_TEST_CHILD").split(QChar::fromLatin1('\n'), Qt::SkipEmptyParts);
    if (words.size() >= 3) return trainCaptionerAsChild(words);
    QCoreApplication application(argc, argv);
    return runAll<CaptionTrainingTest, CaptionStepsTest>(argc, argv);
}
