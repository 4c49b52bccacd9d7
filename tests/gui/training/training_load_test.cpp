// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_load_test.h"

#include "base/hash.h"
#include "base/random.h"
#include "gui/jobs/job_service.h"
#include "gui/training/fake_study.h"
#include "gui/training/small_training.h"
#include "gui/training/training_workspace.h"
#include "gui/widgets/chart_panel.h"
#include "gui/window/main_window.h"
#include "gui/window/workspaces.h"
#include "image/encode.h"
#include "support/recording_context.h"
#include "workflow/captioning/server_caption_options.h"
#include "workflow/training/train_job.h"
#include "workflow/upkeep/loopback_server.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>
#include <QtTest/QTest>

#include <algorithm>
#include <filesystem>
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

// load.recap in the folder: so many small pictures, each another one.
std::shared_ptr<Project> noiseProject(const TempDir& dir, int count) {
    auto project = Project::create(dir / "load.recap");
    Random random(3);
    Transaction transaction(project->database());
    for (int i = 0; i < count; ++i) {
        ImageBuffer picture(16, 16);
        for (auto& byte : picture.pixels) byte = static_cast<std::uint8_t>(random.below(256));
        const auto bytes = encodePng(picture);
        const auto folder = dir / std::to_string(i / 1000);
        if (i % 1000 == 0) std::filesystem::create_directory(folder);
        auto path = folder / std::to_string(i);
        path += ".png";
        testing::writeBytes(path, bytes);
        project->images().add({.path = path.string(), .sha256 = sha256(bytes), .width = 16, .height = 16});
    }
    transaction.commit();
    return project;
}

// How long events had to wait, in milliseconds, ascending.
class Waits {
public:
    Waits() {
        QObject::connect(&tick_, &QTimer::timeout, &tick_, [this] {
            gaps_.push_back(std::max(0.0, static_cast<double>(since_.nsecsElapsed()) / 1e6 - 1));
            since_.start();
        });
        since_.start();
        tick_.start(1);
    }
    std::vector<double> end() {
        tick_.stop();
        std::sort(gaps_.begin(), gaps_.end());
        return gaps_;
    }

private:
    QTimer tick_;
    QElapsedTimer since_;
    std::vector<double> gaps_;
};

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

    QElapsedTimer whole, steps;
    workspace.presenter().start(RunKind::Diffusion, QStringLiteral("watched"), trainingValues(kSteps));
    auto* job = shell.shell->jobs().jobs().first();
    double each = 0;
    connect(job, &JobController::progressed, this, [&](const Progress& p) {
        if (p.stage == "train" && !steps.isValid() && p.done >= 10) steps.start();
        if (p.stage == "train" && p.done == kSteps)
            each = static_cast<double>(steps.nsecsElapsed()) / 1e6 / (kSteps - 10);
    });
    whole.start();
    Waits waits;
    QTRY_VERIFY(job->ended());
    const auto gaps = waits.end();
    const auto* failure = std::get_if<Failed>(&*job->outcome());
    QVERIFY2(std::holds_alternative<Completed>(*job->outcome()), failure != nullptr ? failure->message.c_str() : "");

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

void TrainingLoadTest::captions_by_a_server_arrive_without_holding_up_the_window() {
    const int chosen = qEnvironmentVariableIntValue("RECAP_TEST_IMAGES");  // more of them for a longer look
    const int images = chosen > 0 ? chosen : 400;
    TempDir dir;
    noiseProject(dir, images).reset();
    const LoopbackServer server({32, 0.05, true});
    testing::TestShell shell(dir);
    MainWindow window(*shell.shell, makeWorkspaces(*shell.shell));
    window.resize(1376, 860);
    window.show();
    window.openProject(QString::fromStdString((dir / "load.recap").string()));
    QTRY_VERIFY(window.session().project() != nullptr);
    QVERIFY(window.showPage(QStringLiteral("training")));
    testing::settle();
    auto* workspace = window.findChild<TrainingWorkspace*>();
    ServerCaptionOptions options;
    options.server = server.address();
    workspace->presenter().start(RunKind::ServerRecaption, QStringLiteral("captions"), optionsToJson(options));
    auto* job = shell.shell->jobs().jobs().last();
    Waits waits;
    // As a person would: half of the time on the page of the run, half in the grid of captions.
    bool looked = false;
    connect(job, &JobController::progressed, this, [&](const Progress& p) {
        if (looked || 2 * p.done < p.total) return;
        looked = true;
        window.showPage(QStringLiteral("dataset"));
    });
    while (!job->ended()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    const auto gaps = waits.end();
    const auto* failure = std::get_if<Failed>(&*job->outcome());
    QVERIFY2(std::holds_alternative<Completed>(*job->outcome()),
             failure != nullptr ? failure->message.c_str() : qPrintable(job->title()));
    QVERIFY(looked && !gaps.empty());
    qInfo("%d captions, %zu ticks: an event waits %.1f ms (p99), %.1f ms (p99.9), %.1f ms at most", images, gaps.size(),
          gaps[gaps.size() * 99 / 100], gaps[gaps.size() * 999 / 1000], gaps.back());
    QCOMPARE(window.session().project()->captions().forSource("recap_long").size(), static_cast<std::size_t>(images));
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
