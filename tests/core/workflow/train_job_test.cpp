// SPDX-License-Identifier: GPL-3.0-or-later
#include "train_job_test.h"

#include "base/error.h"
#include "base/random.h"
#include "child_process.h"
#include "train_fixture.h"
#include "workflow/runs/run_files.h"
#include "workflow/training/train_preflight.h"
#include "workflow/upkeep/cache_contents.h"

#include <QtTest/QTest>
#include <algorithm>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

std::int64_t bytesBelow(const fs::path& folder) {
    std::int64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.hard_link_count() == 1)
            bytes += static_cast<std::int64_t>(entry.file_size());
    return bytes;
}

}  // namespace

void TrainJobTest::a_run_leaves_curves_log_table_and_event_file() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 6;
    options.validation_images = 2;
    options.keep_best = true;
    options.sample_every = 3;
    options.sample_steps = 2;
    options.sample_prompts = "a cat --d 5";
    const auto ran = train(f.project, {options, "one"});
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    const auto folder = f.project->runDirectory(ran.run);
    QCOMPARE(f.project->runs().scalars(ran.run, "loss").size(), std::size_t{6});
    const auto validation = f.project->runs().scalars(ran.run, "validation_loss");
    QCOMPARE(validation.size(), std::size_t{3});  // at the start, the first save and the end
    const auto table = linesOf(folder / "scalars.csv");
    QVERIFY(table.front().starts_with("step,"));
    QVERIFY(table.front().find("validation_loss") != std::string::npos);
    QCOMPARE(table.size(), std::size_t{1 + 7});  // steps 0 (validation alone) to 6
    const auto log = linesOf(folder / "log.jsonl");
    QCOMPARE(parseJson(log.front(), "log").at("event").get<std::string>(), std::string("start"));
    QCOMPARE(parseJson(log.back(), "log").at("event").get<std::string>(), std::string("end"));
    int eventFiles = 0, pictures = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        pictures += entry.path().parent_path().filename().string().starts_with("step-");
        if (!name.starts_with("events.out.tfevents.")) continue;
        ++eventFiles;
        const auto bytes = readBytes(entry.path());
        for (const char* tag : {"brain.Event:2", "train_loss", "validation_loss", "sample/0", "PNG"})
            QVERIFY2(bytes.find(tag) != std::string::npos, tag);
    }
    QCOMPARE(eventFiles, 1);
    QCOMPARE(pictures, 3);
}

void TrainJobTest::a_training_that_is_killed_again_and_again_ends_bit_equal() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 40;
    options.mixed_precision = "bf16";
    options.resolution = 64;
    const auto undisturbed = train(f.project, {options, "undisturbed"});
    QVERIFY2(std::holds_alternative<Completed>(undisturbed.outcome), undisturbed.failure().c_str());
    const auto expected = readBytes(fs::path(undisturbed.checkpoint) / "train_state.safetensors");

    writePictures(f.dir / "pictures2", 7);
    const auto project = (f.dir / "k.recap").string(), config = (f.dir / "config.json").string();
    {
        const auto created = Project::create(project);
        RecordingContext context;
        ImportJob job(created, {.path = f.dir / "pictures2"});
        runToOutcome(job, context);
    }
    writeJsonFile(config, optionsToJson(options));
    const QStringList words{QStringLiteral("train"), QString::fromStdString(project), QString::fromStdString(config)};
    Random random(20261123);
    int killed = 0;
    for (int i = 0; i < 5; ++i) {
        Child child(words);
        const std::int64_t steps = 1 + random.below(9);
        bool alive = true;
        for (std::int64_t k = 0; k < steps && alive; ++k) alive = child.waitFor("at ").has_value();
        // Somewhere within a step or a save, not at its end.
        QTest::qSleep(static_cast<int>(random.below(40)));
        killed += alive;
        child.kill();
    }
    QVERIFY(killed >= 3);
    Child last(words);
    const auto end = last.waitFor("finished");
    QVERIFY2(end && end->find_first_not_of(' ') == std::string::npos, end.value_or("the process died").c_str());
    const auto reopened = Project::open(project);
    const auto run = reopened->runs().list(RunKind::Diffusion).front();
    QCOMPARE(run.state, RunState::Done);
    const auto checkpoint = reopened->resolve(reopened->checkpoints().latest(run.id)->path);
    QVERIFY(readBytes(checkpoint / "train_state.safetensors") == expected);
    for (const auto& entry : fs::directory_iterator(reopened->runDirectory(run.id)))
        QVERIFY2(entry.path().filename().string().find(".tmp") == std::string::npos, entry.path().c_str());
    QCOMPARE(reopened->runs().scalars(run.id, "loss").size(), std::size_t{40});
}

