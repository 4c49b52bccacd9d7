// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/study_presenter_test.h"

#include "base/atomic_file.h"
#include "gui/base/background.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/scripted_prompter.h"
#include "gui/study/study_page.h"
#include "gui/study/study_presenter.h"
#include "support/temp_dir.h"
#include "workflow/project/project.h"

#include <QHash>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <thread>

namespace recap::gui {

namespace {

// Finishes the first `done` stages, begins the next one, and waits there to be stopped.
class HalfStudy final : public recap::Job {
public:
    HalfStudy(recap::StudyRequest request, std::size_t done) : request_(std::move(request)), done_(done) {}
    void run(recap::JobContext& context) override {
        const auto stages = recap::studyStages(request_);
        for (std::size_t i = 0; i < done_; ++i) {
            context.emitEvent(recap::StageEvent{stages[i].name, recap::StageState::Running, ""});
            context.emitEvent(recap::StageEvent{stages[i].name,
                                                i == 0 ? recap::StageState::Skipped : recap::StageState::Done, "2 s"});
        }
        context.emitEvent(recap::StageEvent{stages[done_].name, recap::StageState::Running, "step 5"});
        context.report({"drawing", 5, 10});
        for (;;) {
            context.pausePoint();
            std::this_thread::yield();
        }
    }

private:
    recap::StudyRequest request_;
    std::size_t done_;
};

// What a study leaves in its project.
std::filesystem::path leaveStudy(const std::filesystem::path& folder, std::size_t done) {
    const auto project = recap::Project::create(folder);
    recap::Json memory{{"seed", 5}, {"quick", true}, {"scale", 1.0}};
    std::size_t left = done;
    for (const auto& stage : recap::studyStages({}))
        if (left > 0 && left-- > 0) memory["done:" + stage.name] = true;
    const char* const keys[] = {"run:samples:baseline", "run:train:alttext", "run:train:recap_mix", "run:real"};
    for (const char* key : keys) {
        recap::RunRecord run;
        run.name = key;
        run.kind = recap::RunKind::Samples;
        run = project->runs().create(run);
        project->metrics().add({run.id, "soa_c", 80, 75, 85, 40, "demo judge", {}});
        memory[key] = run.id.value;
    }
    memory["captions:before"] = {{"n", 200}, {"objects", 90}, {"counts", 60}, {"related", 100}, {"relations", 10}};
    memory["run:curve"] = 77;
    recap::CaptionCurve curve;
    for (const std::int64_t captions : {0, 40, 400})
        curve.points.push_back(
            {captions, 1, {{"right_relation", {0.1 + 0.001 * static_cast<double>(captions), 0, 1, 200}}}});
    recap::ensureDirectory(folder / "runs/77");
    recap::writeJsonFile(recap::captionCurveFile(folder / "runs/77"), recap::curveJson(curve));
    project->settings().set("study", recap::toJsonLine(memory));
    recap::testing::writeBytes(folder / "exports/report.html", "<html></html>");
    return folder;
}

struct Fixture {
    Fixture()
        : presenter(jobs, nullptr,
                    [](const recap::StudyRequest& request) { return std::make_unique<HalfStudy>(request, 2); }) {
        recap::StudyRequest request;
        request.project = "/nowhere/demo.recap";
        presenter.prepare(request);
    }
    JobService jobs;
    StudyPresenter presenter;
};

}  // namespace

void StudyPresenterTest::every_stage_stands_below_all_it_waits_for() {
    const Fixture f;
    const QList<StageView>& stages = f.presenter.stages();
    QVERIFY(stages.size() > 5);
    QHash<QString, int> level;
    for (const StageView& stage : stages) {
        for (const QString& before : stage.after) {
            QVERIFY2(level.contains(before), qPrintable(before));
            QVERIFY(level.value(before) < stage.level);
        }
        level.insert(stage.name, stage.level);
        QVERIFY(!stage.title.isEmpty());
    }
}

void StudyPresenterTest::stage_events_change_their_stage_and_the_count() {
    Fixture f;
    f.presenter.start();
    QVERIFY(f.presenter.running());
    QTRY_COMPARE(f.presenter.stages().at(2).state, recap::StageState::Running);
    QCOMPARE(f.presenter.stages().at(0).state, recap::StageState::Skipped);
    QCOMPARE(f.presenter.stages().at(1).state, recap::StageState::Done);
    QCOMPARE(f.presenter.stages().at(1).detail, QStringLiteral("2 s"));
    QCOMPARE(f.presenter.stages().at(2).detail, QStringLiteral("step 5"));
    QCOMPARE(f.presenter.stages().at(3).state, recap::StageState::Waiting);
    QCOMPARE(f.presenter.stagesDone(), 2);
    QTRY_VERIFY(f.presenter.activity().contains(QStringLiteral("5 of 10")));
    // A second start while it runs changes nothing.
    f.presenter.start();
    QCOMPARE(f.jobs.jobs().size(), 1);
}

void StudyPresenterTest::a_stopped_study_has_no_running_stage_and_can_start_again() {
    Fixture f;
    f.presenter.start();
    QTRY_COMPARE(f.presenter.stages().at(2).state, recap::StageState::Running);
    f.presenter.stop();
    QTRY_VERIFY(!f.presenter.running());
    // Not "failed": the person wanted it so.
    QTRY_COMPARE(f.presenter.stages().at(2).state, recap::StageState::Cancelled);
    QCOMPARE(f.presenter.stagesDone(), 2);
    f.presenter.start();
    QVERIFY(f.presenter.running());
    QTRY_COMPARE(f.presenter.stages().at(2).state, recap::StageState::Running);
    QCOMPARE(f.jobs.jobs().size(), 2);
}

void StudyPresenterTest::the_page_shows_progress_and_offers_to_stop() {
    Fixture f;
    testing::ScriptedPrompter prompter;
    StudyPage page(f.presenter, prompter);
    page.show();
    auto* start = page.findChild<QPushButton*>(QStringLiteral("studyStart"));
    auto* stop = page.findChild<QPushButton*>(QStringLiteral("studyStop"));
    QVERIFY(start->isVisible());
    QVERIFY(!stop->isVisible());
    QVERIFY(!page.findChild<QWidget*>(QStringLiteral("studyTable"))->isVisible());
    QTest::mouseClick(start, Qt::LeftButton);
    QVERIFY(!start->isVisible());
    QVERIFY(stop->isVisible());
    QTRY_COMPARE(page.findChild<QProgressBar*>(QStringLiteral("studyProgress"))->value(), 2);
    QTRY_VERIFY(page.findChild<QLabel*>(QStringLiteral("studyActivity"))->text().contains(QStringLiteral("5 of 10")));
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_VERIFY(start->isVisible());
}

void StudyPresenterTest::a_study_finished_in_an_earlier_session_is_shown_at_once() {
    const recap::testing::TempDir dir;
    const auto folder = leaveStudy(dir / "demo.recap", 100);
    Fixture f;
    testing::ScriptedPrompter prompter;
    StudyPage page(f.presenter, prompter);
    page.show();
    recap::StudyRequest request;
    request.project = folder;
    f.presenter.prepare(request);
    QTRY_COMPARE(f.presenter.phase(), StudyPresenter::Phase::Complete);
    QCOMPARE(f.presenter.stagesDone(), f.presenter.stages().size());
    QCOMPARE(f.presenter.rows().size(), std::size_t{4});
    QCOMPARE(f.presenter.metrics(), QStringList{QStringLiteral("soa_c")});
    QVERIFY(page.findChild<QWidget*>(QStringLiteral("studyTable"))->isVisible());
    // Before fine-tuning 45 % of the captions name the right objects.
    auto* captions = page.findChild<QWidget*>(QStringLiteral("studyCaptions"));
    QVERIFY(captions->isVisible());
    const auto cells = captions->findChildren<QLabel*>();
    QVERIFY(std::any_of(cells.begin(), cells.end(),
                        [](const QLabel* cell) { return cell->text().startsWith(QStringLiteral("45.0<br>")); }));
    QVERIFY(page.findChild<QWidget*>(QStringLiteral("captionCurve"))->isVisible());
    QVERIFY(page.findChild<QLabel*>(QStringLiteral("curveAnswer"))
                ->text()
                .startsWith(QStringLiteral("Right relation: 40 human captions reach only 10.0 %")));
    QVERIFY(page.findChild<QPushButton*>(QStringLiteral("openReport"))->isEnabled());
    QVERIFY(page.findChild<QPushButton*>(QStringLiteral("studyStart"))->text().startsWith(QStringLiteral("Run again")));
    QSignalSpy report(&page, &StudyPage::reportWanted);
    QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("openReport")), Qt::LeftButton);
    QCOMPARE(report.size(), 1);
    QCOMPARE(report.at(0).at(0).toString(), QString::fromStdString((folder / "exports/report.html").string()));
    waitForBackground();
}

