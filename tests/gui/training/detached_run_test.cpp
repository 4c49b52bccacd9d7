// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/detached_run_test.h"

#include "gui/shell/shell.h"
#include "gui/training/fake_study.h"
#include "gui/training/small_training.h"
#include "gui/training/training_workspace.h"
#include "gui/widgets/chart_panel.h"
#include "workflow/project/project_sharing.h"
#include "workflow/queue/queued_run.h"
#include "workflow/runs/detached_run.h"
#include "workflow/runs/run_watch.h"

#include <QProcess>
#include <QRegularExpression>
#include <QtTest/QTest>

#include <csignal>

using namespace recap;
using namespace recap::gui;
using namespace recap::testing;

namespace {

// A run that goes on by itself on the project of the folder; killed at the latest by the destructor.
struct Detached {
    explicit Detached(const TempDir& dir) {
        pictureProject(dir);  // closed again: the other program is to write
        auto values = trainingValues(100'000);
        values["sample_prompts"] = "a plain picture";
        values["sample_steps"] = 2;
        values["lr_schedule"] = "constant";
        writeBytes(dir / "options.json", values.dump());
        const auto word = [](const std::filesystem::path& path) { return QString::fromStdString(path.string()); };
        QProcess recap;
        recap.start(word(commandLineProgram()),
                    {QStringLiteral("train"), word(dir / "load.recap"), QStringLiteral("--config"),
                     word(dir / "options.json"), QStringLiteral("--out"), QStringLiteral("detached"),
                     QStringLiteral("--detach"), QStringLiteral("--json")});
        const bool ended = recap.waitForFinished(testing::kPatienceMs);
        problem = recap.readAllStandardError();
        if (!ended || recap.exitCode() != 0) return;
        const auto last = recap.readAllStandardOutput().trimmed().split('\n').last();
        const auto result = parseJson(last.toStdString(), "the result");
        run = RunId{result["run"].get<std::int64_t>()};
        process = result["process"].get<pid_t>();
    }
    ~Detached() { kill(); }
    void kill() {
        if (process > 0) ::kill(std::exchange(process, 0), SIGKILL);
    }
    RunId run;
    pid_t process = 0;
    QByteArray problem;
};

}  // namespace

void DetachedRunTest::cleanup() {
    waitForBackground();
}

void DetachedRunTest::a_run_of_another_program_is_watched_and_steered() {
    const TempDir dir;
    Detached other(dir);
    QVERIFY2(other.process > 0, other.problem.constData());
    const auto project = Project::open(dir / "load.recap");
    QVERIFY2(!project->readOnly(), "captions can be reviewed while the run goes on");
    TestShell shell(dir);
    QStringList elsewhere;
    QObject::connect(shell.shell.get(), &Shell::elsewhereChanged, shell.shell.get(),
                     [&](const QStringList& work) { elsewhere = work; });
    TrainingWorkspace workspace(*shell.shell);
    workspace.show();
    workspace.setProject(project);
    auto& presenter = workspace.presenter();
    QTRY_VERIFY(presenter.runs().find(other.run) != nullptr);
    presenter.selection().select(other.run);
    const auto state = [&] { return presenter.runs().find(other.run)->state; };

    // The jobs strip says that something is going on.
    QTRY_COMPARE(elsewhere.size(), 1);
    QVERIFY2(elsewhere.first().contains(QStringLiteral("detached")), qPrintable(elsewhere.first()));

    auto* chart = workspace.findChild<ChartPanel*>(QStringLiteral("lossChart"));
    QTRY_VERIFY(chart->series().size() == 1 && chart->series().first().curve->points().size() > 3);
    QTRY_VERIFY(presenter.commands().actions().pause);
    presenter.commands().pause();
    QTRY_COMPARE(state(), RunState::Paused);
    QTRY_VERIFY(presenter.commands().actions().resume);
    presenter.commands().resume();
    QTRY_COMPARE(state(), RunState::Running);

    // A stop that is taken back is never told: the run takes commands as before.
    QTRY_VERIFY(presenter.commands().actions().stop);
    presenter.commands().stopNow();
    QTRY_VERIFY(presenter.commands().actions().takeBack && !presenter.commands().actions().stop);
    presenter.commands().takeBackStop();
    QTRY_VERIFY(presenter.commands().actions().stop && !presenter.commands().actions().takeBack);

    QTRY_VERIFY(presenter.commands().actions().setOption && presenter.commands().actions().sample);
    presenter.commands().setOption(QStringLiteral("learning_rate"), 3e-6);
    QTRY_VERIFY(std::abs(presenter.history().curve(other.run, QStringLiteral("lr")).last() - 3e-6) < 1e-12);
    QVERIFY(presenter.history().samples().empty());
    presenter.commands().sampleNow();
    QTRY_COMPARE(presenter.history().samples().size(), std::size_t{1});

    presenter.commands().stopAfterSaving();
    QTRY_COMPARE(state(), RunState::Cancelled);
    const auto saved = project->checkpoints().list(other.run);
    QVERIFY(!saved.empty());
    QCOMPARE(saved.back().step, project->runs().get(other.run)->step);
    QTRY_VERIFY(!presenter.commands().actions().pause && !presenter.commands().actions().stop);
    QTRY_VERIFY(!isWorkedOn(*project, other.run));
    QTRY_VERIFY(elsewhere.isEmpty());
    // Its log is there after its end, also for a window that was opened later, with the time of each line.
    QTRY_VERIFY(!presenter.logs().of(presenter.selection().run()).isEmpty());
    TrainingPresenter later(shell.shell->jobs());
    later.setProject(project);
    QTRY_VERIFY(later.runs().find(other.run) != nullptr);
    later.selection().select(other.run);
    QTRY_VERIFY(!later.logs().of(later.selection().run()).isEmpty());
    const QRegularExpression timed(QStringLiteral("^\\d\\d:\\d\\d:\\d\\d  "));
    for (const QString& line :
         later.logs().of(later.selection().run()) + presenter.logs().of(presenter.selection().run()))
        QVERIFY2(line.contains(timed), qPrintable(line));
    other.process = 0;  // it has ended, and its number may be another's
}

void DetachedRunTest::a_run_whose_program_was_killed_shows_as_interrupted() {
    const TempDir dir;
    Detached other(dir);
    QVERIFY2(other.process > 0, other.problem.constData());
    const auto project = Project::open(dir / "load.recap");
    TestShell shell(dir);
    TrainingWorkspace workspace(*shell.shell);
    workspace.setProject(project);
    auto& presenter = workspace.presenter();
    QTRY_VERIFY(presenter.runs().find(other.run) != nullptr);
    presenter.selection().select(other.run);
    QTRY_VERIFY(presenter.commands().actions().pause);
    other.kill();
    QTRY_COMPARE(presenter.runs().find(other.run)->state, RunState::Interrupted);
    QTRY_VERIFY(!presenter.commands().actions().pause);
}

void DetachedRunTest::what_waits_goes_on_without_the_window() {
    const TempDir dir;
    {
        const auto project = pictureProject(dir);
        QueuedRun bad{RunKind::Diffusion, "bad", trainingValues(2)};
        bad.values["model"] = "/nowhere/at/all";
        storeQueue(*project, {false,
                              false,
                              {{RunKind::Diffusion, "second", trainingValues(2)},
                               bad,
                               {RunKind::Diffusion, "third", trainingValues(3)}}});
    }
    writeBytes(dir / "options.json", trainingValues(2).dump());
    const auto word = [](const std::filesystem::path& path) { return QString::fromStdString(path.string()); };
    QProcess recap;
    recap.start(
        word(commandLineProgram()),
        {QStringLiteral("train"), word(dir / "load.recap"), QStringLiteral("--config"), word(dir / "options.json"),
         QStringLiteral("--out"), QStringLiteral("first"), QStringLiteral("--wait"), QStringLiteral("--queue")});
    QVERIFY(recap.waitForFinished(120'000));
    const auto said = recap.readAllStandardError();
    QCOMPARE(recap.exitCode(), 0);
    QVERIFY2(said.contains("bad"), said.constData());
    const auto project = Project::open(dir / "load.recap");
    for (const char* name : {"first", "second", "third"}) {
        const auto run = project->runs().findByName(name);
        QVERIFY2(run.has_value(), name);
        QCOMPARE(run->state, RunState::Done);
    }
    QCOMPARE(project->runs().findByName("third")->step, std::int64_t{3});
    QVERIFY(storedQueue(*project).runs.empty());
    QVERIFY(project->startupNotes().empty());
}
