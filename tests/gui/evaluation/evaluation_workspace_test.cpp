// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/evaluation_workspace_test.h"

#include "gui/evaluation/evaluation_workspace.h"
#include "gui/evaluation/rater_view.h"
#include "gui/jobs/job_service.h"
#include "gui/training/fake_study.h"
#include "gui/widgets/key_button.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QtTest/QTest>

namespace recap::gui {

namespace {

using State = RaterPresenter::State;

struct Window {
    explicit Window(bool withStudy = true)
        : shell(dir), study(testing::makeFakeStudy(dir.path() / "study.recap", 10)), workspace(*shell.shell) {
        if (withStudy) {
            RatingPlan plan;
            plan.name = "Alttext vs RECAP Mix";
            plan.first_run = "Alttext";
            plan.second_run = "RECAP Mix";
            plan.repeat_share = 0;
            id = createRatingStudy(*study.project, plan).id;
        }
        // Tests press keys at once; that a minimum time must pass is tested with a clock.
        workspace.rater().setMinimumViewMs(0);
        workspace.resize(1376, 860);
        workspace.show();
        workspace.setProject(study.project);
        testing::waitUntil([this] { return workspace.presenter().systems().size() == 4; });
        testing::settle(1);
        workspace.firstFocus()->setFocus();
    }
    ~Window() { waitForBackground(); }
    template <class T>
    T* find(const char* name) {
        auto* found = workspace.findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("there is no %s", name);
        return found;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : &workspace, key,
                        modifiers);
    }
    // Until both pictures are on the screen, or there is none.
    void rest() {
        testing::waitUntil([this] {
            const auto state = workspace.rater().state();
            return state != State::Loading && (state != State::Showing || workspace.rater().answerable());
        });
    }
    void begin() {
        find<QLineEdit>("raterName")->setText(QStringLiteral("anna"));
        QTest::mouseClick(find<QPushButton>("buttonBeginSession"), Qt::LeftButton);
        rest();
    }

    testing::TempDir dir;
    testing::TestShell shell;
    testing::FakeStudy study;
    StudyId id;
    EvaluationWorkspace workspace;
};

}  // namespace

void EvaluationWorkspaceTest::cleanup() {
    waitForBackground();
}

void EvaluationWorkspaceTest::a_study_is_made_rated_and_reported_by_keyboard() {
    Window window(false);
    QTest::mouseClick(window.find<QPushButton>("emptyNewStudy"), Qt::LeftButton);
    QTRY_VERIFY(window.find<QWidget>("studyForm")->isVisible());
    auto* name = window.find<QLineEdit>("studyName");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Keyboard"));
    window.find<QSpinBox>("studyItems")->setValue(5);
    window.find<QSpinBox>("studyRepeats")->setValue(40);
    QTRY_VERIFY(window.find<QPushButton>("studyCreate")->isEnabled());
    window.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(window.find<QLabel>("studyTitle")->text(), QStringLiteral("Keyboard"));

    QSignalSpy immersive(&window.workspace, &Workspace::immersiveChanged);
    window.begin();
    QTRY_VERIFY(window.find<QWidget>("raterView")->isVisible());
    QCOMPARE(immersive.count(), 1);
    QCOMPARE(immersive.front().front().toBool(), true);
    // Two of five pairs are repeated: seven items, answered by the number keys.
    for (const auto key : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_1, Qt::Key_2}) {
        window.rest();
        QCOMPARE(window.workspace.rater().state(), State::Showing);
        window.press(key);
    }
    QTRY_COMPARE(window.workspace.rater().state(), State::Finished);
    QVERIFY(window.find<QLabel>("raterMessage")->isVisible());
    window.press(Qt::Key_Escape);
    QTRY_VERIFY(!window.find<QWidget>("raterView")->isVisible());
    window.shell.prompter->yes = true;
    window.press(Qt::Key_R);
    QTRY_COMPARE(window.find<QTableWidget>("answerTable")->rowCount(), 7);
    QVERIFY(window.find<QWidget>("outcomeBar")->isVisible());
    const auto responses = window.study.project->ratings().responses(window.workspace.presenter().selected());
    QCOMPARE(responses.size(), 7u);
    QCOMPARE(responses[0].answer, std::string("left"));
    QCOMPARE(responses[3].answer, std::string("both_bad"));
    QCOMPARE(responses[4].answer, std::string("cannot_say"));
}

