// SPDX-License-Identifier: GPL-3.0-or-later
#include "recaption_shards_test.h"

#include "base/atomic_file.h"
#include "data/parquet.h"
#include "recaption_fixture.h"
#include "recaption_run_test.h"
#include "server_shards_test.h"
#include "support/test_main.h"
#include "workflow/captioning/caption_merge_job.h"
#include "workflow/captioning/recaption_ledger.h"
#include "workflow/captioning/recaption_parts.h"

#include <QtTest/QTest>

#include <algorithm>
#include <map>

using namespace recap;
using namespace recap::testing;

namespace {

using Fixture = ShardsFixture;

MergedResults merge(Fixture& f, const fs::path& folder) {
    RecordingContext context;
    CaptionMergeJob job(f.project, {folder});
    const auto outcome = runToOutcome(job, context);
    return std::holds_alternative<Completed>(outcome) ? job.results().at(0) : MergedResults{};
}

std::string mergeFailure(Fixture& f, const fs::path& folder) {
    RecordingContext context;
    CaptionMergeJob job(f.project, {folder});
    return failureOf(runToOutcome(job, context));
}

}  // namespace

void RecaptionShardsTest::init() {
    if (!parquetAvailable()) QSKIP("without Parquet there are no result files");
}

void RecaptionShardsTest::shards_and_a_merge_give_what_one_process_writes() {
    Fixture one;
    QVERIFY(std::holds_alternative<Completed>(caption(one, one.request()).outcome));
    Fixture many;
    std::int64_t written = 0;
    for (std::int64_t i = 0; i < 3; ++i) {
        const auto done = caption(many, many.request(RecaptionShard{.index = i, .count = 3}));
        QVERIFY2(std::holds_alternative<Completed>(done.outcome), failureOf(done.outcome).c_str());
        QCOMPARE(done.report.finished, done.report.images);
        written += done.report.written;
    }
    QCOMPARE(written, std::ssize(many.images));
    QCOMPARE(many.project->captions().count(), std::int64_t{0});  // nothing before the merge
    QVERIFY(many.project->runs().list().empty());
    const auto merged = merge(many, many.folder());
    QCOMPARE(merged.tally.written, std::ssize(many.images));
    QCOMPARE(merged.missing, std::int64_t{0});
    QCOMPARE(merged.complete_shards, std::int64_t{3});
    QCOMPARE(many.texts(), one.texts());
    const auto direct = one.project->captions().current(one.images[0], "recap_short");
    const auto stored = many.project->captions().current(many.images[0], "recap_short");
    QCOMPARE(stored->author, direct->author);
    for (const char* fact : {"captioner", "prefix", "decoding"})
        QCOMPARE(stored->provenance[fact].dump(), direct->provenance[fact].dump());
}

void RecaptionShardsTest::every_image_belongs_to_one_shard() {
    Fixture f;
    std::map<std::string, int> seen;
    for (std::int64_t i = 0; i < 4; ++i) caption(f, f.request(RecaptionShard{.index = i, .count = 4}));
    for (const auto& part : partFiles(f.folder())) {
        PartReader reader(part);
        for (ResultRow row; reader.next(row);) ++seen[row.key];
    }
    QCOMPARE(seen.size(), f.images.size());
    QVERIFY(std::all_of(seen.begin(), seen.end(), [](const auto& entry) { return entry.second == 1; }));
    const auto refused = caption(f, f.request(RecaptionShard{.index = 4, .count = 4}));
    QVERIFY2(contains(failureOf(refused.outcome), "i/n"), failureOf(refused.outcome).c_str());
}

void RecaptionShardsTest::a_ledger_stays_small_at_ten_million_images() {
    constexpr std::int64_t kImages = 10'000'000, kShards = 8;
    const TempDir dir;
    RecaptionLedger ledger{.shard = 3, .shards = kShards, .images = kImages / kShards};
    for (std::int64_t image = 3; image < kImages; image += kShards)
        if (image % 5 != 0) ledger.finish(image);  // every fifth is not selected: the worst case for ranges
    for (std::int64_t i = 0; i < 100; ++i)
        ledger.failed[40 * i + 35] = {"0123456789abcdef", "", message("%1 cannot be read.", "some/folder/name.jpg")};
    writeLedger(dir / "ledger.json", ledger);
    const auto bytes = fs::file_size(dir / "ledger.json");
    QVERIFY2(bytes * kShards < 2'000'000, std::to_string(bytes).c_str());
    const auto read = readLedger(dir / "ledger.json");
    QCOMPARE(read.finished.size(), ledger.finished.size());
    QCOMPARE(read.missing(), ledger.missing());
    QVERIFY(read.isFinished(11) && !read.isFinished(35));
    QCOMPARE(read.failed.at(35).reason.english(), std::string("some/folder/name.jpg cannot be read."));
}

