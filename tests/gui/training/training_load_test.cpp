// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_load_test.h"

#include "gui/jobs/job_service.h"
#include "gui/training/fake_study.h"
#include "gui/training/small_training.h"
#include "gui/training/training_workspace.h"
#include "gui/widgets/chart_panel.h"
#include "support/recording_context.h"
#include "workflow/training/train_job.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>
#include <QtTest/QTest>

#include <algorithm>
#include <vector>

namespace recap::gui {

namespace {

using testing::pictureProject;
using testing::TempDir;
using testing::trainingValues;

constexpr int kSteps = 150;

double trainedAlone(const std::shared_ptr<Project>& project) {
    TrainRequest request;
    optionsFromJson(trainingValues(kSteps), request.options);
    request.name = "alone";
    testing::RecordingContext context;
    QElapsedTimer clock;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "train" && p.done == 10) clock.start();
    };
    TrainJob job(project, request);
    runToOutcome(job, context);
    return static_cast<double>(clock.nsecsElapsed()) / 1e6 / (kSteps - 10);
}

}  // namespace

void TrainingLoadTest::cleanup() {
    waitForBackground();
}

void TrainingLoadTest::a_training_is_watched_without_holding_up_the_window_or_itself() {
    TempDir dir;
    const auto project = pictureProject(dir);
    const double alone = trainedAlone(project);

    testing::TestShell shell(dir);
    TrainingWorkspace workspace(*shell.shell);
    workspace.resize(1376, 860);
    workspace.show();
    workspace.setProject(project);
    testing::settle();
    QSignalSpy redraws(&workspace.presenter().history(), &RunHistory::curvesChanged);

    // How long an event has to wait.
    std::vector<double> gaps;
    QElapsedTimer since, whole, steps;
    QTimer tick;
    connect(&tick, &QTimer::timeout, this, [&] {
        gaps.push_back(std::max(0.0, static_cast<double>(since.nsecsElapsed()) / 1e6 - 1));
        since.start();
    });
    workspace.presenter().start(RunKind::Diffusion, QStringLiteral("watched"), trainingValues(kSteps));
    auto* job = shell.shell->jobs().jobs().first();
    double each = 0;
    connect(job, &JobController::progressed, this, [&](const Progress& p) {
        if (p.stage == "train" && !steps.isValid() && p.done >= 10) steps.start();
        if (p.stage == "train" && p.done == kSteps)
            each = static_cast<double>(steps.nsecsElapsed()) / 1e6 / (kSteps - 10);
    });
    whole.start();
    since.start();
    tick.start(1);
    QTRY_VERIFY(job->ended());
    tick.stop();
    const auto* failure = std::get_if<Failed>(&*job->outcome());
    QVERIFY2(std::holds_alternative<Completed>(*job->outcome()), failure != nullptr ? failure->message.c_str() : "");

    std::sort(gaps.begin(), gaps.end());
    QVERIFY(!gaps.empty());
    qInfo(
        "%zu ticks: an event waits %.1f ms (p99), %.1f ms at most; a step takes %.1f ms watched and %.1f ms alone "
        "(%.3f)",
        gaps.size(), gaps[gaps.size() * 99 / 100], gaps.back(), each, alone, each / alone);
    // Drawing follows the clock and not the steps.
    QVERIFY2(redraws.count() <= whole.elapsed() / 100 + 5, qPrintable(QString::number(redraws.count())));
    auto* chart = workspace.findChild<ChartPanel*>(QStringLiteral("lossChart"));
    QTRY_COMPARE(chart->series().size(), 1);
    QTRY_COMPARE(chart->series().first().curve->points().size(), kSteps);
}

void TrainingLoadTest::what_is_stopped_says_so_at_once() {
    TempDir dir;
    const auto project = pictureProject(dir);
    testing::TestShell shell(dir);
    TrainingWorkspace workspace(*shell.shell);
    workspace.show();
    workspace.setProject(project);
    testing::settle();
    auto& presenter = workspace.presenter();
    presenter.queue().setStopDelay(1);
    presenter.start(RunKind::Diffusion, QStringLiteral("long"), trainingValues(100'000));
    auto* job = shell.shell->jobs().jobs().first();
    QTRY_VERIFY(presenter.commands().actions().stop);
    presenter.commands().stopNow();
    // Before the training has noticed.
    QCOMPARE(runStatusLine(*presenter.runs().find(presenter.selection().run())), QStringLiteral("stopping…"));
    QVERIFY(!presenter.commands().actions().stop);
    QTRY_VERIFY(job->ended());
    QTRY_COMPARE(presenter.runs().find(presenter.selection().run())->state, RunState::Cancelled);
}

}  // namespace recap::gui