void StudyPresenterTest::a_half_finished_study_offers_to_continue() {
    const recap::testing::TempDir dir;
    const auto folder = leaveStudy(dir / "half.recap", 3);
    Fixture f;
    testing::ScriptedPrompter prompter;
    StudyPage page(f.presenter, prompter);
    f.presenter.follow(QString::fromStdString(folder.string()));
    QTRY_COMPARE(f.presenter.phase(), StudyPresenter::Phase::Partial);
    QCOMPARE(f.presenter.stagesDone(), 3);
    QCOMPARE(f.presenter.stages().at(2).state, recap::StageState::Done);
    QCOMPARE(f.presenter.stages().at(3).state, recap::StageState::Waiting);
    QCOMPARE(page.findChild<QPushButton*>(QStringLiteral("studyStart"))->text(), QStringLiteral("Continue"));
    // It is continued with what it was begun with.
    QCOMPARE(f.presenter.request().seed, std::int64_t{5});
    QVERIFY(f.presenter.request().quick);
    QVERIFY(f.presenter.rows().empty());
    waitForBackground();
}

void StudyPresenterTest::a_project_without_a_study_shows_the_windows_own() {
    const recap::testing::TempDir dir;
    qputenv("RECAP_HOME", QByteArray::fromStdString((dir / "home").string()));
    recap::Project::create(dir / "own.recap");
    Fixture f;
    QSignalSpy changed(&f.presenter, &StudyPresenter::stateChanged);
    f.presenter.follow(QString::fromStdString((dir / "own.recap").string()));
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(f.presenter.projectPath(), QString::fromStdString((dir / "home/demo.recap").string()));
    QCOMPARE(f.presenter.phase(), StudyPresenter::Phase::Fresh);
    waitForBackground();
    qunsetenv("RECAP_HOME");
}

