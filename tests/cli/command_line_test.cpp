// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line_test.h"

#include "cli_run.h"

#include "support/temp_dir.h"

#include <QtTest/QTest>

#include <csignal>

using namespace recap;
using namespace recap::testing;

namespace {

const QStringList kCommands{"project", "dataset", "caption", "train",   "runs",  "sample",
                            "metrics", "rate",    "demo",    "inspect", "doctor"};

}  // namespace

void CommandLineTest::help_names_every_command() {
    const auto run = runCli({"--help"});
    QCOMPARE(run.exit_code, 0);
    for (const auto& command : kCommands)
        QVERIFY2(run.out.find(command.toStdString()) != std::string::npos, qPrintable(command));
}

void CommandLineTest::every_command_has_help_data() {
    QTest::addColumn<QStringList>("command");
    for (const auto& command : kCommands) QTest::newRow(qPrintable(command)) << QStringList{command};
    for (const auto* line : {"project create", "project info",   "dataset import", "dataset query",  "dataset show",
                             "dataset stats",  "dataset export", "caption set",    "caption accept", "caption reject",
                             "caption train",  "caption run",    "runs list",      "runs show",      "metrics compute",
                             "rate create",    "rate pack",      "rate merge",     "rate report",    "demo pretrain"})
        QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' '));
}

void CommandLineTest::every_command_has_help() {
    QFETCH(QStringList, command);
    const auto run = runCli(command + QStringList{"--help"});
    QCOMPARE(run.exit_code, 0);
    QVERIFY(run.out.find("Usage:") != std::string::npos);
    QVERIFY(run.out.find(command.last().toStdString()) != std::string::npos);
}

void CommandLineTest::version_is_one_line() {
    const auto run = runCli({"--version"});
    QCOMPARE(run.exit_code, 0);
    QVERIFY(QString::fromStdString(run.out).startsWith(QLatin1String("recap ")));
    QCOMPARE(std::count(run.out.begin(), run.out.end(), '\n'), 1);
}

void CommandLineTest::wrong_usage_is_one_sentence_and_exit_2_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"frobnicate"};
    QTest::newRow("unknown option") << QStringList{"project", "info", "p", "--frobnicate"};
    QTest::newRow("group without command") << QStringList{"dataset"};
    QTest::newRow("missing argument") << QStringList{"project", "create"};
    QTest::newRow("extra argument") << QStringList{"project", "info", "p", "q"};
    QTest::newRow("threads no number") << QStringList{"doctor", "--threads", "many"};
    QTest::newRow("unknown device") << QStringList{"doctor", "--device", "tpu"};
    QTest::newRow("value out of range") << QStringList{"sample",   "--model", "m",       "--out", "o",
                                                       "--prompt", "p",       "--steps", "0"};
    QTest::newRow("value no number") << QStringList{"sample",   "--model", "m",          "--out", "o",
                                                    "--prompt", "p",       "--guidance", "strong"};
    QTest::newRow("no prompt") << QStringList{"sample", "--model", "m", "--out", "o"};
    QTest::newRow("train without project") << QStringList{"train"};
    QTest::newRow("demo without project") << QStringList{"demo"};
    QTest::newRow("an option of the command above") << QStringList{"demo", "data", "--out", "x", "--scale", "0.1"};
    QTest::newRow("wrong choice") << QStringList{"dataset", "import", "p", "d", "--kind", "floppy"};
    QTest::newRow("option beside resume") << QStringList{"caption", "train", "p", "--resume", "r", "--max-steps", "3"};
    QTest::newRow("wrong shard") << QStringList{"caption", "run", "p", "--captioner", "c", "--shard", "3/2"};
}

void CommandLineTest::wrong_usage_is_one_sentence_and_exit_2() {
    QFETCH(QStringList, arguments);
    const auto run = runCli(arguments);
    QCOMPARE(run.exit_code, 2);
    QVERIFY(run.out.empty());
    QCOMPARE(run.errorLines(), 1);
    QVERIFY2(QString::fromStdString(run.err).startsWith(QLatin1String("recap: ")), run.err.c_str());
}

void CommandLineTest::a_near_miss_is_answered_with_the_right_name() {
    QVERIFY(runCli({"datset", "query"}).err.find("'dataset'") != std::string::npos);
    QVERIFY(runCli({"dataset", "imprt"}).err.find("'import'") != std::string::npos);
    QVERIFY(runCli({"dataset", "query", "p", "q", "--limt", "3"}).err.find("'--limit'") != std::string::npos);
}

void CommandLineTest::wrong_usage_with_json_ends_in_an_error_line() {
    const auto run = runCli({"--json", "frobnicate"});
    QCOMPARE(run.exit_code, 2);
    QCOMPARE(run.last().value("event", ""), std::string("error"));
    QCOMPARE(run.last().value("code", ""), std::string("usage"));
}

void CommandLineTest::a_yes_or_no_leaves_the_next_word_alone() {
    for (const auto& words : {QStringList{"train", "--use-ema", "nowhere.recap"},
                              QStringList{"train", "--use-ema", "false", "nowhere.recap"}}) {
        const auto run = runCli(words);
        QCOMPARE(run.exit_code, 1);
        QVERIFY2(run.err.find("nowhere.recap") != std::string::npos, run.err.c_str());
    }
}

void CommandLineTest::help_for_everything_has_every_option() {
    const auto run = runCli({"--help-all"});
    QCOMPARE(run.exit_code, 0);
    for (const char* option : {"--gradient-accumulation", "--captioner", "--match-case", "--judges"})
        QVERIFY2(run.out.find(option) != std::string::npos, option);
}

void CommandLineTest::help_shows_the_default_of_each_option() {
    const auto help = runCli({"caption", "run", "--help"}).out;
    QString words = QString::fromStdString(help).simplified();
    for (const char* option : {"(short, long; default short)", "(default 256)", "(default recap_long)", "(default 1.0)",
                               "(default true)", "(keep, drop, truncate, retry; default keep)"})
        QVERIFY2(words.contains(QLatin1String(option)), option);
    QVERIFY(!words.contains(QLatin1String("BOOL [true]")));
}

void CommandLineTest::options_may_stand_before_or_after_the_command() {
    const auto before = runCli({"--json", "train", "--print-options"}),
               after = runCli({"train", "--print-options", "--json"});
    QCOMPARE(before.exit_code, 0);
    QVERIFY(!before.out.empty());
    QCOMPARE(before.out, after.out);
}

void CommandLineTest::interrupting_ends_with_130_and_an_error_line() {
    const TempDir folder;
    QProcess process;
    process.start(text(cliProgram()), {"demo", "pretrain", "--out", text(folder / "weights"), "--json"});
    QVERIFY(process.waitForStarted(kPatienceMs));
    // The first progress line says that the job is running.
    QTRY_VERIFY(process.bytesAvailable() > 0);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(kPatienceMs));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const auto lines = process.readAllStandardOutput().trimmed().split('\n');
    const Json last = Json::parse(lines.last().toStdString());
    QCOMPARE(last.value("event", ""), std::string("error"));
    QCOMPARE(last.value("code", ""), std::string("cancelled"));
}
