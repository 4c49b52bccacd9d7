// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_run_job_test.h"

#include "base/hash.h"
#include "image/decode.h"
#include "support/golden.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/sampling/sample_run_job.h"

#include <QtTest/QTest>

#include <set>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

SampleRunRequest request(std::int64_t seed) {
    SampleRunRequest request;
    request.name = "Samples";
    request.model = goldenFixture("pipeline/tiny_sd/model");
    request.prompts = {"a red cat", "two dogs"};
    request.options.steps = 2;
    request.options.count = 2;
    request.options.batch_size = 1;
    request.options.threads = 1;
    request.options.seed = seed;
    return request;
}

struct Ran {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    RecordingContext context;
    JobOutcome run(const SampleRunRequest& request) {
        SampleRunJob job(project, request);
        auto outcome = runToOutcome(job, context);
        id = job.runId();
        return outcome;
    }
    std::multiset<std::string> pictures() {
        std::multiset<std::string> hashes;
        for (const auto& sample : project->samples().list(id)) hashes.insert(sha256File(project->resolve(sample.path)));
        return hashes;
    }
    RunId id;
};

}  // namespace

void SampleRunJobTest::each_prompt_is_drawn_with_the_seed_and_those_after_it() {
    Ran ran;
    const auto outcome = ran.run(request(40));
    if (const auto* failed = std::get_if<Failed>(&outcome)) QFAIL(failed->message.c_str());
    std::vector<std::pair<std::string, std::int64_t>> rows;
    for (const auto& sample : ran.project->samples().list(ran.id)) {
        rows.emplace_back(sample.prompt, sample.seed);
        const auto picture = decodeImage(ran.project->resolve(sample.path));
        QVERIFY(picture.width > 0 && picture.width == picture.height);
    }
    QCOMPARE(rows, (std::vector<std::pair<std::string, std::int64_t>>{
                       {"a red cat", 40}, {"a red cat", 41}, {"two dogs", 40}, {"two dogs", 41}}));
    const auto pictures = ran.pictures();
    QCOMPARE(std::set<std::string>(pictures.begin(), pictures.end()).size(), std::size_t{4});
    const auto run = ran.project->runs().get(ran.id);
    QCOMPARE(run->kind, RunKind::Samples);
    QCOMPARE(run->state, RunState::Done);
    QCOMPARE(run->step, std::int64_t{4});
    QCOMPARE(run->seed, std::int64_t{40});
    QCOMPARE(run->config.at("prompts").size(), std::size_t{2});
}

void SampleRunJobTest::the_same_seed_draws_the_same_pictures() {
    Ran first, second, other;
    first.run(request(5));
    second.run(request(5));
    other.run(request(7));
    QCOMPARE(first.pictures().size(), std::size_t{4});
    QVERIFY(first.pictures() == second.pictures());
    for (const auto& hash : other.pictures()) QVERIFY(!first.pictures().contains(hash));
}

void SampleRunJobTest::a_stopped_run_is_recorded_as_stopped_and_keeps_its_pictures() {
    Ran ran;
    ran.context.onProgress = [&](const Progress&) {
        if (ran.context.eventsOf<SampleEvent>().size() == 2) ran.context.control().cancel();
    };
    QVERIFY(std::holds_alternative<CancelledByUser>(ran.run(request(1))));
    QCOMPARE(ran.project->runs().get(ran.id)->state, RunState::Cancelled);
    const auto samples = ran.project->samples().list(ran.id);
    QVERIFY(samples.size() >= 2 && samples.size() < 4);
    for (const auto& sample : samples) QVERIFY(fs::exists(ran.project->resolve(sample.path)));
}

void SampleRunJobTest::a_run_of_the_same_name_and_drawing_continues_and_draws_what_is_missing() {
    Ran whole, ran;
    whole.run(request(1));
    auto same = request(1);
    same.continues = true;
    ran.context.onProgress = [&](const Progress&) {
        if (ran.context.eventsOf<SampleEvent>().size() == 2) ran.context.control().cancel();
    };
    QVERIFY(std::holds_alternative<CancelledByUser>(ran.run(same)));
    const auto first = ran.id;
    const auto before = ran.project->samples().list(first).size();
    RecordingContext context;
    SampleRunJob again(ran.project, same);
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(again, context)));
    QCOMPARE(again.runId().value, first.value);
    QCOMPARE(ran.project->runs().list().size(), std::size_t{1});
    QCOMPARE(ran.project->runs().get(first)->state, RunState::Done);
    QCOMPARE(context.eventsOf<SampleEvent>().size(), 4 - before);  // the others were there
    ran.id = first;
    QCOMPARE(ran.project->samples().list(first).size(), std::size_t{4});
    QVERIFY(ran.pictures() == whole.pictures());
    // Complete, it stays as it is; other options are another run.
    RecordingContext third;
    SampleRunJob complete(ran.project, same);
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(complete, third)));
    QVERIFY(third.eventsOf<SampleEvent>().empty());
    same.options.guidance = 2;
    SampleRunJob other(ran.project, same);
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(other, third)));
    QVERIFY(other.runId().value != first.value);
}