void TrainJobTest::options_changed_while_running_are_recorded_and_kept() {
    Fixture f;
    auto options = tinyOptions();
    options.lr_schedule = "constant";
    options.save_every = 1000;
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage != "train") return;
        auto& control = context.control();
        if (p.done == 3) control.push({Command::Kind::SetOption, "learning_rate", 1e-6});
        if (p.done == 4) control.push({Command::Kind::SetOption, "batch_size", 9});
        if (p.done == 5) control.push({Command::Kind::SaveNow});
        if (p.done == 7) control.push({Command::Kind::StopAfterSaving});
    };
    const auto stopped = train(f.project, {options, "live"}, context);
    QVERIFY(std::holds_alternative<CancelledByUser>(stopped.outcome));
    QVERIFY(stopped.checkpoint.ends_with("checkpoint-000007"));
    QVERIFY(fs::exists(f.project->runDirectory(stopped.run) / "checkpoint-000005"));
    bool refused = false;
    for (const auto& message : context.eventsOf<MessageEvent>())
        refused = refused || message.text.find("batch_size") != std::string::npos;
    QVERIFY(refused);
    const auto resumed = train(f.project, {.resume = stopped.run});
    QVERIFY2(std::holds_alternative<Completed>(resumed.outcome), resumed.failure().c_str());
    for (const auto& [step, rate] : f.project->runs().scalars(stopped.run, "lr"))
        QCOMPARE(rate, step <= 3 ? 1e-3 : 1e-6);
    const auto log = readBytes(f.project->runDirectory(stopped.run) / "log.jsonl");
    QVERIFY(log.find(R"("name":"learning_rate")") != std::string::npos);
    QVERIFY(log.find(R"("event":"resume")") != std::string::npos);
}

void TrainJobTest::a_disk_without_room_makes_the_run_wait() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 4;
    int asked = 0;
    RecordingContext context;
    const auto ran = train(
        f.project,
        {.options = options, .free_bytes = [&] { return ++asked < 4 ? std::int64_t{1000} : std::int64_t{1} << 40; }},
        context);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    QVERIFY(asked >= 4);
    std::vector<RunState> states;
    for (const auto& event : context.eventsOf<RunEvent>()) states.push_back(event.state);
    const auto paused = std::find(states.begin(), states.end(), RunState::Paused);
    QVERIFY(paused != states.end());
    QVERIFY(*(paused + 1) == RunState::Running);
    QVERIFY(fs::exists(f.project->runDirectory(ran.run) / "checkpoint-000004/train_state.json"));
}

void TrainJobTest::a_damaged_checkpoint_is_refused_and_nothing_starts_anew() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 4;
    const auto ran = train(f.project, {options, "cut"});
    const auto file = fs::path(ran.checkpoint) / "unet/diffusion_pytorch_model.safetensors";
    fs::resize_file(file, fs::file_size(file) - 1);
    const auto before = f.project->runs().scalars(ran.run, "loss");
    const auto resumed = train(f.project, {.resume = ran.run});
    QVERIFY2(resumed.failure().find("unet/diffusion_pytorch_model.safetensors") != std::string::npos,
             resumed.failure().c_str());
    QCOMPARE(f.project->runs().scalars(ran.run, "loss"), before);
    const auto plan = preflightResume(*f.project, ran.run);
    QCOMPARE(plan.problems.size(), std::size_t{1});
}