void EvaluationWorkspaceTest::the_rater_sees_no_name_and_no_path() {
    Window window;
    window.begin();
    QTRY_COMPARE(window.workspace.rater().state(), State::Showing);
    auto* view = window.find<RaterView>("raterView");
    QStringList texts;
    auto widgets = view->findChildren<QWidget*>();
    widgets << view;
    for (const auto* widget : widgets) {
        texts << widget->toolTip() << widget->statusTip() << widget->whatsThis() << widget->accessibleName()
              << widget->accessibleDescription() << widget->windowTitle() << widget->windowFilePath();
        if (const auto* label = qobject_cast<const QLabel*>(widget)) texts << label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) texts << button->text();
        if (const auto* picture = qobject_cast<const ImageView*>(widget))
            texts << picture->path() << picture->image().text();
    }
    for (const auto* action : view->actions()) texts << action->toolTip() << action->statusTip();
    const QString all = texts.join(u'\n');
    QVERIFY2(all.contains(window.workspace.rater().item().prompt), "the prompt itself is shown");
    for (const char* secret : {"Alttext", "RECAP", "Mix", "runs/", ".png", "sample", "2000", " vs "})
        QVERIFY2(!all.contains(QLatin1String(secret)), secret);
}

void EvaluationWorkspaceTest::leaving_keeps_the_answers_and_gives_the_window_back() {
    Window window;
    QSignalSpy immersive(&window.workspace, &Workspace::immersiveChanged);
    window.begin();
    QTRY_COMPARE(window.workspace.rater().state(), State::Showing);
    window.press(Qt::Key_1);
    window.rest();
    window.press(Qt::Key_P);
    QCOMPARE(window.workspace.rater().state(), State::Paused);
    QVERIFY(!window.find<QWidget>("raterPicture1")->isVisible());
    window.press(Qt::Key_Escape);
    QTRY_COMPARE(immersive.count(), 2);
    QCOMPARE(immersive.back().front().toBool(), false);
    QCOMPARE(window.study.project->ratings().responses(window.id).size(), 1u);
    QTRY_VERIFY(window.find<QLabel>("studyFacts")->text().contains(QStringLiteral("1 answer")));
}

void EvaluationWorkspaceTest::keys_of_the_workspace_sleep_while_a_rater_works() {
    Window window;
    window.begin();
    QTRY_COMPARE(window.workspace.rater().state(), State::Showing);
    for (const auto key : {Qt::Key_N, Qt::Key_R, Qt::Key_B, Qt::Key_E}) window.press(key);
    testing::settle(1);
    QVERIFY(window.find<QWidget>("raterView")->isVisible());
    QVERIFY(!window.workspace.presenter().result().has_value());
}

void EvaluationWorkspaceTest::keys_of_the_page_sleep_under_the_open_form() {
    Window window;
    window.shell.prompter->yes = true;
    window.shell.prompter->save = QString::fromStdString((window.dir.path() / "answers.csv").string());
    QSignalSpy immersive(&window.workspace, &Workspace::immersiveChanged);
    window.find<QLineEdit>("raterName")->setText(QStringLiteral("anna"));
    window.press(Qt::Key_N);
    QTRY_VERIFY(window.find<QWidget>("studyForm")->isVisible());
    for (const auto key : {Qt::Key_R, Qt::Key_B, Qt::Key_E}) QTest::keyClick(window.find<QWidget>("studyForm"), key);
    testing::settle(1);
    QVERIFY(window.find<QWidget>("studyForm")->isVisible());
    QVERIFY(ratingOpenings(*window.study.project, window.id).empty());
    QVERIFY(!std::filesystem::exists(window.dir.path() / "answers.csv"));
    QCOMPARE(immersive.count(), 0);
    window.press(Qt::Key_Escape);
    window.workspace.firstFocus()->setFocus();
    window.press(Qt::Key_R);
    QTRY_VERIFY(window.workspace.presenter().result().has_value());
}

