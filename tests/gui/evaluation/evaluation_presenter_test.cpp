// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/evaluation_presenter_test.h"

#include "gui/evaluation/answer_table.h"
#include "gui/evaluation/evaluation_presenter.h"
#include "gui/training/fake_study.h"
#include "rating/blinding.h"
#include "workflow/rating/rating_session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

struct Stage {
    Stage() : study(testing::makeFakeStudy(dir.path() / "study.recap", 10)) {
        presenter.setProject(study.project);
        testing::waitUntil([this] { return presenter.systems().size() == 4; });
    }
    ~Stage() { waitForBackground(); }
    RatingPlan plan(const char* name = "Faithful?") const {
        RatingPlan plan;
        plan.name = name;
        plan.first_run = std::to_string(study.runs.at("Alttext").value);
        plan.second_run = std::to_string(study.runs.at("RECAP Mix").value);
        plan.repeat_share = 0;
        return plan;
    }
    StudyId make(const char* name = "Faithful?") {
        QSignalSpy created(&presenter, &EvaluationPresenter::created);
        presenter.create(plan(name));
        testing::waitUntil([&] { return created.count() == 1; });
        return presenter.selected();
    }
    // Answers every item so that the second system wins `wins` times and the rest are ties.
    void rate(StudyId id, int wins) {
        const BlindingKey key{*study.project->settings().get("rating.key." + std::to_string(id.value))};
        RatingSession session(study.project, id, "anna");
        for (int i = 0; const auto view = session.current(); ++i) {
            const bool firstOnLeft = view->pictures[0].path.stem().string() == key.imageCode(view->item, true);
            session.answer(i >= wins ? "tie" : firstOnLeft ? "right" : "left");
        }
    }
    void open() { presenter.openResult(QStringLiteral("maker")); }
    testing::TempDir dir;
    testing::FakeStudy study;
    EvaluationPresenter presenter;
};

}  // namespace

void EvaluationPresenterTest::cleanup() {
    waitForBackground();
}

void EvaluationPresenterTest::runs_with_pictures_can_be_systems() {
    Stage stage;
    QStringList names;
    for (const auto& system : stage.presenter.systems()) names << system.name;
    QCOMPARE(names, (QStringList{QStringLiteral("Baseline"), QStringLiteral("Alttext"), QStringLiteral("RECAP Short"),
                                 QStringLiteral("RECAP Mix")}));
    for (const auto& system : stage.presenter.systems()) QCOMPARE(system.pictures, 6);
}

void EvaluationPresenterTest::pairs_are_counted_by_prompt_and_seed() {
    Stage stage;
    QSignalSpy counted(&stage.presenter, &EvaluationPresenter::pairsCounted);
    stage.presenter.countPairs(stage.study.runs.at("Alttext"), stage.study.runs.at("Baseline"));
    QTRY_COMPARE(counted.count(), 1);
    QCOMPARE(counted.first().at(1).toInt(), 6);
    QCOMPARE(counted.takeFirst().first().toInt(), 6);
    stage.presenter.countPairs(stage.study.runs.at("Alttext"), stage.study.runs.at("Alttext"));
    QCOMPARE(counted.takeFirst().first().toInt(), 0);
}

void EvaluationPresenterTest::a_new_study_is_listed_and_selected() {
    Stage stage;
    const auto id = stage.make();
    QVERIFY(id);
    QCOMPARE(stage.presenter.studies().rowCount(), 1);
    const auto* study = stage.presenter.studies().find(id);
    QCOMPARE(study->items, 6);
    QCOMPARE(studySubtitle(*study), QStringLiteral("6 item(s) · 0 answer(s) · 0 rater(s)"));
    stage.make("Second");
    QCOMPARE(stage.presenter.studies().rowCount(), 2);
    QCOMPARE(stage.presenter.studies().studies().front().name, std::string("Second"));
}

void EvaluationPresenterTest::a_plan_with_problems_names_every_field() {
    Stage stage;
    stage.make("Taken");
    auto plan = stage.plan("Taken");
    plan.question_type = "guess";
    plan.second_run = plan.first_run;
    plan.repeat_share = 2;
    QStringList fields;
    for (const auto& problem : stage.presenter.problems(plan)) fields << QString::fromStdString(problem.field);
    fields.sort();
    QCOMPARE(fields, (QStringList{QStringLiteral("name"), QStringLiteral("question_type"),
                                  QStringLiteral("repeat_share"), QStringLiteral("second_run")}));
    QVERIFY(stage.presenter.problems(stage.plan("Free")).empty());
}

void EvaluationPresenterTest::results_stay_sealed_until_they_are_asked_for() {
    Stage stage;
    const auto id = stage.make();
    stage.rate(id, 6);
    stage.presenter.refresh();
    QTRY_COMPARE(stage.presenter.studies().find(id)->answers, 6);
    QVERIFY(!stage.presenter.result().has_value());
    stage.open();
    QTRY_VERIFY(stage.presenter.result().has_value());
    stage.make("Another");
    QVERIFY2(!stage.presenter.result().has_value(), "another study is sealed again");
}

