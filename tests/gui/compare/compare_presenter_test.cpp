// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/compare_presenter_test.h"

#include "gui/compare/compare_presenter.h"
#include "gui/jobs/job_service.h"
#include "gui/training/fake_study.h"

#include <QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>

namespace recap::gui {

namespace {

struct Stage {
    Stage() : study(testing::makeFakeStudy(dir.path() / "study.recap", 10)), presenter(jobs) {
        presenter.setProject(study.project);
        testing::waitUntil([this] { return presenter.matrix().rowCount() == 6; });
    }
    ~Stage() {
        jobs.cancelAll();
        for (auto* job : jobs.jobs()) testing::waitUntil([job] { return job->ended(); });
        waitForBackground();
    }
    testing::TempDir dir;
    testing::FakeStudy study;
    JobService jobs;
    ComparePresenter presenter;
};

}  // namespace

void ComparePresenterTest::cleanup() {
    waitForBackground();
}

void ComparePresenterTest::runs_with_pictures_are_chosen_and_the_last_step_is_shown() {
    Stage stage;
    QCOMPARE(stage.presenter.matrix().columnCount(), 4);
    QCOMPARE(stage.presenter.step(), 2000);
    QCOMPARE(stage.presenter.steps(), (std::vector<qint64>{0, 500, 1000, 1500, 2000}));
    QCOMPARE(stage.presenter.metrics().rows.size(), 5u);
    QVERIFY(stage.presenter.metrics().rows.back().model.reference);
    QCOMPARE(stage.presenter.metrics().columns.size(), 6u);
}

void ComparePresenterTest::a_run_can_be_taken_out_and_stays_out() {
    Stage stage;
    const auto run = stage.study.runs.at("Alttext");
    stage.presenter.setChosen(run, false);
    QTRY_COMPARE(stage.presenter.matrix().columnCount(), 3);
    QCOMPARE(stage.presenter.metrics().rows.size(), 4u);
    stage.presenter.refresh();
    waitForBackground();
    QTest::qWait(20);
    QVERIFY(!stage.presenter.isChosen(run));
    QTRY_COMPARE(stage.presenter.matrix().columnCount(), 3);
}

void ComparePresenterTest::prompts_can_be_searched() {
    Stage stage;
    stage.presenter.setPromptFilter(QStringLiteral("ZEBRA"));
    QCOMPARE(stage.presenter.matrix().rowCount(), 1);
    QCOMPARE(stage.presenter.prompts().size(), 6);
    stage.presenter.setPromptFilter({});
    QCOMPARE(stage.presenter.matrix().rowCount(), 6);
}

void ComparePresenterTest::flicker_swaps_with_the_run_visited_before() {
    Stage stage;
    stage.presenter.setCurrent(1, 1);
    stage.presenter.setCurrent(1, 3);
    QCOMPARE(stage.presenter.partner(), 1);
    QSignalSpy changed(&stage.presenter, &ComparePresenter::currentChanged);
    stage.presenter.flicker();
    QVERIFY(stage.presenter.flickered());
    stage.presenter.flicker();
    QVERIFY(!stage.presenter.flickered());
    QCOMPARE(changed.count(), 2);
    stage.presenter.flicker();
    stage.presenter.move(1, 0);
    QVERIFY2(!stage.presenter.flickered(), "a new cell shows its own picture");
    QCOMPARE(stage.presenter.partner(), 1);
}

void ComparePresenterTest::moving_stops_at_the_edges() {
    Stage stage;
    stage.presenter.setCurrent(0, 0);
    stage.presenter.move(-1, -1);
    QCOMPARE(stage.presenter.row(), 0);
    QCOMPARE(stage.presenter.column(), 0);
    stage.presenter.move(100, 100);
    QCOMPARE(stage.presenter.row(), 5);
    QCOMPARE(stage.presenter.column(), 3);
}

void ComparePresenterTest::settings_of_a_picture_are_listed() {
    Stage stage;
    const auto lines = stage.presenter.settingsOf(1, 3);
    const auto value = [&](const QString& name) {
        const auto it = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.name == name; });
        return it == lines.end() ? QString() : it->value;
    };
    QCOMPARE(value(QStringLiteral("Run")), QStringLiteral("RECAP Mix"));
    QCOMPARE(value(QStringLiteral("Seed")), QStringLiteral("42"));
    QCOMPARE(value(QStringLiteral("Scheduler")), QStringLiteral("ddim"));
    QCOMPARE(value(QStringLiteral("Training step")), QStringLiteral("2,000"));
    QVERIFY(stage.presenter.settingsOf(99, 0).empty());
}

