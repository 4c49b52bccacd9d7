// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_shard_commands_test.h"

#include "cli_run.h"

#include "base/random.h"
#include "data/parquet.h"
#include "image/encode.h"
#include "workflow/project/project_sharing.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <utility>
#include <vector>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

QString CaptionShardCommandsTest::project() const {
    return text(*folder_ / "p.recap");
}

QStringList CaptionShardCommandsTest::run(const QString& shard) const {
    QStringList arguments{QStringLiteral("caption"),
                          QStringLiteral("run"),
                          project(),
                          QStringLiteral("--captioner"),
                          qEnvironmentVariable("RECAP_RESOURCES") + QStringLiteral("/demo/captioner"),
                          QStringLiteral("--batch-size"),
                          QStringLiteral("4"),
                          QStringLiteral("--part-size"),
                          QStringLiteral("12"),
                          QStringLiteral("--threads"),
                          QStringLiteral("1"),
                          QStringLiteral("--json")};
    if (!shard.isEmpty()) arguments << QStringLiteral("--shard") << shard;
    return arguments;
}

void CaptionShardCommandsTest::init() {
    if (!parquetAvailable()) QSKIP("without Parquet there are no result files");
    folder_ = std::make_unique<TempDir>();
}

void CaptionShardCommandsTest::makeProject(int images) {
    Random random(5);
    fs::create_directories(*folder_ / "pictures");
    for (int i = 0; i < images; ++i) {
        ImageBuffer picture(16, 16);
        for (auto& byte : picture.pixels) byte = static_cast<std::uint8_t>(random.below(256));
        writePng(*folder_ / "pictures" / (std::to_string(i) + ".png"), picture);
    }
    QCOMPARE(runCli({QStringLiteral("project"), QStringLiteral("create"), project()}).exit_code, 0);
    QCOMPARE(
        runCli({QStringLiteral("dataset"), QStringLiteral("import"), project(), text(*folder_ / "pictures")}).exit_code,
        0);
}

std::pair<std::size_t, std::size_t> CaptionShardCommandsTest::versions() const {
    const auto project = openForReading(*folder_ / "p.recap");
    std::size_t fewest = std::numeric_limits<std::size_t>::max(), most = 0;
    for (const auto image : project->images().ids()) {
        const auto count = project->captions().history(image, "recap_short").size();
        fewest = std::min(fewest, count);
        most = std::max(most, count);
    }
    return {fewest, most};
}

void CaptionShardCommandsTest::killed_workers_and_merges_give_one_version_an_image() {
    constexpr int kRounds = 4;
    const int chosen = qEnvironmentVariableIntValue("RECAP_TEST_IMAGES");  // more of them for a longer look
    const int images = chosen > 0 ? chosen / 2 * 2 : 240;
    makeProject(images);
    const QStringList shards{QStringLiteral("0/2"), QStringLiteral("1/2")};
    const QStringList merge{QStringLiteral("caption"), QStringLiteral("merge"), project(), QStringLiteral("--json")};
    Random random(11);
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::unique_ptr<QProcess>> both;
        for (const auto& shard : shards) both.push_back(startCli(run(shard)));
        for (auto& process : both) {
            hearsProgress(*process, 1 + static_cast<int>(random.below(images / 80)));
            killHard(*process);
        }
        // A merge of what there is, killed after its first lines, and another whole one.
        auto merging = startCli(merge);
        hearsProgress(*merging, 1);
        killHard(*merging);
        if (round % 2 == 1) runCli(merge);
    }
    for (const auto& shard : shards) {
        auto process = startCli(run(shard));
        const auto result = resultOf(*process);
        QCOMPARE(result.value("finished", 0), images / 2);
        QCOMPARE(result.value("images", 0), images / 2);
    }
    auto merging = startCli(merge);
    hearsProgress(*merging, 1);
    killHard(*merging);
    const auto merged = runCli(merge);
    QVERIFY2(merged.exit_code == 0, merged.err.c_str());
    QVERIFY(hasKeys(merged.last(), {"run", "written", "known", "missing", "skipped", "flagged", "folders"}));
    QCOMPARE(merged.last()["written"].get<int>() + merged.last()["known"].get<int>(), images);
    QCOMPARE(merged.last()["missing"].get<int>(), 0);
    QVERIFY(merged.last()["skipped"].empty());
    QCOMPARE(versions(), (std::pair<std::size_t, std::size_t>(1, 1)));
    const auto again = runCli(merge).last();
    QCOMPARE(again["written"].get<int>(), 0);
    QCOMPARE(again["known"].get<int>(), images);
    QCOMPARE(runCli({QStringLiteral("runs"), QStringLiteral("list"), project(), QStringLiteral("--json")})
                 .last()["runs"]
                 .size(),
             std::size_t{1});
}

