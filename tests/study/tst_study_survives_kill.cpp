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
    static Json resultOf(const std::filesystem::path& project);
};

Json StudySurvivesKill::resultOf(const std::filesystem::path& project) {
    QProcess process;
    process.start(program(), arguments(project));
    if (!process.waitForFinished(600'000) || process.exitCode() != 0) {
        qWarning("%s", process.readAllStandardError().constData());
        return {};
    }
    const auto lines = process.readAllStandardOutput().trimmed().split('\n');
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

    Random random(20261123);
    int killed = 0;
    for (int i = 0; i < 5; ++i) {
        QProcess process;
        process.start(program(), arguments(dir / "b.recap"));
        QVERIFY(process.waitForStarted());
        // Not a wait for something: the moment of the kill is what varies.
        if (process.waitForFinished(static_cast<int>(1500 + random.below(5000)))) break;
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        process.waitForFinished();
        ++killed;
    }
    QVERIFY(killed >= 2);
    const Json continued = resultOf(dir / "b.recap");
    QCOMPARE(toJsonLine(continued.value("rows", Json())), toJsonLine(undisturbed.at("rows")));
}

RECAP_TEST_MAIN(StudySurvivesKill)

#include "tst_study_survives_kill.moc"