void StudyPresenterTest::running_again_asks_and_takes_another_seed_and_folder() {
    const recap::testing::TempDir dir;
    const auto folder = leaveStudy(dir / "demo.recap", 100);
    recap::Project::create(dir / "demo-seed6.recap");
    Fixture f;
    testing::ScriptedPrompter prompter;
    StudyPage page(f.presenter, prompter);
    page.show();
    f.presenter.follow(QString::fromStdString(folder.string()));
    QTRY_COMPARE(f.presenter.phase(), StudyPresenter::Phase::Complete);
    auto* start = page.findChild<QPushButton*>(QStringLiteral("studyStart"));
    prompter.yes = false;
    QTest::mouseClick(start, Qt::LeftButton);
    QCOMPARE(prompter.asked.size(), 1);
    QVERIFY(!f.presenter.running());
    QCOMPARE(f.presenter.phase(), StudyPresenter::Phase::Complete);
    prompter.yes = true;
    QTest::mouseClick(start, Qt::LeftButton);
    QVERIFY(f.presenter.running());
    // A folder that is there already is left alone.
    QCOMPARE(f.presenter.request().seed, std::int64_t{7});
    QCOMPARE(f.presenter.projectPath(), QString::fromStdString((dir / "demo-seed7.recap").string()));
    waitForBackground();
}

}  // namespace recap::gui