void TrainJobTest::the_preflight_estimates_what_the_run_takes() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 30;
    const auto plan = preflight(*f.project, options, true);
    QVERIFY2(plan.problems.empty(), plan.problems.empty() ? "" : plan.problems.front().english().c_str());
    QCOMPARE(plan.steps, std::int64_t{30});
    QCOMPARE(plan.images, std::int64_t{7});
    QCOMPARE(plan.new_latents, std::int64_t{7});
    QVERIFY(plan.seconds > 0);
    const auto databaseBefore = bytesBelow(f.project->path());
    const auto ran = train(f.project, {options, "measured"});
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    // A factor of two for memory and disk; time is not asserted on shared machines.
    const auto disk = static_cast<double>(bytesBelow(f.project->path()) - databaseBefore);
    const auto planned = static_cast<double>(plan.disk_bytes);
    QVERIFY2(planned < 2 * disk && disk < 2 * planned,
             qPrintable(QStringLiteral("planned %1, used %2 bytes of disk").arg(planned).arg(disk)));
    const auto memory = static_cast<double>(peakResidentBytes()), expected = static_cast<double>(plan.memory_bytes);
    QVERIFY2(expected < 2 * memory && memory < 2 * expected,
             qPrintable(QStringLiteral("planned %1, used %2 bytes of memory").arg(expected).arg(memory)));
    QVERIFY(plan.memory_measured);
    f.project->runs().removeScalarsAfter(ran.run, 0);
    const auto unmeasured = preflight(*f.project, options);
    QCOMPARE(unmeasured.new_latents, std::int64_t{0});
    QVERIFY2(!unmeasured.memory_measured, "a run without measured speeds tells none");
    for (int i = 0; i < 3; ++i)
        f.project->runs().addScalars(ran.run, 1 + i, {{"images_per_second", 8.0}, {"memory_mib", 1000.0 + i}});
    const auto known = preflight(*f.project, options);
    QVERIFY(known.memory_measured);
    QCOMPARE(known.memory_bytes, std::int64_t{1002} << 20);
    QCOMPARE(known.seconds, 30 * 4 / 8.0);  // steps of two images, twice accumulated
    auto other = options;
    other.gradient_checkpointing = true;
    QVERIFY2(!preflight(*f.project, other).memory_measured, "another kind of step");
    const auto resumed = preflightResume(*f.project, ran.run);
    QCOMPARE(resumed.steps, std::int64_t{0});
    QVERIFY(!resumed.restores.empty());
}

void TrainJobTest::shapes_and_mirrored_images_get_latents_of_their_own() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 5;
    options.aspect_buckets = true;
    options.random_flip = true;
    const auto ran = train(f.project, {options, "shapes"});
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    int folders = 0, mirrored = 0;
    for (const auto& entry : fs::directory_iterator(f.project->cacheDirectory() / "latents")) {
        ++folders;
        mirrored += entry.path().filename().string().ends_with("-mirrored");
    }
    QCOMPARE(folders, 6);  // square, wide and tall, each twice
    QCOMPARE(mirrored, 3);
}

void TrainJobTest::held_out_images_follow_from_content() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 1;
    options.validation_images = 3;
    const auto one = train(f.project, {options, "one"}), other = train(f.project, {options, "other"});
    QCOMPARE(f.project->runs().scalars(one.run, "validation_loss"),
             f.project->runs().scalars(other.run, "validation_loss"));
    options.validation_images = 7;
    QVERIFY(train(f.project, {options, "none left"}).failure().find("validation_images") != std::string::npos);
    options.validation_images = 0;
    options.keep_best = true;
    QVERIFY(train(f.project, {options, "best of nothing"}).failure().find("keep_best") != std::string::npos);
}