void EvaluationWorkspaceTest::results_are_shown_only_when_the_question_is_answered_with_yes() {
    Window window;
    QVERIFY(window.find<QLabel>("studySealed")->isVisible());
    QVERIFY(!window.find<QWidget>("answerTable")->isVisible());
    window.press(Qt::Key_R);
    testing::settle(1);
    QVERIFY(window.find<QLabel>("studySealed")->isVisible());
    QVERIFY(ratingOpenings(*window.study.project, window.id).empty());
    window.shell.prompter->yes = true;
    window.press(Qt::Key_R);
    QTRY_VERIFY(!window.find<QLabel>("studySealed")->isVisible());
    QCOMPARE(ratingOpenings(*window.study.project, window.id).front().who, loginName());
    QTRY_VERIFY(window.find<QLabel>("studyFacts")->text().contains(QStringLiteral("opened")));
}

void EvaluationWorkspaceTest::a_session_closes_the_results_that_were_open() {
    Window window;
    window.shell.prompter->yes = true;
    window.press(Qt::Key_R);
    QTRY_VERIFY(window.workspace.presenter().result().has_value());
    window.begin();
    window.press(Qt::Key_1);
    window.rest();
    window.press(Qt::Key_Escape);
    testing::settle(1);
    QVERIFY(!window.workspace.presenter().result().has_value());
    QCOMPARE(ratingOpenings(*window.study.project, window.id).size(), 1u);
}

void EvaluationWorkspaceTest::keys_pressed_one_after_the_other_answer_one_item() {
    Window window;
    window.workspace.rater().setMinimumViewMs(3600 * 1000);
    window.find<QLineEdit>("raterName")->setText(QStringLiteral("anna"));
    QTest::mouseClick(window.find<QPushButton>("buttonBeginSession"), Qt::LeftButton);
    QTRY_VERIFY(window.workspace.rater().painted());
    for (int i = 0; i < 3; ++i) window.press(Qt::Key_1);
    QTest::mouseClick(window.find<QPushButton>("buttonAnswer1"), Qt::LeftButton);
    waitForBackground();
    QVERIFY(!window.find<QPushButton>("buttonAnswer1")->isEnabled());
    QVERIFY(window.study.project->ratings().responses(window.id).empty());
    // Held down, a key answers once.
    window.workspace.rater().setMinimumViewMs(0);
    window.workspace.rater().togglePause();
    window.workspace.rater().togglePause();
    window.rest();
    QKeyEvent held(QEvent::KeyPress, Qt::Key_1, Qt::NoModifier, QStringLiteral("1"), true);
    QApplication::sendEvent(window.find<QWidget>("raterView"), &held);
    window.rest();
    QVERIFY(window.study.project->ratings().responses(window.id).empty());
    window.press(Qt::Key_1);
    window.rest();
    QCOMPARE(window.study.project->ratings().responses(window.id).size(), 1u);
}

void EvaluationWorkspaceTest::smooth_and_sharp_show_the_same_picture_differently() {
    Window window;
    window.begin();
    QTRY_COMPARE(window.workspace.rater().state(), State::Showing);
    auto* left = window.find<ImageView>("raterPicture1");
    const auto sharp = left->image();
    window.find<QCheckBox>("raterSmooth")->click();
    const auto smooth = left->image();
    QVERIFY(smooth.width() > sharp.width());
    window.find<QCheckBox>("raterSmooth")->click();
    QCOMPARE(left->image(), sharp);
    // One key zooms both.
    window.press(Qt::Key_Z);
    QVERIFY(left->viewState().zoom > 1);
    QCOMPARE(window.find<ImageView>("raterPicture2")->viewState(), left->viewState());
}

void EvaluationWorkspaceTest::every_question_type_has_its_pictures_and_keys_data() {
    QTest::addColumn<QString>("type");
    for (const auto& type : questionTypes()) QTest::newRow(type.id.c_str()) << QString::fromStdString(type.id);
}

