// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_list_model_test.h"

#include "gui/training/run_list_model.h"
#include "gui/widgets/run_series.h"
#include "workflow/runs/run_lookup.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest/QTest>

namespace recap::gui {

namespace {

RunCard card(std::int64_t run, RunState state, int position = 0) {
    RunCard card;
    card.run = RunId{run};
    card.job = run == 0 ? 77 : 0;
    card.name = QStringLiteral("run %1").arg(run);
    card.state = state;
    card.queuePosition = position;
    return card;
}

QStringList names(const RunListModel& model) {
    QStringList names;
    for (const auto& c : model.cards()) names << c.name;
    return names;
}

}  // namespace

void RunListModelTest::running_comes_first_then_the_queue_then_the_newest() {
    RunListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCards({card(1, RunState::Done), card(2, RunState::Running), card(3, RunState::Failed),
                    card(4, RunState::Queued, 2), card(0, RunState::Queued, 1)});
    QCOMPARE(names(model), (QStringList{QStringLiteral("run 2"), QStringLiteral("run 0"), QStringLiteral("run 4"),
                                        QStringLiteral("run 3"), QStringLiteral("run 1")}));
}

void RunListModelTest::a_selection_stays_on_its_run_when_the_order_changes() {
    RunListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCards({card(1, RunState::Done), card(2, RunState::Done)});
    const QPersistentModelIndex chosen = model.index(model.rowOf(RunId{1}));
    QCOMPARE(chosen.row(), 1);
    model.updateState(RunId{1}, RunState::Running);
    QCOMPARE(chosen.row(), 0);
    QCOMPARE(chosen.data(RunListModel::RunIdRole).toLongLong(), 1);
}

void RunListModelTest::progress_changes_one_card_only() {
    RunListModel model;
    model.setCards({card(1, RunState::Running), card(2, RunState::Done)});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.updateProgress(RunId{1}, 50, 200);
    model.updateProgress(RunId{99}, 1, 2);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.front().front().toModelIndex().row(), 0);
    QCOMPARE(model.find(RunId{1})->step, 50);
    QCOMPARE(runStatusLine(*model.find(RunId{1})), QStringLiteral("running 25 %"));
}

void RunListModelTest::the_status_line_says_what_counts_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("line");
    QTest::newRow("queued") << static_cast<int>(RunState::Queued) << 0 << 2 << "queued 2";
    QTest::newRow("interrupted") << static_cast<int>(RunState::Interrupted) << 310 << 0 << "interrupted at step 310";
    QTest::newRow("stopped") << static_cast<int>(RunState::Cancelled) << 40 << 0 << "stopped at step 40";
    QTest::newRow("done") << static_cast<int>(RunState::Done) << 100 << 0 << "done";
}

void RunListModelTest::the_status_line_says_what_counts() {
    QFETCH(int, state);
    QFETCH(int, step);
    QFETCH(int, position);
    QFETCH(QString, line);
    RunCard shown = card(5, static_cast<RunState>(state), position);
    shown.step = step;
    shown.steps = 100;
    QCOMPARE(runStatusLine(shown), line);
}

void RunListModelTest::pictures_drawn_from_a_run_share_its_series() {
    std::vector<RunRecord> runs(5);
    const RunKind kinds[] = {RunKind::Samples, RunKind::Samples, RunKind::Diffusion, RunKind::Captioner,
                             RunKind::Samples};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].id = RunId{static_cast<std::int64_t>(i) + 1};
        runs[i].kind = kinds[i];
    }
    runs[0].config = {{"model", "real"}};
    runs[4].parent = runs[2].id;
    const auto series = seriesOfRuns(runs);
    QVERIFY(isReferenceRun(runs[0]));
    QCOMPARE(series.at(runs[1].id), 0);
    QCOMPARE(series.at(runs[2].id), 1);
    QCOMPARE(series.at(runs[4].id), 1);
}

void RunListModelTest::the_summary_names_parts_captions_rate_and_steps() {
    RunRecord run;
    run.kind = RunKind::Diffusion;
    run.config = {{"train_parts", "unet"}, {"caption_source", "alttext"}, {"learning_rate", 1e-4}, {"max_steps", 2000}};
    const QString text = runSummary(run);
    QVERIFY2(text.startsWith(QStringLiteral("UNet · ")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("2,000 steps")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("lr ")), qPrintable(text));
    run.config = "not an object";
    QCOMPARE(runSummary(run), QStringLiteral("UNet + text encoder"));
}

}  // namespace recap::gui