void TrainJobTest::a_picture_and_a_save_can_be_asked_for_at_any_step() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 5;
    options.save_every = 1000;
    options.keep_checkpoints = 5;
    options.sample_prompts = "a cat --d 5";
    options.sample_steps = 2;
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "train" && p.done == 2) context.control().push({Command::Kind::SampleNow});
        if (p.stage == "train" && p.done == 3) context.control().push({Command::Kind::SaveNow});
    };
    const auto ran = train(f.project, {options, "wishes"}, context);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    const auto folder = f.project->runDirectory(ran.run);
    QVERIFY(fs::exists(folder / "samples/step-000002/0.png"));
    QCOMPARE(context.eventsOf<SampleEvent>().size(), std::size_t{1});
    QVERIFY(fs::exists(folder / "checkpoint-000003/train_state.json"));
    QVERIFY(fs::exists(folder / "checkpoint-000005/train_state.json"));
    QVERIFY(!fs::exists(folder / "checkpoint-000004"));
}

// The time left follows from this number, so it must not jump when pictures were drawn.
void TrainJobTest::the_speed_is_that_of_steps_without_pictures() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 6;
    options.sample_every = 2;
    options.sample_prompts = "a cat --d 5\na dog --d 6";
    options.sample_steps = 2;
    RecordingContext context;
    TrainRequest request{options, "speed"};
    // Each look at the clock takes 0.6 s, each picture 100 s.
    request.seconds = [&, looks = 0]() mutable {
        return 0.6 * ++looks + 100.0 * static_cast<double>(context.eventsOf<SampleEvent>().size());
    };
    const auto ran = train(f.project, request, context);
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    QCOMPARE(context.eventsOf<SampleEvent>().size(), std::size_t{8});  // before the first step and at every second
    const auto speeds = f.project->runs().scalars(ran.run, "images_per_second");
    QVERIFY(speeds.size() >= 3);
    for (const auto& speed : speeds) {
        QVERIFY2(speed.second > 1, std::to_string(speed.second).c_str());
        QVERIFY2(std::abs(speed.second - speeds.front().second) < 1e-9, std::to_string(speed.second).c_str());
    }
}

void TrainJobTest::what_a_program_owed_when_it_ended_is_made_up_for() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 2;
    options.sample_every = 2;
    options.sample_prompts = "a cat --d 5\na dog --d 6";
    options.sample_steps = 2;
    const auto ran = train(f.project, {options, "owed"});
    QVERIFY2(std::holds_alternative<Completed>(ran.outcome), ran.failure().c_str());
    const auto picture = f.project->runDirectory(ran.run) / "samples/step-000002/1.png";
    const auto drawn = readBytes(picture);
    // As a program leaves it that ends right after the last checkpoint's folder has its name.
    f.project->database().execute("DELETE FROM sample WHERE step = 2; DELETE FROM checkpoint;");
    fs::remove_all(picture.parent_path());
    TrainRequest again;
    again.resume = ran.run;
    const auto continued = train(f.project, again);
    QVERIFY2(std::holds_alternative<Completed>(continued.outcome), continued.failure().c_str());
    QVERIFY(readBytes(picture) == drawn);
    QCOMPARE(f.project->samples().list(ran.run, 2).size(), std::size_t{2});
    QCOMPARE(f.project->checkpoints().latest(ran.run)->step, std::int64_t{2});
}

void TrainJobTest::a_run_that_diverges_halts_and_keeps_its_last_checkpoint() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 40;
    options.lr_schedule = "constant";
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "train" && p.done == 5) context.control().push({Command::Kind::SetOption, "learning_rate", 1.0});
        if (p.stage == "train" && p.done == 6) context.control().push({Command::Kind::SetOption, "save_every", 100});
    };
    const auto ran = train(f.project, {options, "wild"}, context);
    const auto* failed = std::get_if<Failed>(&ran.outcome);
    QVERIFY2(failed != nullptr, "a learning rate of 1 did no harm");
    QVERIFY2(failed->message.find("lower learning rate") != std::string::npos, failed->message.c_str());
    QCOMPARE(f.project->runs().get(ran.run)->state, RunState::Failed);
    const auto log = readBytes(f.project->runDirectory(ran.run) / "log.jsonl");
    QVERIFY(log.find(R"("event":"halt")") != std::string::npos);
    QVERIFY(fs::exists(f.project->runDirectory(ran.run) / "checkpoint-000004/train_state.json"));
    const auto plan = preflightResume(*f.project, ran.run);
    QVERIFY(plan.problems.empty());
    QCOMPARE(plan.steps, std::int64_t{36});
}