void SampleRunJobTest::prompts_of_a_set_follow_with_their_own_seeds() {
    Ran ran;
    auto with = request(5);
    with.prompts = {"a red cat"};
    with.options.count = 1;
    with.prompt_set = ran.dir / "set.jsonl";
    writeBytes(with.prompt_set, "{\"id\": \"x\", \"prompt\": \"two dogs\", \"seed\": 99}\n{\"prompt\": \"a train\"}\n");
    QVERIFY(std::holds_alternative<Completed>(ran.run(with)));
    std::vector<std::pair<std::string, std::int64_t>> rows;
    for (const auto& sample : ran.project->samples().list(ran.id)) rows.emplace_back(sample.prompt, sample.seed);
    QCOMPARE(rows,
             (std::vector<std::pair<std::string, std::int64_t>>{{"a red cat", 5}, {"two dogs", 99}, {"a train", 5}}));
    const auto config = ran.project->runs().get(ran.id)->config;
    QCOMPARE(config.at("prompt_set_sha256").get<std::string>(), sha256File(with.prompt_set));
}

void SampleRunJobTest::pictures_of_shards_become_those_of_one_run() {
    Ran whole, ran;
    whole.run(request(3));
    auto part = request(3);
    std::vector<fs::path> folders;
    for (const std::int64_t index : {0, 1, 2}) {
        part.shard = WorkShard{index, 3};
        SampleRunJob job(ran.project, part);
        QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, ran.context)));
        QCOMPARE(job.runId().value, std::int64_t{0});
        folders.push_back(job.folder());
    }
    QVERIFY(folders[0] == folders[1] && folders[1] == folders[2]);
    QVERIFY(ran.project->runs().list().empty());
    fs::remove(folders[0] / "1_3.png");                          // of a shard that was lost
    writeBytes(folders[0] / "1_4.png.tmp17", "half a picture");  // of one that was killed
    RecordingContext context;
    SampleRunJob job(ran.project, request(3));
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, context)));
    QCOMPARE(context.eventsOf<SampleEvent>().size(), std::size_t{1});
    ran.id = job.runId();
    QVERIFY(ran.pictures() == whole.pictures());
    QVERIFY(!fs::exists(folders[0]));
    for (const auto& sample : ran.project->samples().list(ran.id)) QCOMPARE(sample.run.value, ran.id.value);
}

void SampleRunJobTest::the_folder_of_another_drawing_is_refused() {
    Ran ran;
    auto part = request(3);
    part.parts = ran.dir / "parts";
    part.shard = WorkShard{0, 2};
    SampleRunJob job(ran.project, part);
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, ran.context)));
    part.options.steps = 3;
    for (const bool isShard : {true, false}) {
        if (!isShard) part.shard.reset();
        SampleRunJob other(ran.project, part);
        const auto outcome = runToOutcome(other, ran.context);
        const auto* failed = std::get_if<Failed>(&outcome);
        QVERIFY(failed != nullptr && failed->message.find("holds pictures of another model") != std::string::npos);
    }
    // What is of the machine may differ, and the folder that somebody named stays.
    part = request(3);
    part.parts = ran.dir / "parts";
    part.options.threads = 2;
    SampleRunJob same(ran.project, part);
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(same, ran.context)));
    QVERIFY(fs::exists(part.parts / "0_3.png"));
}

void SampleRunJobTest::what_cannot_be_drawn_is_refused_before_a_run_begins() {
    Ran ran;
    auto nothing = request(1);
    nothing.prompts.clear();
    QVERIFY(std::holds_alternative<Failed>(ran.run(nothing)));
    auto wrong = request(1);
    wrong.options.scheduler = "no_such_sampler";
    QVERIFY(std::holds_alternative<Failed>(ran.run(wrong)));
    QVERIFY(ran.project->runs().list().empty());
}
