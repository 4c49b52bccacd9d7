// SPDX-License-Identifier: GPL-3.0-or-later
#include "shard_commands_test.h"

#include "cli_run.h"

#include "base/atomic_file.h"
#include "base/paths.h"
#include "base/random.h"
#include "support/golden.h"
#include "workflow/project/project_sharing.h"

#include <QProcess>
#include <QtTest/QTest>

#include <map>
#include <set>
#include <utility>
#include <vector>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

constexpr int kPrompts = 12, kCount = 2, kPictures = kPrompts * kCount;

// The files of the only run with this name, by prompt and seed.
std::map<std::pair<std::string, std::int64_t>, std::string> drawn(const QString& folder, const std::string& name) {
    const auto project = openForReading(folder.toStdString());
    std::map<std::pair<std::string, std::int64_t>, std::string> files;
    for (const auto& run : project->runs().list()) {
        if (run.name != name) continue;
        if (!files.empty() || run.state != RunState::Done) return {};
        for (const auto& sample : project->samples().list(run.id))
            if (!files.emplace(std::pair(sample.prompt, sample.seed), readTextFile(project->resolve(sample.path)))
                     .second)
                return {};
    }
    return files;
}

std::map<std::string, std::uintmax_t> cacheSizes(const QString& project) {
    std::map<std::string, std::uintmax_t> sizes;
    for (const auto& file : fs::directory_iterator(fs::path(project.toStdString()) / "cache/judgements"))
        sizes[file.path().filename()] = file.file_size();
    return sizes;
}

// Without the time at which they were computed.
Json numbersOf(Json rows) {
    for (auto& row : rows)
        for (auto& metric : row["metrics"])
            if (metric.contains("card")) metric["card"].erase("computed_ms");
    return rows;
}

}  // namespace

QString ShardCommandsTest::project(const char* name) const {
    return text(*folder_ / (std::string(name) + ".recap"));
}

void ShardCommandsTest::init() {
    folder_ = std::make_unique<TempDir>();
    std::string set;
    for (int i = 0; i < kPrompts; ++i)
        set +=
            Json{{"id", "p" + std::to_string(i)}, {"prompt", "a red cat and " + std::to_string(i) + " dogs"}}.dump() +
            "\n";
    writeBytes(*folder_ / "set.jsonl", set);
    for (const char* name : {"one", "two"})
        QCOMPARE(runCli({QStringLiteral("project"), QStringLiteral("create"), project(name)}).exit_code, 0);
}

QStringList ShardCommandsTest::draw(const QString& project, const QString& name, const QString& shard) const {
    QStringList arguments{QStringLiteral("sample"),
                          QStringLiteral("--model"),
                          text(goldenFixture("pipeline/tiny_sd/model")),
                          QStringLiteral("--prompts"),
                          text(*folder_ / "set.jsonl"),
                          QStringLiteral("--count"),
                          QString::number(kCount),
                          QStringLiteral("--steps"),
                          QStringLiteral("2"),
                          QStringLiteral("--batch-size"),
                          QStringLiteral("3"),
                          QStringLiteral("--seed"),
                          name == u"other" ? QStringLiteral("71") : QStringLiteral("7"),
                          QStringLiteral("--project"),
                          project,
                          QStringLiteral("--name"),
                          name,
                          QStringLiteral("--threads"),
                          QStringLiteral("1"),
                          QStringLiteral("--json")};
    if (!shard.isEmpty()) arguments << QStringLiteral("--shard") << shard;
    return arguments;
}

void ShardCommandsTest::drawing_that_is_killed_again_and_again_gives_every_picture_once() {
    QCOMPARE(runCli(draw(project("one"), QStringLiteral("run"))).exit_code, 0);
    Random random(3);
    for (int round = 0; round < 4; ++round) {
        auto process = startCli(draw(project("two"), QStringLiteral("run")));
        hearsProgress(*process, 2 + static_cast<int>(random.below(6)));
        killHard(*process);
    }
    const auto result = runCli(draw(project("two"), QStringLiteral("run"))).last();
    QCOMPARE(result.value("images", Json::array()).size(), std::size_t{kPictures});
    const auto undisturbed = drawn(project("one"), "run");
    QCOMPARE(undisturbed.size(), std::size_t{kPictures});
    QVERIFY(drawn(project("two"), "run") == undisturbed);
}

void ShardCommandsTest::shards_that_draw_at_once_give_the_pictures_of_one_process() {
    QCOMPARE(runCli(draw(project("one"), QStringLiteral("run"))).exit_code, 0);
    const QStringList shards{QStringLiteral("0/3"), QStringLiteral("1/3"), QStringLiteral("2/3")};
    {
        const auto writer = Project::open(project("two").toStdString());  // as an open window
        QVERIFY(!writer->readOnly());
        std::vector<std::unique_ptr<QProcess>> processes;
        for (const auto& shard : shards)
            processes.push_back(startCli(draw(project("two"), QStringLiteral("run"), shard)));
        hearsProgress(*processes[1], 3);
        killHard(*processes[1]);
        auto again = startCli(draw(project("two"), QStringLiteral("run"), shards[1]));
        std::size_t pictures = 0;
        for (auto* process : {processes[0].get(), again.get(), processes[2].get()}) {
            const auto result = resultOf(*process);
            QCOMPARE(result.value("run", -1), 0);
            pictures += result.value("images", Json::array()).size();
        }
        QCOMPARE(pictures, std::size_t{kPictures});
        QVERIFY(writer->runs().list().empty());
    }
    auto whole = startCli(draw(project("two"), QStringLiteral("run")));
    QVERIFY(resultOf(*whole).value("run", 0) > 0);
    const auto undivided = drawn(project("one"), "run");
    QCOMPARE(undivided.size(), std::size_t{kPictures});
    QVERIFY(drawn(project("two"), "run") == undivided);
}