void RecaptionShardsTest::a_damaged_ledger_is_refused_with_a_sentence_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("another format") << QByteArray(R"({"format":9})");
    QTest::newRow("no base64") << QByteArray(
        R"({"format":1,"shard":0,"shards":1,"images":1,"parts":0,"finished":"!","failed":[]})");
    QTest::newRow("negative parts") << QByteArray(
        R"({"format":1,"shard":0,"shards":1,"images":1,"parts":-1,"finished":"","failed":[]})");
    QTest::newRow("a failure without a number")
        << QByteArray(R"({"format":1,"shard":0,"shards":1,"images":1,"parts":0,"finished":"","failed":[{}]})");
    QTest::newRow("failures that are no objects")
        << QByteArray(R"({"format":1,"shard":0,"shards":1,"images":1,"parts":0,"finished":"","failed":[3]})");
}

void RecaptionShardsTest::a_damaged_ledger_is_refused_with_a_sentence() {
    QFETCH(QByteArray, text);
    Fixture f(0);
    const RecaptionShard shard{.index = 0, .count = 1};
    caption(f, f.request(shard));
    writeTextAtomically(ledgerFile(f.folder(), 0, 1), text.toStdString());
    const auto done = caption(f, f.request(shard));
    QVERIFY2(contains(failureOf(done.outcome), "shard-00000-of-00001.json"), failureOf(done.outcome).c_str());
    fs::remove(ledgerFile(f.folder(), 0, 1));
    const auto again = caption(f, f.request(shard));
    QVERIFY2(std::holds_alternative<Completed>(again.outcome), failureOf(again.outcome).c_str());
    QCOMPARE(again.report.written, std::int64_t{0});  // the parts are found again
    QCOMPARE(mergeFailure(f, f.folder()), std::string());
    QCOMPARE(merge(f, f.folder()).complete_shards, std::int64_t{1});
}

void RecaptionShardsTest::a_stopped_shard_goes_on_where_it_was() {
    Fixture f;
    RecordingContext context;
    context.onProgress = [&](const Progress& progress) {
        if (progress.done == 4) context.control().cancel();
    };
    const auto request = f.request(RecaptionShard{.index = 0, .count = 1, .part_captions = 3});
    const auto stopped = caption(f, request, context);
    QVERIFY(std::holds_alternative<CancelledByUser>(stopped.outcome));
    QCOMPARE(stopped.report.finished, std::int64_t{4});  // also what had not filled a part
    const auto rest = caption(f, request);
    QCOMPARE(rest.report.written, std::ssize(f.images) - 4);
    QCOMPARE(merge(f, f.folder()).tally.written, std::ssize(f.images));
    QCOMPARE(f.mostVersions(), std::size_t{1});
}

void RecaptionShardsTest::a_part_that_the_ledger_does_not_know_is_not_captioned_again() {
    Fixture f;
    const auto request = f.request(RecaptionShard{.index = 0, .count = 1, .part_captions = 4});
    RecordingContext context;
    std::string before;
    // As a process leaves it that is killed between a part and its ledger.
    context.onProgress = [&](const Progress& progress) {
        if (progress.done == 4) before = readTextFile(ledgerFile(f.folder(), 0, 1));
        if (progress.done == 8) context.control().cancel();
    };
    caption(f, request, context);
    QVERIFY(!before.empty());
    writeTextAtomically(ledgerFile(f.folder(), 0, 1), before);
    QCOMPARE(caption(f, request).report.written, std::ssize(f.images) - 8);
    QCOMPARE(merge(f, f.folder()).tally.written, std::ssize(f.images));
    QCOMPARE(merge(f, f.folder()).tally.known, std::ssize(f.images));
}

void RecaptionShardsTest::images_that_are_imported_later_are_captioned_by_the_same_command() {
    Fixture f;
    const auto request = f.request(RecaptionShard{.index = 0, .count = 1});
    caption(f, request);
    merge(f, f.folder());
    f.addColour(kPictures + 1);
    const auto done = caption(f, request);
    QCOMPARE(done.report.written, std::int64_t{1});
    const auto merged = merge(f, f.folder());
    QCOMPARE(merged.tally.written, std::int64_t{1});
    QCOMPARE(merged.tally.known, std::ssize(f.images) - 1);
    QCOMPARE(f.project->runs().list().size(), std::size_t{1});
}

