// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/sample_matrix_test.h"

#include "gui/compare/sample_matrix.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest/QTest>

namespace recap::gui {

namespace {

SampleRecord sample(std::int64_t step, const char* prompt, std::int64_t seed, const char* scheduler = "ddim") {
    SampleRecord record;
    record.step = step;
    record.prompt = prompt;
    record.seed = seed;
    record.path = std::string(prompt) + "_" + std::to_string(step) + "_" + std::to_string(seed);
    record.settings = {{"scheduler", scheduler}, {"steps", 25}, {"guidance", 3.0}};
    return record;
}

QString same(const std::string& path) {
    return QString::fromStdString(path);
}

std::vector<RunLabel> runs() {
    return {{RunId{1}, QStringLiteral("Baseline"), 0, false}, {RunId{2}, QStringLiteral("RECAP"), 3, false}};
}

}  // namespace

void SampleMatrixTest::a_row_holds_only_equal_prompts_and_seeds() {
    const auto matrix = makeSampleMatrix(
        runs(), {{sample(0, "a", 1), sample(0, "b", 1)}, {sample(0, "b", 1), sample(0, "b", 2)}}, same);
    QCOMPARE(matrix.rows, (std::vector<SampleMatrix::Row>{
                              {QStringLiteral("a"), 1}, {QStringLiteral("b"), 1}, {QStringLiteral("b"), 2}}));
    QVERIFY(matrix.at(0, 1, 100) == nullptr);
    QCOMPARE(matrix.at(1, 1, 100)->path, QStringLiteral("b_0_1"));
    QVERIFY(matrix.at(2, 0, 100) == nullptr);
}

void SampleMatrixTest::a_cell_shows_the_newest_picture_that_is_not_newer_than_the_step() {
    const auto matrix =
        makeSampleMatrix(runs(), {{sample(0, "a", 1)}, {sample(200, "a", 1), sample(100, "a", 1)}}, same);
    QCOMPARE(matrix.at(0, 0, 200)->step, 0);
    QVERIFY(matrix.at(0, 1, 99) == nullptr);
    QCOMPARE(matrix.at(0, 1, 100)->step, 100);
    QCOMPARE(matrix.at(0, 1, 199)->step, 100);
    QCOMPARE(matrix.at(0, 1, 5000)->step, 200);
}

void SampleMatrixTest::a_preview_gives_way_to_a_picture_of_the_same_step() {
    auto preview = sample(200, "a", 1);
    preview.path = "preview";
    preview.settings["preview"] = true;
    auto early = preview;
    early.step = 100;
    for (const auto& list : {std::vector{early, preview, sample(200, "a", 1)}, {sample(200, "a", 1), preview, early}}) {
        const auto matrix = makeSampleMatrix({runs()[0]}, {list}, same);
        QCOMPARE(matrix.at(0, 0, 200)->path, QStringLiteral("a_200_1"));
        QVERIFY(!matrix.at(0, 0, 200)->preview);
        QVERIFY(matrix.at(0, 0, 150)->preview);
    }
}

void SampleMatrixTest::the_slider_knows_every_step_of_every_run() {
    const auto matrix =
        makeSampleMatrix(runs(), {{sample(0, "a", 1)}, {sample(200, "a", 1), sample(100, "a", 1)}}, same);
    QCOMPARE(matrix.steps, (std::vector<qint64>{0, 100, 200}));
}

void SampleMatrixTest::the_model_passes_the_model_tester() {
    SampleMatrixModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setMatrix(std::make_shared<SampleMatrix>(
        makeSampleMatrix(runs(), {{sample(0, "a", 7), sample(50, "a", 7)}, {sample(100, "a", 7)}}, same)));
    model.setStep(100);
    QCOMPARE(model.index(0, 0).data(SampleMatrixModel::PathRole).toString(), QStringLiteral("a_50_7"));
    QVERIFY2(!model.index(0, 0).data(SampleMatrixModel::ExactRole).toBool(), "an older picture is said to be older");
    QVERIFY(model.index(0, 1).data(SampleMatrixModel::ExactRole).toBool());
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("RECAP"));
    QCOMPARE(model.headerData(0, Qt::Vertical, SampleMatrixModel::SubtitleRole).toString(),
             QStringLiteral("seed 7 · DDIM 25 · guidance 3"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setStep(0);
    QCOMPARE(changed.count(), 1);
    QVERIFY(model.index(0, 1).data(SampleMatrixModel::PathRole).toString().isEmpty());
}

void SampleMatrixTest::the_row_says_when_samplers_differ() {
    SampleMatrixModel model;
    model.setMatrix(std::make_shared<SampleMatrix>(
        makeSampleMatrix(runs(), {{sample(0, "a", 7)}, {sample(0, "a", 7, "pndm")}}, same)));
    QVERIFY(model.headerData(0, Qt::Vertical, SampleMatrixModel::SubtitleRole)
                .toString()
                .contains(QStringLiteral("samplers differ")));
}

}  // namespace recap::gui