void ShardCommandsTest::killed_shards_of_judging_and_a_computation_beside_them_give_the_numbers_of_one_process() {
    for (const char* name : {"run", "other"})
        QCOMPARE(runCli(draw(project("one"), QString::fromLatin1(name))).exit_code, 0);
    fs::remove_all(project("two").toStdString());
    fs::copy(project("one").toStdString(), project("two").toStdString(), fs::copy_options::recursive);
    writeBytes(*folder_ / "judges.toml", "[judge.clip]\nkind = \"clip\"\nbatch = 1\npath = \"" +
                                             (resourceDirectory() / "demo/clip").string() + "\"\n");
    const auto compute = [&](const char* in, const QString& shard = {}) {
        QStringList arguments{QStringLiteral("metrics"),
                              QStringLiteral("compute"),
                              project(in),
                              QStringLiteral("--runs"),
                              QStringLiteral("run"),
                              QStringLiteral("--reference"),
                              QStringLiteral("other"),
                              QStringLiteral("--judges"),
                              text(*folder_ / "judges.toml"),
                              QStringLiteral("--metrics"),
                              QStringLiteral("clip_fid,cmmd,clipscore"),
                              QStringLiteral("--replicates"),
                              QStringLiteral("100"),
                              QStringLiteral("--threads"),
                              QStringLiteral("1"),
                              QStringLiteral("--json")};
        if (!shard.isEmpty()) arguments << QStringLiteral("--shard") << shard;
        return arguments;
    };
    const auto undisturbed = runCli(compute("one"));
    QVERIFY2(undisturbed.exit_code == 0, undisturbed.err.c_str());

    const QStringList shards{QStringLiteral("0/2"), QStringLiteral("1/2")};
    Random random(5);
    for (int round = 0; round < 3; ++round) {
        std::vector<std::unique_ptr<QProcess>> both;
        for (const auto& shard : shards) both.push_back(startCli(compute("two", shard)));
        for (auto& process : both) {
            hearsProgress(*process, 2 + static_cast<int>(random.below(5)));
            killHard(*process);
        }
    }
    auto beside = startCli(compute("two"));
    std::vector<std::unique_ptr<QProcess>> rest;
    for (const auto& shard : shards) rest.push_back(startCli(compute("two", shard)));
    for (auto& process : rest) {
        const auto result = resultOf(*process);
        QCOMPARE(result.value("pictures", 0), 3 * kPictures / 2);  // the reference, and the run for either view
        QVERIFY(result.value("judged", -1) >= 0);
    }
    QCOMPARE(numbersOf(resultOf(*beside).value("rows", Json())).dump(), numbersOf(undisturbed.last()["rows"]).dump());

    const auto before = cacheSizes(project("two"));
    const auto after = runCli(compute("two"));
    QCOMPARE(after.exit_code, 0);
    QCOMPARE(numbersOf(after.last()["rows"]).dump(), numbersOf(undisturbed.last()["rows"]).dump());
    QCOMPARE(cacheSizes(project("two")), before);  // nothing was judged again
    auto nothing = startCli(compute("two", shards[0]));
    QCOMPARE(resultOf(*nothing).value("judged", -1), 0);
}

void ShardCommandsTest::what_a_shard_needs_is_said() {
    const auto refused = [](const QStringList& arguments) {
        const auto run = runCli(arguments);
        return run.exit_code == 0 ? QString() : QString::fromStdString(run.last().value("message", std::string()));
    };
    QVERIFY(refused(draw(project("one"), QStringLiteral("run"), QStringLiteral("3/3"))).contains(u"--shard needs i/n"));
    QVERIFY(refused(draw(project("one"), {})).contains(u"--name is missing"));
    QVERIFY(refused({QStringLiteral("sample"), QStringLiteral("--model"), QStringLiteral("m"),
                     QStringLiteral("--prompt"), QStringLiteral("p"), QStringLiteral("--json")})
                .contains(u"Say where the pictures go"));
    QCOMPARE(runCli(draw(project("one"), QStringLiteral("run"))).exit_code, 0);
    QVERIFY(refused({QStringLiteral("metrics"), QStringLiteral("compute"), project("one"), QStringLiteral("--runs"),
                     QStringLiteral("run"), QStringLiteral("--shard"), QStringLiteral("0/2"), QStringLiteral("--json")})
                .contains(u"keep nothing of what they see"));  // the demo's judge
}