void RecaptionShardsTest::other_options_are_refused_with_what_differs() {
    Fixture f;
    const auto out = f.dir / "results";
    const RecaptionShard shard{.index = 0, .count = 2, .folder = out};
    caption(f, f.request(shard));
    auto beams = f.request(shard);
    beams.options.decoding.num_beams = 2;
    const auto said = failureOf(caption(f, beams).outcome);
    QVERIFY2(contains(said, "decoding") && contains(said, "author") && !contains(said, "filter"), said.c_str());
    auto filtered = f.request(shard);
    filtered.options.filter = "width>1";
    QVERIFY(contains(failureOf(caption(f, filtered).outcome), "filter: \"\" | \"width>1\""));
    auto other = f.request(RecaptionShard{.index = 0, .count = 3, .folder = out});
    QVERIFY(contains(failureOf(caption(f, other).outcome), "shards: 2 | 3"));
    auto faster = f.request(shard);
    faster.options.batch_size = 7;  // of the machine
    QVERIFY(std::holds_alternative<Completed>(caption(f, faster).outcome));
}

void RecaptionShardsTest::results_of_another_project_are_not_taken_for_ones_own() {
    Fixture one, other;
    const RecaptionShard shard{.index = 0, .count = 1, .folder = one.dir / "results"};
    caption(one, one.request(shard));
    other.project->database().execute("UPDATE image SET added_ms = added_ms - 5");
    const auto said = failureOf(caption(other, other.request(shard)).outcome);
    QVERIFY2(contains(said, "project"), said.c_str());
}

void RecaptionShardsTest::a_shard_that_is_worked_on_is_refused_to_another_process() {
    Fixture f;
    const auto request = f.request(RecaptionShard{.index = 0, .count = 1});
    RecordingContext context;
    std::string said;
    context.onProgress = [&](const Progress& progress) {
        if (progress.done == 2) said = failureOf(caption(f, request).outcome);
    };
    caption(f, request, context);
    QVERIFY2(contains(said, "already working on shard 0/1"), said.c_str());
    QCOMPARE(merge(f, f.folder()).tally.written, std::ssize(f.images));
}

void RecaptionShardsTest::an_unreadable_picture_is_listed_and_tried_again() {
    Fixture f;
    const auto whole = readTextFile(f.dir / "1.png");
    writeBytes(f.dir / "1.png", "no picture");
    const auto request = f.request(RecaptionShard{.index = 0, .count = 1});
    const auto done = caption(f, request);
    QCOMPARE(done.report.skipped.size(), std::size_t{1});
    const auto some = merge(f, f.folder());
    QCOMPARE(some.tally.written, std::ssize(f.images) - 1);
    QCOMPARE(some.missing, std::int64_t{0});
    QCOMPARE(some.tally.skipped.size(), std::size_t{1});
    QCOMPARE(some.tally.skipped[0].file, (f.dir / "1.png").string());
    QVERIFY(!some.tally.skipped[0].reason.empty());
    writeBytes(f.dir / "1.png", whole);
    QCOMPARE(caption(f, request).report.written, std::int64_t{1});
    const auto rest = merge(f, f.folder());
    QCOMPARE(rest.tally.written, std::int64_t{1});
    QVERIFY(rest.tally.skipped.empty());
}

void RecaptionShardsTest::a_merge_of_some_shards_says_what_is_missing() {
    Fixture f;
    const auto done = caption(f, f.request(RecaptionShard{.index = 1, .count = 3}));
    const auto merged = merge(f, f.folder());
    QCOMPARE(merged.tally.written, done.report.written);
    QCOMPARE(merged.missing, std::ssize(f.images) - done.report.written);
    QCOMPARE(merged.shards, std::int64_t{3});
    QCOMPARE(merged.complete_shards, std::int64_t{1});
    // What was merged meanwhile changes nothing about the other shards.
    for (const std::int64_t i : {0, 2}) caption(f, f.request(RecaptionShard{.index = i, .count = 3}));
    const auto rest = merge(f, f.folder());
    QCOMPARE(rest.tally.known, merged.tally.written);
    QCOMPARE(rest.tally.written, std::ssize(f.images) - merged.tally.written);
    QCOMPARE(rest.missing, std::int64_t{0});
    QCOMPARE(f.mostVersions(), std::size_t{1});
}