void EvaluationWorkspaceTest::every_question_type_has_its_pictures_and_keys() {
    QFETCH(QString, type);
    const auto& row = requireQuestionType(type.toStdString());
    Window window;
    window.begin();
    window.press(Qt::Key_Escape);
    // After a session of another type.
    RatingPlan plan;
    plan.name = "typed";
    plan.question_type = row.id;
    plan.first_run = "Alttext";
    plan.second_run = "RECAP Mix";
    plan.repeat_share = 0;
    const auto study = createRatingStudy(*window.study.project, plan).id;
    window.workspace.presenter().refresh();
    QTRY_COMPARE(window.workspace.presenter().studies().rowCount(), 2);
    window.workspace.presenter().select(study);
    window.begin();
    QCOMPARE(window.workspace.rater().state(), State::Showing);
    auto* view = window.find<RaterView>("raterView");
    QCOMPARE(view->findChildren<ImageView*>().size(), static_cast<qsizetype>(row.places.size()));
    QCOMPARE(window.find<QLabel>("raterQuestion")->text().toStdString(), row.question.english());
    int number = 0;
    for (const auto& answer : row.answers) {
        const auto* button = window.find<KeyButton>(qPrintable(QStringLiteral("buttonAnswer%1").arg(++number)));
        QCOMPARE(button->text().toStdString(), answer.label.english());
        QCOMPARE(button->key(), QKeySequence(Qt::Key_0 + number));
        QVERIFY(button->isVisible() && button->isEnabled());
    }
    QVERIFY(view->findChild<QPushButton*>(QStringLiteral("buttonAnswer%1").arg(number + 1)) == nullptr);
    // Every key gives its answer.
    const auto given = std::min<std::size_t>(row.answers.size(), 6);
    for (std::size_t i = 0; i < given; ++i) {
        window.press(static_cast<Qt::Key>(Qt::Key_1 + i));
        window.rest();
    }
    const auto responses = window.study.project->ratings().responses(study);
    QCOMPARE(responses.size(), given);
    for (std::size_t i = 0; i < given; ++i) QCOMPARE(responses[i].answer, row.answers[i].id);
}

void EvaluationWorkspaceTest::levels_are_rated_and_reported_by_keyboard() {
    Window window;
    window.press(Qt::Key_N);
    QTRY_VERIFY(window.find<QWidget>("studyForm")->isVisible());
    window.find<QLineEdit>("studyName")->setText(QStringLiteral("Levels"));
    auto* types = window.find<QComboBox>("studyQuestionType");
    QCOMPARE(types->count(), static_cast<int>(questionTypes().size()));
    QVERIFY(window.find<QSpinBox>("studyRepeats")->isVisible());
    types->setCurrentIndex(1);
    QVERIFY(!window.find<QSpinBox>("studyRepeats")->isVisible());
    QTRY_VERIFY(window.find<QPushButton>("studyCreate")->isEnabled());
    QVERIFY(window.find<QLabel>("studySummary")->text().contains(QStringLiteral("12 item")));
    window.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(window.find<QLabel>("studyTitle")->text(), QStringLiteral("Levels"));
    window.begin();
    while (window.workspace.rater().state() == State::Showing) {
        window.press(Qt::Key_4);
        window.rest();
    }
    QCOMPARE(window.workspace.rater().state(), State::Finished);
    window.press(Qt::Key_Escape);
    window.shell.prompter->yes = true;
    window.press(Qt::Key_R);
    QTRY_COMPARE(window.find<QTableWidget>("answerTable")->rowCount(), 12);
    QCOMPARE(window.workspace.findChildren<QWidget*>(QStringLiteral("outcomeBar")).size(), 2);
    const auto& result = *window.workspace.presenter().result();
    for (const auto& system : result.systems) QCOMPARE(system.levels->mean, 4.0);
    QCOMPARE(window.workspace.presenter().answers().front().answer.toStdString(),
             result.type->requireAnswer("4").label.english());
    // A study of pairs shows its own result again.
    window.workspace.presenter().select(window.id);
    window.press(Qt::Key_R);
    QTRY_VERIFY(window.workspace.presenter().result().has_value());
    QCOMPARE(window.workspace.findChildren<QWidget*>(QStringLiteral("outcomeBar")).size(), 1);
}

void EvaluationWorkspaceTest::without_a_name_the_key_asks_for_it_and_return_begins() {
    Window window;
    QSignalSpy immersive(&window.workspace, &Workspace::immersiveChanged);
    auto* name = window.find<QLineEdit>("raterName");
    name->clear();
    window.press(Qt::Key_B);
    QCOMPARE(immersive.count(), 0);
    QVERIFY(name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("bea"));
    QTest::keyClick(name, Qt::Key_Return);
    window.rest();
    QCOMPARE(immersive.count(), 1);
    QCOMPARE(window.workspace.rater().state(), State::Showing);
}