void TrainJobTest::several_sets_are_trained_by_their_weights() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 6;
    options.gradient_checkpointing = true;
    options.mixture = "3 path:1.png or path:2.png\n1 path:4.png";
    const auto whole = train(f.project, {options, "whole"});
    QVERIFY2(std::holds_alternative<Completed>(whole.outcome), whole.failure().c_str());
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "train" && p.done == 3) context.control().push({Command::Kind::StopAfterSaving});
    };
    const auto stopped = train(f.project, {options, "stopped"}, context);
    const auto resumed = train(f.project, {.resume = stopped.run});
    QVERIFY2(std::holds_alternative<Completed>(resumed.outcome), resumed.failure().c_str());
    QVERIFY(readBytes(fs::path(resumed.checkpoint) / "train_state.safetensors") ==
            readBytes(fs::path(whole.checkpoint) / "train_state.safetensors"));
    options.mixture = "1 path:nothing.png";
    const auto problems = preflight(*f.project, options).problems;
    QVERIFY(problems.size() == 1 && problems.front().english().find("path:nothing.png") != std::string::npos);
}

void TrainJobTest::the_cache_says_what_is_stale_and_can_be_emptied() {
    Fixture f;
    auto options = tinyOptions();
    options.max_steps = 1;
    const auto ran = train(f.project, {options, "one"});
    const auto strange = f.project->cacheDirectory() / "latents" / "0123456789abcdef-32";
    writeBytes(strange / "x.safetensors", "damaged");
    auto entries = listCache(*f.project);
    QCOMPARE(entries.size(), std::size_t{2});
    QCOMPARE(entries[0].name, std::string("latents/0123456789abcdef-32"));
    QVERIFY(entries[0].stale.find("autoencoder") != std::string::npos);
    QCOMPARE(entries[0].bytes, std::int64_t{7});
    QVERIFY(entries[1].stale.empty());
    QCOMPARE(entries[1].items, std::int64_t{7});
    QCOMPARE(entries[1].stale_items, std::int64_t{0});
    QVERIFY(entries[1].bytes >= 7 * 2 * 4 * 4 * 4 * 4);
    // A project with five of the seven images gets the same cache: the latents of the two others are stale there.
    Fixture less(5);
    QVERIFY(std::holds_alternative<Completed>(train(less.project, {options, "less"}).outcome));
    fs::remove_all(less.project->cacheDirectory());
    fs::copy(f.project->cacheDirectory(), less.project->cacheDirectory(), fs::copy_options::recursive);
    entries = listCache(*less.project);
    QCOMPARE(entries[1].stale_items, std::int64_t{2});
    QVERIFY(entries[1].stale.empty());
    QVERIFY(deleteStaleCache(*less.project) > 7);
    QVERIFY(!fs::exists(less.project->cacheDirectory() / "latents/0123456789abcdef-32"));
    entries = listCache(*less.project);
    QCOMPARE(entries.size(), std::size_t{1});
    QCOMPARE(entries[0].items, std::int64_t{5});
    QCOMPARE(preflight(*less.project, options).new_latents, std::int64_t{0});
    QCOMPARE(deleteCacheEntry(*less.project, entries[0].name), entries[0].bytes);
    QVERIFY(listCache(*less.project).empty());
    QVERIFY_EXCEPTION_THROWN(deleteCacheEntry(*less.project, "../project.sqlite"), Error);
}