void ComparePresenterTest::full_pictures_are_read_once_in_the_background() {
    Stage stage;
    stage.presenter.setCurrent(2, 1);
    QSignalSpy ready(&stage.presenter, &ComparePresenter::imageReady);
    QVERIFY(stage.presenter.imageOf(1).isNull());
    QVERIFY(stage.presenter.imageOf(1).isNull());
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(ready.front().front().toInt(), 1);
    QCOMPARE(stage.presenter.imageOf(1).size(), QSize(48, 48));
}

void ComparePresenterTest::configurations_are_compared_option_by_option() {
    Stage stage;
    const auto differences = stage.presenter.differences();
    QCOMPARE(differences.differing.size(), 1u);
    QCOMPARE(differences.differing.front().first, QStringLiteral("caption_source"));
    QCOMPARE(differences.differing.front().second,
             (QStringList{QStringLiteral("alttext"), QStringLiteral("recap_short"), QStringLiteral("mix")}));
    QVERIFY(differences.equal > 4);
}

void ComparePresenterTest::exports_are_written_by_the_ending_of_the_name() {
    Stage stage;
    QSignalSpy exported(&stage.presenter, &ComparePresenter::exported);
    QSignalSpy failed(&stage.presenter, &ComparePresenter::failed);
    for (const char* name : {"t.csv", "t.tex", "t.md"})
        stage.presenter.exportMetrics(QString::fromStdString((stage.dir.path() / name).string()));
    QTRY_COMPARE(exported.count(), 3);
    QVERIFY(testing::readBytes(stage.dir.path() / "t.csv").starts_with("model,metric,value"));
    QVERIFY(testing::readBytes(stage.dir.path() / "t.tex").find("\\begin{tabular}{lrrrrrr}") != std::string::npos);
    QVERIFY(testing::readBytes(stage.dir.path() / "t.md").starts_with("| Model |"));
    stage.presenter.exportMetrics(QStringLiteral("/proc/nowhere/t.csv"));
    QTRY_COMPARE(failed.count(), 1);
}

void ComparePresenterTest::computing_again_is_planned_with_the_seed_of_the_numbers_that_are_there() {
    Stage stage;
    auto record = stage.study.project->metrics().list(stage.study.runs.at("Alttext")).front();
    record.card["bootstrap_seed"] = 77;
    record.card["computed_ms"] = 1000;
    stage.study.project->metrics().add(record);
    stage.presenter.refresh();
    QTRY_COMPARE(stage.presenter.metricsPlan().seed, qint64{77});
    const auto plan = stage.presenter.metricsPlan();
    QCOMPARE(plan.computed_ms, qint64{1000});
    QCOMPARE(plan.runs.size(), 4u);  // the real images have numbers, but no pictures here
    QCOMPARE(plan.replaced, (QStringList{QStringLiteral("Baseline"), QStringLiteral("Alttext"),
                                         QStringLiteral("RECAP Short"), QStringLiteral("RECAP Mix")}));
    // A run of which there are only previews has nothing to judge.
    const auto run = stage.study.runs.at("Alttext");
    for (auto sample : stage.study.project->samples().list(run)) {
        sample.settings["preview"] = true;
        stage.study.project->samples().add(sample);
    }
    stage.presenter.refresh();
    QTRY_COMPARE(stage.presenter.metricsPlan().runs.size(), 3u);
    QCOMPARE(stage.presenter.matrix().columnCount(), 4);  // but much to look at
}

void ComparePresenterTest::numbers_of_other_pictures_than_the_run_has_say_so() {
    Stage stage;
    const auto run = stage.study.runs.at("Alttext");
    for (auto record : stage.study.project->metrics().list(run)) {
        record.card["images"] = record.name == "fid" ? 10 : 6;  // six prompts were drawn
        stage.study.project->metrics().add(record);
    }
    stage.presenter.refresh();
    const auto warning = [&](std::size_t column) {
        for (const auto& row : stage.presenter.metrics().rows)
            if (row.model.run == run) return QString::fromStdString(row.cells[column]->warning.english());
        return QString();
    };
    QTRY_VERIFY(warning(0).contains(QStringLiteral("computed from 10 samples; the run now has 6")));
    QVERIFY(warning(1).isEmpty());
}

void ComparePresenterTest::drawing_starts_one_job_a_run_with_a_model() {
    Stage stage;
    SampleOptions options;
    options.seed = 7;
    stage.presenter.drawSamples({stage.study.runs.at("Alttext"), stage.study.runs.at("Baseline")},
                                {QStringLiteral("a cat")}, options);
    QCOMPARE(stage.jobs.jobs().size(), 1);
    QVERIFY(stage.jobs.jobs().first()->title().contains(QStringLiteral("Alttext")));
    QSignalSpy failed(&stage.presenter, &ComparePresenter::failed);
    options.steps = 0;
    stage.presenter.drawSamples({stage.study.runs.at("Alttext")}, {QStringLiteral("a cat")}, options);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(stage.jobs.jobs().size(), 1);
}

}  // namespace recap::gui