void EvaluationWorkspaceTest::answers_are_exported() {
    Window window;
    window.shell.prompter->save = QString::fromStdString((window.dir.path() / "answers.csv").string());
    QSignalSpy noted(window.shell.shell.get(), &Shell::noteRaised);
    window.press(Qt::Key_E);
    QTRY_COMPARE(noted.count(), 1);
    QVERIFY(testing::readBytes(window.dir.path() / "answers.csv").starts_with("study,plan_hash,rater"));
}

void EvaluationWorkspaceTest::a_session_package_is_rated_without_a_project() {
    Window window;
    const auto file = window.dir.path() / "anna.json";
    packRatingStudy(*window.study.project, window.id, "anna", file);
    window.workspace.setProject(nullptr);
    QSignalSpy immersive(&window.workspace, &Workspace::immersiveChanged);
    QSignalSpy shown(window.shell.shell.get(), &Shell::workspaceWanted);
    QVERIFY(!window.workspace.openDocument(QStringLiteral("/pictures/cat.png")));
    QVERIFY(window.workspace.openDocument(QString::fromStdString(file.string())));
    window.rest();
    QCOMPARE(immersive.count(), 1);
    QCOMPARE(window.workspace.rater().state(), State::Showing);
    QVERIFY(!window.workspace.rater().item().pictures.at(0).isNull());
    const int total = window.workspace.rater().total();
    QCOMPARE(total, 6);
    for (int i = 0; i < total; ++i) {
        window.press(i % 2 == 0 ? Qt::Key_1 : Qt::Key_2);
        window.rest();
    }
    QCOMPARE(window.workspace.rater().state(), State::Finished);
    QVERIFY(window.find<QLabel>("raterMessage")->isVisible());
    const auto report = mergeRatings(*window.study.project, {window.dir.path() / "anna-answers.json"});
    QCOMPARE(report.accepted, std::int64_t{total});
    window.press(Qt::Key_Escape);
    QCOMPARE(immersive.back().front().toBool(), false);
    QCOMPARE(shown.count(), 1);
    QCOMPARE(shown.front().front().toString(), QStringLiteral("start"));
}

void EvaluationWorkspaceTest::a_damaged_package_raises_an_error_and_takes_no_screen() {
    Window window;
    const auto file = window.dir.path() / "anna.json";
    packRatingStudy(*window.study.project, window.id, "anna", file);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    QSignalSpy immersive(&window.workspace, &Workspace::immersiveChanged);
    QSignalSpy errors(window.shell.shell.get(), &Shell::errorRaised);
    QVERIFY(window.workspace.openDocument(QString::fromStdString(file.string())));
    QTRY_COMPARE(errors.count(), 1);
    const auto failure = errors.front().front().value<Failed>();
    QVERIFY2(failure.message.find("anna.json") != std::string::npos, failure.message.c_str());
    for (const auto& change : immersive) QVERIFY(!change.front().toBool());
    QVERIFY(window.find<QWidget>("studyList")->isVisible());
}

void EvaluationWorkspaceTest::looks() {
    Window window;
    for (const char* rater : {"anna", "ben"}) {
        RatingSession session(window.study.project, window.id, rater);
        constexpr const char* given[] = {"left", "right", "tie", "right", "both_bad", "cannot_say"};
        for (int i = 0; session.current(); ++i) session.answer(given[(i + (rater[0] == 'b' ? 1 : 0)) % 6]);
    }
    window.workspace.presenter().refresh();
    window.find<QLineEdit>("raterName")->setText(QStringLiteral("carla"));
    window.shell.prompter->yes = true;
    window.press(Qt::Key_R);
    QTRY_VERIFY(window.workspace.presenter().result().has_value());
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("evaluation-results")));
    window.press(Qt::Key_N);
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("evaluation-new")));
    window.press(Qt::Key_Escape);
    window.find<QLineEdit>("raterName")->setText(QStringLiteral("carla"));
    QTest::mouseClick(window.find<QPushButton>("buttonBeginSession"), Qt::LeftButton);
    window.rest();
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("evaluation-rater"), {1440, 900}));
}

}  // namespace recap::gui