void EvaluationPresenterTest::counts_follow_the_answers() {
    Stage stage;
    const auto id = stage.make();
    stage.rate(id, 4);
    stage.open();
    QTRY_VERIFY(stage.presenter.result().has_value());
    const auto& comparison = stage.presenter.result()->comparisons.front();
    QCOMPARE(comparison.second, std::string("RECAP Mix"));
    QCOMPARE(comparison.tally.second, 4);
    QCOMPARE(comparison.tally.first, 0);
    QCOMPARE(comparison.tally.ties, 2);
    QCOMPARE(comparison.win_share, 1.0);
    // Wilson for 4 prompts of 4: the lower end is n / (n + t^2), t of three degrees of freedom.
    QVERIFY(std::abs(comparison.win_share_low - 4 / (4 + 3.182446305284263 * 3.182446305284263)) < 1e-9);
    QVERIFY(std::abs(comparison.sign_test.p - 0.125) < 1e-12);
    QCOMPARE(comparison.win_share_prompts, 4);
    QCOMPARE(stage.presenter.answers().size(), 6u);
    for (const auto& row : stage.presenter.answers()) QVERIFY(!row.prompt.isEmpty());
}

void EvaluationPresenterTest::answers_become_one_csv_row_each() {
    Stage stage;
    const auto id = stage.make("A, \"B\"");
    stage.rate(id, 2);
    QSignalSpy noted(&stage.presenter, &EvaluationPresenter::noted);
    const auto file = stage.dir.path() / "answers.csv";
    stage.presenter.exportCsv(QString::fromStdString(file.string()));
    QTRY_COMPARE(noted.count(), 1);
    const auto lines =
        QString::fromStdString(testing::readBytes(file)).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 7);
    QCOMPARE(lines.first().split(u',').size(), 14);
    QVERIFY(!lines[1].contains(QStringLiteral("RECAP")));
    QCOMPARE(lines.filter(QStringLiteral(",tie,")).size(), 4);
    stage.open();
    QTRY_VERIFY(stage.presenter.result().has_value());
    stage.presenter.exportCsv(QString::fromStdString(file.string()));
    QTRY_COMPARE(noted.count(), 2);
    const auto opened = QString::fromStdString(testing::readBytes(file));
    QCOMPARE(opened.count(QStringLiteral(",RECAP Mix\r\n")), 2);
    QVERIFY(opened.contains(QStringLiteral(",\"A, \"\"B\"\"\",")));
}

void EvaluationPresenterTest::a_packed_session_holds_no_name_of_a_system_data() {
    QTest::addColumn<QString>("as");
    QTest::addColumn<QString>("start");
    QTest::newRow("package") << "package"
                             << "{";
    QTest::newRow("page") << "html"
                          << "<!doctype html>";
}

void EvaluationPresenterTest::a_packed_session_holds_no_name_of_a_system() {
    QFETCH(QString, as);
    QFETCH(QString, start);
    Stage stage;
    stage.make("Alttext vs RECAP Mix");
    QSignalSpy noted(&stage.presenter, &EvaluationPresenter::noted);
    const auto file = stage.dir.path() / "session.json";
    stage.presenter.pack(QStringLiteral("ben"), QString::fromStdString(file.string()), {.as = as.toStdString()});
    QTRY_COMPARE(noted.count(), 1);
    const std::string bytes = testing::readBytes(file);
    QVERIFY(bytes.starts_with(start.toStdString()));
    for (const char* name : {"Alttext", "RECAP", "runs/", "samples", "Mix"})
        QVERIFY2(bytes.find(name) == std::string::npos, name);
}

void EvaluationPresenterTest::opening_is_recorded_and_listed() {
    Stage stage;
    const auto id = stage.make();
    QVERIFY(!stage.presenter.studies().find(id)->opened);
    stage.open();
    QTRY_VERIFY(stage.presenter.studies().find(id)->opened);
    QCOMPARE(ratingOpenings(*stage.study.project, id).front().who, std::string("maker"));
    QCOMPARE(stage.presenter.result()->openings.size(), 1u);
}

void EvaluationPresenterTest::a_question_must_not_name_a_system() {
    Stage stage;
    auto plan = stage.plan("Free");
    plan.question = "Is RECAP Mix better?";
    const auto problems = stage.presenter.problems(plan);
    QCOMPARE(problems.size(), 1u);
    QCOMPARE(problems.front().field, std::string("question"));
}

void EvaluationPresenterTest::the_list_passes_the_model_tester() {
    StudyListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RatingStudyInfo first;
    first.id = StudyId{1};
    RatingStudyInfo second;
    second.id = StudyId{2};
    model.setStudies({first, second});
    QCOMPARE(model.rowOf(StudyId{2}), 0);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    second.answers = 5;
    model.setStudies({first, second});
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.find(StudyId{2})->answers, 5);
    model.setStudies({});
    QCOMPARE(model.rowCount(), 0);
}

}  // namespace recap::gui
