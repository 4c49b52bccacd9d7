// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_shards_test.h"

#include "data/parquet.h"
#include "server_caption_fixture.h"
#include "workflow/captioning/caption_merge_job.h"

#include <QtTest/QTest>

#include <algorithm>
#include <atomic>

using namespace recap;
using namespace recap::testing;

namespace {

struct Shard {
    JobOutcome outcome;
    RecaptionReport report;
    std::string failure;
};

Shard captionShard(PicturesFixture& f, const ServerCaptionOptions& options, std::int64_t index, std::int64_t count) {
    RecordingContext context;
    ServerCaptionJob job(f.project, {.options = options,
                                     .retry = {.first = 0.001, .longest = 0.004, .jitter = 0.25},
                                     .shard = RecaptionShard{.index = index, .count = count}});
    Shard done;
    done.outcome = runToOutcome(job, context);
    done.report = job.report();
    if (const auto* failed = std::get_if<Failed>(&done.outcome)) done.failure = failed->message;
    return done;
}

MergedResults merge(PicturesFixture& f) {
    RecordingContext context;
    CaptionMergeJob job(f.project, resultFolders(f.project->path()));
    const auto outcome = runToOutcome(job, context);
    return std::holds_alternative<Completed>(outcome) ? job.results().at(0) : MergedResults{};
}

}  // namespace

void ServerShardsTest::init() {
    if (!parquetAvailable()) QSKIP("without Parquet there are no result files");
}

void ServerShardsTest::shards_of_servers_are_merged_as_those_of_a_captioner() {
    PicturesFixture f(7);
    TestServer server(describePicture);
    const auto options = optionsFor(server);
    for (std::int64_t i = 0; i < 2; ++i) {
        const auto done = captionShard(f, options, i, 2);
        QVERIFY2(std::holds_alternative<Completed>(done.outcome), done.failure.c_str());
        QCOMPARE(done.report.finished, done.report.images);
    }
    QVERIFY(f.project->runs().list().empty());
    const auto merged = merge(f);
    QCOMPARE(merged.tally.written, std::int64_t{7});
    QVERIFY(f.eachHasOneVersion());
    const auto run = f.project->runs().get(merged.run);
    QCOMPARE(run->kind, RunKind::ServerRecaption);
    QCOMPARE(run->config["model"].get<std::string>(), std::string("test-model"));
    const auto caption = f.project->captions().current(f.images[0].id, "recap_long");
    QCOMPARE(caption->provenance["server"].get<std::string>(), server.address());
    QCOMPARE(caption->provenance["instruction_sha256"].get<std::string>(), sha256("Describe it."));
    // What is merged counts as captioned without shards, too.
    QCOMPARE(captionByServer(f.project, options).written, std::int64_t{0});
    QCOMPARE(merge(f).tally.known, std::int64_t{7});
}

void ServerShardsTest::answers_that_are_no_captions_are_asked_for_again_and_listed_by_the_merge() {
    PicturesFixture f(4);
    std::atomic<bool> bad{true};
    TestServer server([&](const ServedRequest& request) {
        const auto reply = describePicture(request);
        return bad && reply.body.find("red 20") != std::string::npos ? chatReply("") : reply;
    });
    const auto options = optionsFor(server);
    const auto done = captionShard(f, options, 0, 1);
    QCOMPARE(done.report.written, std::int64_t{3});
    QCOMPARE(done.report.flagged.at("empty"), std::int64_t{1});
    const auto some = merge(f);
    QCOMPARE(some.tally.flagged.at("empty"), std::int64_t{1});
    QCOMPARE(some.tally.skipped.at(0).file, f.images[2].path);
    QCOMPARE(some.missing, std::int64_t{0});
    bad = false;
    QCOMPARE(captionShard(f, options, 0, 1).report.written, std::int64_t{1});
    QCOMPARE(merge(f).tally.written, std::int64_t{1});
    QVERIFY(f.eachHasOneVersion());
}

void ServerShardsTest::a_shard_with_another_instruction_is_refused() {
    PicturesFixture f(2);
    TestServer server(describePicture);
    auto options = optionsFor(server);
    const auto captionIn = [&](std::int64_t index) {
        RecordingContext context;
        ServerCaptionJob job(
            f.project,
            {.options = options, .shard = RecaptionShard{.index = index, .count = 2, .folder = f.dir / "results"}});
        const auto outcome = runToOutcome(job, context);
        const auto* failed = std::get_if<Failed>(&outcome);
        return failed != nullptr ? failed->message : std::string();
    };
    QCOMPARE(captionIn(0), std::string());
    options.instruction = "Describe it in French.";
    const auto said = captionIn(1);
    QVERIFY2(said.find("instruction: \"Describe it.\" | \"Describe it in French.\"") != std::string::npos,
             said.c_str());
}
