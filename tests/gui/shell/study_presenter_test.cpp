// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/study_presenter_test.h"

#include "gui/shell/job_service.h"
#include "gui/shell/study_page.h"
#include "gui/shell/study_presenter.h"

#include <QHash>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest/QTest>

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
            context.emitEvent(recap::StageEvent{stages[i].name, "running", ""});
            context.emitEvent(recap::StageEvent{stages[i].name, i == 0 ? "skipped" : "done", "2 s"});
        }
        context.emitEvent(recap::StageEvent{stages[done_].name, "running", "step 5"});
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
    QTRY_COMPARE(f.presenter.stages().at(2).state, QStringLiteral("running"));
    QCOMPARE(f.presenter.stages().at(0).state, QStringLiteral("skipped"));
    QCOMPARE(f.presenter.stages().at(1).state, QStringLiteral("done"));
    QCOMPARE(f.presenter.stages().at(1).detail, QStringLiteral("2 s"));
    QCOMPARE(f.presenter.stages().at(2).detail, QStringLiteral("step 5"));
    QCOMPARE(f.presenter.stages().at(3).state, QStringLiteral("waiting"));
    QCOMPARE(f.presenter.stagesDone(), 2);
    QTRY_VERIFY(f.presenter.activity().contains(QStringLiteral("5 of 10")));
    // A second start while it runs changes nothing.
    f.presenter.start();
    QCOMPARE(f.jobs.jobs().size(), 1);
}

void StudyPresenterTest::a_stopped_study_has_no_running_stage_and_can_start_again() {
    Fixture f;
    f.presenter.start();
    QTRY_COMPARE(f.presenter.stages().at(2).state, QStringLiteral("running"));
    f.presenter.stop();
    QTRY_VERIFY(!f.presenter.running());
    QTRY_COMPARE(f.presenter.stages().at(2).state, QStringLiteral("waiting"));
    QCOMPARE(f.presenter.stagesDone(), 2);
    f.presenter.start();
    QVERIFY(f.presenter.running());
    QTRY_COMPARE(f.presenter.stages().at(2).state, QStringLiteral("running"));
    QCOMPARE(f.jobs.jobs().size(), 2);
}

void StudyPresenterTest::the_page_shows_progress_and_offers_to_stop() {
    Fixture f;
    StudyPage page(f.presenter);
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

}  // namespace recap::gui