void RecaptionShardsTest::a_second_merge_adds_nothing() {
    Fixture f;
    caption(f, f.request(RecaptionShard{.index = 0, .count = 1}));
    const auto first = merge(f, f.folder());
    // A person looks at a caption, and another captioner writes one.
    f.project->captions().setStatus(f.images[0], "recap_short", CaptionStatus::Rejected, "a person");
    f.caption(1, "recap_short", "by another captioner");
    const auto second = merge(f, f.folder());
    QCOMPARE(second.run, first.run);
    QCOMPARE(second.tally.written, std::int64_t{0});
    QCOMPARE(second.tally.known, std::ssize(f.images));
    QCOMPARE(second.missing, std::int64_t{0});
    QCOMPARE(f.versions(0, "recap_short"), std::size_t{1});
    QCOMPARE(f.text(1, "recap_short"), std::string("by another captioner"));
}

void RecaptionShardsTest::a_merge_never_replaces_what_a_person_has_approved() {
    Fixture f;
    f.caption(0, "recap_short", "before the shard", CaptionStatus::Accepted);
    caption(f, f.request(RecaptionShard{.index = 0, .count = 1}));
    f.caption(1, "recap_short", "between shard and merge", CaptionStatus::Edited);
    const auto merged = merge(f, f.folder());
    QCOMPARE(merged.tally.written, std::ssize(f.images) - 2);
    QCOMPARE(merged.missing, std::int64_t{0});
    QCOMPARE(f.text(0, "recap_short"), std::string("before the shard"));
    QCOMPARE(f.text(1, "recap_short"), std::string("between shard and merge"));
    QCOMPARE(f.versions(1, "recap_short"), std::size_t{1});
    QCOMPARE(merged.tally.skipped.size(), std::size_t{1});
    QVERIFY(contains(merged.tally.skipped[0].reason.english(), "approved"));
}

void RecaptionShardsTest::rows_and_parts_that_cannot_be_used_are_listed() {
    Fixture f;
    caption(f, f.request(RecaptionShard{.index = 0, .count = 1}));
    PartReader reader(partFile(f.folder(), 0, 1, 0));
    ResultRow row;
    QVERIFY(reader.next(row));
    auto foreign = row, stranger = row, dropped = row;
    foreign.author = "somebody else";
    stranger.key = "0000000000000000";
    dropped.text.clear();
    dropped.flags = "dropped";
    writePart(partFile(f.folder(), 0, 1, 1), {foreign, stranger, dropped});
    writeBytes(partFile(f.folder(), 0, 1, 2), "PAR1 no table");
    const auto merged = merge(f, f.folder());
    QCOMPARE(merged.tally.written, std::ssize(f.images));
    QCOMPARE(merged.tally.skipped.size(), std::size_t{4});
    QCOMPARE(merged.tally.flagged.at("dropped"), std::int64_t{1});
    QVERIFY(contains(merged.tally.skipped[3].file, "000002.parquet"));
    QVERIFY(contains(mergeFailure(f, f.dir.path()), "specification.json"));
}

void RecaptionShardsTest::a_merge_is_one_run_that_says_how_to_repeat_it() {
    Fixture f;
    auto request = f.request(RecaptionShard{.index = 0, .count = 2});
    request.options.filter = "width>1";
    caption(f, request);
    const auto merged = merge(f, f.folder());
    const auto run = f.project->runs().get(merged.run);
    QCOMPARE(run->kind, RunKind::Recaption);
    QCOMPARE(run->state, RunState::Done);
    QCOMPARE(run->config.dump(), optionsToJson(request.options).dump());
    const auto& facts = run->provenance["specification"];
    QCOMPARE(facts["filter"].get<std::string>(), std::string("width>1"));
    QCOMPARE(facts["shards"].get<int>(), 2);
    QCOMPARE(run->provenance["captions"].get<std::int64_t>(), merged.tally.written);
    QCOMPARE(run->provenance["missing"].get<std::int64_t>(), merged.missing);
    request.shard->index = 1;
    caption(f, request);
    QCOMPARE(merge(f, f.folder()).run, merged.run);
    for (const auto image : f.images) {
        const auto caption = f.project->captions().current(image, "recap_short");
        QCOMPARE(caption->provenance["run"].get<std::int64_t>(), merged.run.value);
        QVERIFY(caption->provenance["written_ms"].get<std::int64_t>() > 0);
    }
}

RECAP_TEST_MAIN(RecaptionShardsTest, RecaptionRunTest, ServerShardsTest)
