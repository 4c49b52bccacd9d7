// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole demo study at reduced size in a real child process, once in peace and once killed again and again.
#include "base/json.h"
#include "base/random.h"
#include "support/temp_dir.h"
#include "support/test_main.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace recap;
using namespace recap::testing;

class StudySurvivesKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_killed_study_ends_in_the_table_of_an_undisturbed_one();

private:
    static QStringList arguments(const std::filesystem::path& project) {
        return {QStringLiteral("demo"),    QStringLiteral("--project"), QString::fromStdString(project.string()),
                QStringLiteral("--quick"), QStringLiteral("--scale"),   QStringLiteral("0.1"),
                QStringLiteral("--json")};
    }
    static QString program() { return qEnvironmentVariable("RECAP_BIN_DIR") + QStringLiteral("/recap"); }
    Json resultOf(const std::filesystem::path& project);
    std::int64_t progressLines_ = 0;  // of the last study that ran to its end
    // Different texts of these fields in a file of JSON lines.
    static std::set<std::string> textsOf(const std::filesystem::path& file, const std::vector<std::string>& fields);
};

std::set<std::string> StudySurvivesKill::textsOf(const std::filesystem::path& file,
                                                 const std::vector<std::string>& fields) {
    std::set<std::string> texts;
    std::istringstream lines(readBytes(file));
    for (std::string line; std::getline(lines, line);) {
        const Json row = parseJson(line, file.string());
        for (const auto& field : fields)
            if (row.contains(field)) texts.insert(row.at(field).get<std::string>());
    }
    return texts;
}

Json StudySurvivesKill::resultOf(const std::filesystem::path& project) {
    QProcess process;
    process.start(program(), arguments(project));
    if (!process.waitForFinished(10 * recap::testing::kPatienceMs) || process.exitCode() != 0) {
        qWarning("%s", process.readAllStandardError().constData());
        return {};
    }
    const auto lines = process.readAllStandardOutput().trimmed().split('\n');
    progressLines_ = static_cast<std::int64_t>(lines.size());
    return parseJson(lines.back().toStdString(), "the last line");
}

void StudySurvivesKill::a_killed_study_ends_in_the_table_of_an_undisturbed_one() {
    const TempDir dir;
    const Json undisturbed = resultOf(dir / "a.recap");
    QCOMPARE(undisturbed.value("event", ""), std::string("result"));
    QCOMPARE(undisturbed.at("rows").size(), std::size_t{4});
    // Every row counts the same pictures: the held-out prompts, each once, and no preview.
    const auto pictures = undisturbed.at("rows")[0].at("metrics").at("ca").at("n").get<int>();
    QVERIFY(pictures > 0);
    for (const auto& row : undisturbed.at("rows"))
        for (const auto& metric : row.at("metrics")) QCOMPARE(metric.at("card").at("images").get<int>(), pictures);
    QVERIFY(std::filesystem::exists(undisturbed.at("report").get<std::string>()));
    std::vector<std::string> kinds;
    for (const auto& captions : undisturbed.at("captions")) kinds.push_back(captions.at("kind"));
    QCOMPARE(kinds, (std::vector<std::string>{"alttext", "before", "recap_short", "recap_long"}));
    const auto captions = textsOf(dir / "a.recap/dataset/metadata.jsonl", {"text", "human_short", "human_long"});
    const auto prompts = textsOf(dir / "a.recap/held-out/prompts.jsonl", {"prompt"});
    QVERIFY(captions.size() > 20 && prompts.size() == 12);
    for (const auto& prompt : prompts) QVERIFY2(!captions.contains(prompt), prompt.c_str());

    Random random(20261123);
    for (int i = 0; i < 5; ++i) {
        QProcess process;
        process.start(program(), arguments(dir / "b.recap"));
        // The moment is counted in lines of progress, for a fast and a slow machine alike: five times at most an eighth
        // of the study, and a little later than the line.
        for (auto lines = random.below(1 + progressLines_ / 8); lines > 0 && process.state() != QProcess::NotRunning;) {
            if (!process.canReadLine()) process.waitForReadyRead(10);
            while (lines > 0 && process.canReadLine()) process.readLine(), --lines;
        }
        QVERIFY(!process.waitForFinished(static_cast<int>(random.below(300))));
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        process.waitForFinished();
    }
    const Json continued = resultOf(dir / "b.recap");
    QCOMPARE(toJsonLine(continued.value("rows", Json())), toJsonLine(undisturbed.at("rows")));
    QCOMPARE(toJsonLine(continued.value("captions", Json())), toJsonLine(undisturbed.at("captions")));
    QCOMPARE(toJsonLine(continued.value("curve", Json())), toJsonLine(undisturbed.at("curve")));
}

RECAP_TEST_MAIN(StudySurvivesKill)

#include "study_survives_kill_test.moc"
