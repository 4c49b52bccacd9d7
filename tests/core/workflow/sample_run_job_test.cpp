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