void CaptionShardCommandsTest::workers_read_a_project_that_another_program_writes() {
    makeProject(6);
    const auto out = text(*folder_ / "results");
    auto first = startCli(run(QStringLiteral("0/2")) << QStringLiteral("--out") << text(*folder_ / "first"));
    QVERIFY(hearsProgress(*first, 1));
    const auto writer = Project::open(*folder_ / "p.recap");  // as the window has it
    QVERIFY(!writer->readOnly());
    QCOMPARE(resultOf(*first).value("written", 0), 3);
    for (const char* shard : {"0/2", "1/2"}) {
        const auto done = runCli(run(QString::fromLatin1(shard)) << QStringLiteral("--out") << out);
        QVERIFY2(done.exit_code == 0, done.err.c_str());
        QVERIFY(hasKeys(done.last(), {"run", "written", "skipped", "shard", "folder", "images", "finished"}));
        QCOMPARE(done.last()["written"].get<int>(), 3);
        QCOMPARE(done.last()["folder"].get<std::string>(), out.toStdString());
    }
    const QStringList merge{QStringLiteral("caption"), QStringLiteral("merge"), project(), out,
                            QStringLiteral("--json")};
    QCOMPARE(runCli(merge).last().value("code", ""), std::string("read_only"));
}

void CaptionShardCommandsTest::torchrun_says_the_shard() {
    makeProject(5);
    int written = 0;
    for (int rank = 0; rank < 2; ++rank) {
        auto process = startCli(run({}), {{QStringLiteral("RANK"), QString::number(rank)},
                                          {QStringLiteral("LOCAL_RANK"), QString::number(rank)},
                                          {QStringLiteral("WORLD_SIZE"), QStringLiteral("2")}});
        const auto result = resultOf(*process);
        QCOMPARE(result.value("shard", ""), std::to_string(rank) + "/2");
        written += result.value("written", 0);
    }
    QCOMPARE(written, 5);
}

void CaptionShardCommandsTest::options_of_shards_need_a_shard() {
    const auto out = runCli(run({}) << QStringLiteral("--out") << QStringLiteral("x"));
    QCOMPARE(out.exit_code, 2);
    QVERIFY2(out.err.find("--shard") != std::string::npos, out.err.c_str());
    const auto none = runCli(run(QStringLiteral("0/2")) << QStringLiteral("--part-size") << QStringLiteral("0"));
    QCOMPARE(none.exit_code, 2);
    QVERIFY2(none.err.find("--part-size: must be a whole number from 1, not '0'") != std::string::npos,
             none.err.c_str());
}

void CaptionShardCommandsTest::a_merge_of_nothing_usable_fails() {
    makeProject(2);
    const auto results = text(*folder_ / "results"), empty = text(*folder_ / "empty.recap");
    QCOMPARE(runCli(run(QStringLiteral("0/1")) << QStringLiteral("--out") << results).exit_code, 0);
    QCOMPARE(runCli({QStringLiteral("project"), QStringLiteral("create"), empty}).exit_code, 0);
    const auto foreign = runCli({QStringLiteral("caption"), QStringLiteral("merge"), empty, results});
    QCOMPARE(foreign.exit_code, 1);
    QVERIFY2(foreign.err.find("could be used: This project has no image with the key") != std::string::npos,
             foreign.err.c_str());
    QCOMPARE(runCli({QStringLiteral("caption"), QStringLiteral("merge"), project(), results}).exit_code, 0);
}

void CaptionShardCommandsTest::a_merge_without_results_says_so() {
    makeProject(1);
    const auto run = runCli({QStringLiteral("caption"), QStringLiteral("merge"), project(), QStringLiteral("--json")});
    QCOMPARE(run.exit_code, 1);
    QCOMPARE(run.last().value("code", ""), std::string("not_found"));
}
