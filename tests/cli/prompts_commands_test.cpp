// SPDX-License-Identifier: GPL-3.0-or-later
#include "prompts_commands_test.h"

#include "cli_run.h"

#include "support/coco_fixture.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;
using namespace std::string_literals;

namespace {

constexpr int kDog = 18;

void makeCoco(const std::filesystem::path& folder) {
    CocoFixture coco;
    for (int i = 1; i <= 12; ++i) coco.add(i, {"A dog in yard " + std::to_string(i)}, {{kDog}});
    coco.write(folder, "val2017");
}

}  // namespace

void PromptsCommandsTest::a_set_is_built_by_its_seed() {
    const TempDir dir;
    makeCoco(dir / "coco");
    const auto build = [&](const char* name, const char* seed) {
        return runCli({QStringLiteral("prompts"), QStringLiteral("build"), QStringLiteral("soa"), text(dir / name),
                       QStringLiteral("--coco"), text(dir / "coco"), QStringLiteral("--per-class"), QStringLiteral("5"),
                       QStringLiteral("--seed"), QString::fromLatin1(seed), QStringLiteral("--json")});
    };
    const auto run = build("one.jsonl", "3");
    QVERIFY2(run.exit_code == 0, run.err.c_str());
    QVERIFY(hasKeys(run.last(), {"prompts", "categories", "file", "seed"}));
    QCOMPARE(run.last()["prompts"].get<int>(), 5);
    QCOMPARE(run.last()["categories"]["dog"].get<int>(), 5);
    QCOMPARE(build("two.jsonl", "3").exit_code, 0);
    QCOMPARE(readBytes(dir / "two.jsonl"), readBytes(dir / "one.jsonl"));
    QCOMPARE(build("two.jsonl", "4").exit_code, 0);
    QVERIFY(readBytes(dir / "two.jsonl") != readBytes(dir / "one.jsonl"));
}

void PromptsCommandsTest::prompts_of_others_become_a_set_that_can_be_shown() {
    const TempDir dir;
    writeBytes(dir / "bench.csv", "Prompts,Category\nA red car,Colors\nTwo cars,Counting\nA blue car,Colors\n");
    const auto run = runCli({QStringLiteral("prompts"), QStringLiteral("import"), text(dir / "bench.csv"),
                             text(dir / "bench.jsonl"), QStringLiteral("--json")});
    QVERIFY2(run.exit_code == 0, run.err.c_str());
    QCOMPARE(run.last()["format"].get<std::string>(), "table"s);
    const auto shown = runCli(
        {QStringLiteral("prompts"), QStringLiteral("show"), text(dir / "bench.jsonl"), QStringLiteral("--json")});
    QCOMPARE(shown.exit_code, 0);
    QVERIFY(hasKeys(shown.last(), {"prompts", "categories"}));
    QCOMPARE(shown.last()["prompts"].get<int>(), 3);
    QCOMPARE(shown.last()["categories"]["Colors"].get<int>(), 2);
    const auto words = runCli({QStringLiteral("prompts"), QStringLiteral("show"), text(dir / "bench.jsonl")}).out;
    QVERIFY2(words.find("Counting: 1") != std::string::npos && words.find("A red car") != std::string::npos,
             words.c_str());
}

void PromptsCommandsTest::bad_input_is_one_sentence_and_exit_1_data() {
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* row, const char* verb, const QByteArray& file, const char* part) {
        QTest::newRow(row) << QString::fromLatin1(verb) << file << QString::fromLatin1(part);
    };
    add("a call in a pickle", "import", "cos\nsystem\n(S'true'\ntR.", "os.system");
    add("ids that stand twice", "show", "{\"id\":1,\"prompt\":\"a\"}\n{\"id\":1,\"prompt\":\"b\"}\n",
        "the same id '1'");
}

void PromptsCommandsTest::bad_input_is_one_sentence_and_exit_1() {
    QFETCH(const QString, verb);
    QFETCH(const QByteArray, file);
    QFETCH(const QString, part);
    const TempDir dir;
    writeBytes(dir / "in.pkl", file.toStdString());
    QStringList words{QStringLiteral("prompts"), verb, text(dir / "in.pkl")};
    if (verb == QStringLiteral("import")) words += text(dir / "out.jsonl");
    const auto run = runCli(words);
    QCOMPARE(run.exit_code, 1);
    QCOMPARE(run.errorLines(), 1);
    QVERIFY2(QString::fromStdString(run.err).contains(part), run.err.c_str());
    QVERIFY(!std::filesystem::exists(dir / "out.jsonl"));
}

void PromptsCommandsTest::wrong_usage_is_exit_2() {
    const TempDir dir;
    const QStringList build{QStringLiteral("prompts"), QStringLiteral("build")};
    QCOMPARE(runCli(build + QStringList{QStringLiteral("soa"), text(dir / "o")}).exit_code, 2);
    QCOMPARE(runCli(build +
                    QStringList{QStringLiteral("nothing"), text(dir / "o"), QStringLiteral("--coco"), text(dir.path())})
                 .exit_code,
             2);
}
