// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/compare_workspace_test.h"

#include "gui/compare/compare_workspace.h"
#include "gui/compare/image_stage.h"
#include "gui/compare/matrix_view.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/run_links.h"
#include "gui/training/fake_study.h"
#include "gui/widgets/view_keys.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QtTest/QTest>

#include <cmath>

namespace recap::gui {

namespace {

struct Window {
    explicit Window(bool empty = false) : shell(dir), workspace(*shell.shell) {
        if (empty)
            study.project = Project::create(dir.path() / "empty.recap");
        else
            study = testing::makeFakeStudy(dir.path() / "study.recap", 10);
        workspace.resize(1376, 860);
        workspace.show();
        workspace.setProject(study.project);
        if (empty) return;
        testing::waitUntil([this] { return workspace.presenter().matrix().rowCount() == 6; });
        matrix()->setFocus();
        testing::settle(1);
    }
    ~Window() {
        shell.shell->jobs().cancelAll();
        for (auto* job : shell.shell->jobs().jobs()) testing::waitUntil([job] { return job->ended(); });
        waitForBackground();
    }
    template <class T>
    T* find(const char* name) {
        auto* found = workspace.findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("there is no %s", name);
        return found;
    }
    MatrixView* matrix() { return find<MatrixView>("compareMatrix"); }
    ImageStage* stage() { return find<ImageStage>("compareStage"); }
    void press(Qt::Key key) {
        QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : &workspace, key);
    }

    testing::TempDir dir;
    testing::TestShell shell;
    testing::FakeStudy study;
    CompareWorkspace workspace;
};

}  // namespace

void CompareWorkspaceTest::cleanup() {
    waitForBackground();
}

void CompareWorkspaceTest::an_empty_project_says_what_to_do() {
    Window window(true);
    testing::settle();
    QSignalSpy wanted(window.shell.shell.get(), &Shell::workspaceWanted);
    QTest::mouseClick(window.find<QPushButton>("emptyToTraining"), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.front().front().toString(), QStringLiteral("training"));
}

void CompareWorkspaceTest::arrow_keys_move_between_cells() {
    Window window;
    window.matrix()->setCurrentIndex(window.matrix()->model()->index(0, 0));
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Right);
    window.press(Qt::Key_Right);
    QCOMPARE(window.workspace.presenter().row(), 1);
    QCOMPARE(window.workspace.presenter().column(), 2);
    QCOMPARE(window.workspace.presenter().partner(), 1);
}

void CompareWorkspaceTest::one_slider_moves_the_step_of_all() {
    Window window;
    auto* slider = window.find<QSlider>("compareStep");
    QCOMPARE(slider->value(), 4);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(window.workspace.presenter().step(), 0);
    QCOMPARE(window.find<QLabel>("compareStepText")->text(), QStringLiteral("0 of 2,000"));
    window.matrix()->setFocus();
    window.press(Qt::Key_BracketRight);
    QCOMPARE(window.workspace.presenter().step(), 500);
    window.press(Qt::Key_BracketLeft);
    QCOMPARE(window.workspace.presenter().step(), 0);
}

void CompareWorkspaceTest::space_flickers_two_cells_in_place() {
    Window window;
    window.matrix()->setCurrentIndex(window.matrix()->model()->index(0, 0));
    window.press(Qt::Key_Right);
    testing::settle();
    const auto cell = window.matrix()->visualRect(window.matrix()->currentIndex());
    const QImage before = window.matrix()->viewport()->grab(cell).toImage();
    window.press(Qt::Key_Space);
    QVERIFY(window.workspace.presenter().flickered());
    const QImage swapped = window.matrix()->viewport()->grab(cell).toImage();
    QVERIFY2(before != swapped, "the picture in the cell is another one");
    window.press(Qt::Key_Space);
    QCOMPARE(window.matrix()->viewport()->grab(cell).toImage(), before);
}

void CompareWorkspaceTest::enter_opens_full_size_and_escape_comes_back() {
    Window window;
    window.matrix()->setCurrentIndex(window.matrix()->model()->index(1, 2));
    window.press(Qt::Key_Return);
    QTRY_VERIFY(window.stage()->isVisible());
    QCOMPARE(window.stage()->paneCount(), 4);
    QCOMPARE(window.find<QLabel>("stagePrompt")->text(), QString::fromStdString(window.study.prompts[1]));
    QTRY_VERIFY(!window.stage()->view(2)->image().isNull());
    window.press(Qt::Key_Down);
    QCOMPARE(window.workspace.presenter().row(), 2);
    QCOMPARE(window.find<QLabel>("stagePrompt")->text(), QString::fromStdString(window.study.prompts[2]));
    window.press(Qt::Key_Escape);
    QTRY_VERIFY(window.matrix()->isVisible());
    QVERIFY(!window.stage()->isVisible());
}

void CompareWorkspaceTest::zoom_is_locked_until_l_is_pressed() {
    Window window;
    window.matrix()->setCurrentIndex(window.matrix()->model()->index(1, 0));
    window.press(Qt::Key_F);
    QTRY_VERIFY(!window.stage()->view(3)->image().isNull());
    testing::settle();
    window.press(Qt::Key_Plus);
    const auto first = window.stage()->view(0)->viewState();
    QVERIFY(first.zoom > 1);
    for (int i = 1; i < 4; ++i) QCOMPARE(window.stage()->view(i)->viewState(), first);
    window.press(Qt::Key_L);
    QVERIFY(!window.stage()->locked());
    window.press(Qt::Key_Plus);
    QVERIFY(window.stage()->view(0)->viewState().zoom > first.zoom);
    QCOMPARE(window.stage()->view(1)->viewState(), first);
    window.press(Qt::Key_L);
    QCOMPARE(window.stage()->view(1)->viewState(), window.stage()->view(0)->viewState());
}

void CompareWorkspaceTest::w_wipes_and_arrows_move_the_line() {
    Window window;
    window.matrix()->setCurrentIndex(window.matrix()->model()->index(0, 0));
    window.press(Qt::Key_Right);
    window.press(Qt::Key_W);
    QTRY_VERIFY(window.stage()->isVisible());
    QCOMPARE(window.stage()->mode(), ImageStage::Mode::Wipe);
    QVERIFY(window.stage()->view(1)->isVisible());
    QVERIFY(!window.stage()->view(0)->isVisible());
    QCOMPARE(window.stage()->wipe(), 0.5);
    window.press(Qt::Key_Right);
    QVERIFY(std::abs(window.stage()->wipe() - 0.55) < 1e-9);
    window.press(Qt::Key_W);
    QCOMPARE(window.stage()->mode(), ImageStage::Mode::SideBySide);
    window.press(Qt::Key_Escape);
    QTRY_VERIFY(window.matrix()->isVisible());
}

void CompareWorkspaceTest::a_chosen_number_shows_its_card() {
    Window window;
    auto* table = window.find<QTableView>("metricsTable");
    QCOMPARE(table->model()->rowCount(), 5);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(1, 1));
    const QString text = window.find<QLabel>("metricCard")->text();
    QVERIFY2(text.contains(QStringLiteral("demo judge")) && text.contains(QStringLiteral("n = 320")), qPrintable(text));
}

void CompareWorkspaceTest::m_asks_before_numbers_are_replaced() {
    Window window;
    auto& jobs = window.shell.shell->jobs();
    for (const int answer : {-1, 2}) {
        window.shell.prompter->choice = answer;
        window.press(Qt::Key_M);
        QCOMPARE(jobs.jobs().size(), 0);
    }
    // Another seed must be a number.
    QSignalSpy noted(window.shell.shell.get(), &Shell::noteRaised);
    window.shell.prompter->choice = 1;
    window.shell.prompter->line = QStringLiteral("seven");
    window.press(Qt::Key_M);
    QCOMPARE(noted.count(), 1);
    QCOMPARE(jobs.jobs().size(), 0);
    window.shell.prompter->choice = 0;
    window.press(Qt::Key_M);
    QCOMPARE(jobs.jobs().size(), 1);
}

void CompareWorkspaceTest::e_exports_the_table() {
    Window window;
    window.shell.prompter->save = QString::fromStdString((window.dir.path() / "numbers.md").string());
    QSignalSpy noted(window.shell.shell.get(), &Shell::noteRaised);
    window.press(Qt::Key_E);
    QTRY_COMPARE(noted.count(), 1);
    QVERIFY(std::filesystem::exists(window.dir.path() / "numbers.md"));
}

void CompareWorkspaceTest::judges_and_prompt_sets_lie_over_the_comparison() {
    for (const bool empty : {false, true}) {
        Window window(empty);
        testing::settle();
        const auto open = [&](const char* action, const char* button) {
            if (empty)
                QTest::mouseClick(window.find<QPushButton>(button), Qt::LeftButton);
            else
                window.find<QAction>(action)->trigger();
        };
        open("actionJudges", "emptyJudges");
        QVERIFY(window.find<QWidget>("judgesPage")->isVisible());
        QTRY_VERIFY(!window.workspace.judges().busy());
        window.find<QWidget>("judgesPage")->setFocus();
        window.press(Qt::Key_Escape);
        QVERIFY(!window.find<QWidget>("judgesPage")->isVisible());
        open("actionPromptSets", "emptyPromptSets");
        QVERIFY(window.find<QWidget>("promptsPage")->isVisible());
        // Another project keeps them, for they belong to none.
        window.workspace.setProject(window.study.project);
        QVERIFY(window.find<QWidget>("promptsPage")->isVisible());
        window.find<QWidget>("promptsPage")->setFocus();
        window.press(Qt::Key_Escape);
        QVERIFY(!window.find<QWidget>("promptsPage")->isVisible());
    }
    Window window;
    QCOMPARE(window.workspace.firstFocus(), static_cast<QWidget*>(window.matrix()));
    window.press(Qt::Key_J);
    QVERIFY(window.find<QWidget>("judgesPage")->isVisible());
    QTRY_VERIFY(!window.workspace.judges().busy());
    // Whoever comes back to the workspace leaves the page by Escape, too.
    QCOMPARE(window.workspace.firstFocus(), window.find<QWidget>("judgesPage"));
}

void CompareWorkspaceTest::what_was_chosen_fills_the_form_of_a_run() {
    Window window;
    std::vector<std::pair<RunKind, std::string>> wanted;
    connect(&RunLinks::of(*window.shell.shell), &RunLinks::runWanted, this,
            [&](RunKind kind, const Json& values) { wanted.emplace_back(kind, values.dump()); });
    testing::writeBytes(window.dir / "set.jsonl", "{\"prompt\": \"a cat\", \"seed\": 4}\n");
    const auto set = (window.dir / "set.jsonl").string();
    window.press(Qt::Key_P);
    window.shell.prompter->open = QString::fromStdString(set);
    window.find<QPushButton>("promptsOpen")->click();
    testing::waitUntil([&] { return window.find<QPushButton>("promptsSampling")->isEnabled(); });
    QSignalSpy noted(window.shell.shell.get(), &Shell::noteRaised);
    window.find<QPushButton>("promptsSampling")->click();
    QCOMPARE(noted.count(), 1);  // its seed is not taken over
    window.find<QPushButton>("promptsMetrics")->click();
    QCOMPARE(wanted,
             (std::vector<std::pair<RunKind, std::string>>{{RunKind::Samples, R"({"prompts":"a cat"})"},
                                                           {RunKind::Metrics, Json{{"prompt_set", set}}.dump()}}));
}

void CompareWorkspaceTest::letters_act_only_in_the_matrix() {
    Window window;
    QCOMPARE(strayKeys(window.workspace), QStringList());
    QSignalSpy noted(window.shell.shell.get(), &Shell::noteRaised);
    auto* filter = window.find<QLineEdit>("comparePrompts");
    filter->setFocus();
    QTRY_VERIFY(filter->hasFocus());
    for (const auto key : {Qt::Key_M, Qt::Key_E, Qt::Key_D, Qt::Key_W, Qt::Key_L, Qt::Key_F}) window.press(key);
    testing::settle();
    QCOMPARE(filter->text(), QStringLiteral("medwlf"));
    QCOMPARE(noted.count(), 0);
    QVERIFY(window.shell.shell->jobs().jobs().empty());
    QVERIFY(!window.stage()->isVisible());
}

void CompareWorkspaceTest::d_opens_the_form_that_draws_samples() {
    Window window;
    window.press(Qt::Key_D);
    QTRY_VERIFY(window.find<QWidget>("drawSamplesPage")->isVisible());
    auto* prompts = window.find<QPlainTextEdit>("drawPrompts");
    QCOMPARE(prompts->toPlainText().split(u'\n').size(), 6);
    QVERIFY(window.find<QPushButton>("drawStart")->isEnabled());
    prompts->clear();
    QVERIFY(!window.find<QPushButton>("drawStart")->isEnabled());
    prompts->setPlainText(QStringLiteral("a cat"));
    QTest::mouseClick(window.find<QPushButton>("drawStart"), Qt::LeftButton);
    QTRY_VERIFY(!window.find<QWidget>("drawSamplesPage")->isVisible());
    QCOMPARE(window.shell.shell->jobs().jobs().size(), 3);
}

void CompareWorkspaceTest::a_model_that_is_no_run_can_draw() {
    Window window;
    window.press(Qt::Key_D);
    QTRY_VERIFY(window.find<QWidget>("drawSamplesPage")->isVisible());
    for (auto* box : window.find<QWidget>("drawSamplesPage")->findChildren<QCheckBox*>())
        if (box->objectName().startsWith(QStringLiteral("drawRun"))) box->setChecked(false);
    QVERIFY(!window.find<QPushButton>("drawStart")->isEnabled());
    window.shell.prompter->open = QStringLiteral("/nowhere/sd-v1-4.ckpt");
    QTest::mouseClick(window.find<QPushButton>("drawModelFile"), Qt::LeftButton);
    QCOMPARE(window.find<QLineEdit>("drawModel")->text(), QStringLiteral("/nowhere/sd-v1-4.ckpt"));
    QTest::mouseClick(window.find<QPushButton>("drawStart"), Qt::LeftButton);
    QTRY_COMPARE(window.shell.shell->jobs().jobs().size(), 1);
    QVERIFY(window.shell.shell->jobs().jobs().first()->title().contains(QStringLiteral("sd-v1-4")));
}

void CompareWorkspaceTest::space_presses_a_button_that_has_the_keyboard() {
    Window window;
    window.matrix()->setCurrentIndex(window.matrix()->model()->index(0, 1));
    auto* lock = window.find<QPushButton>("buttonLock");
    lock->setFocus();
    QTest::keyClick(lock, Qt::Key_Space);
    QVERIFY(!window.workspace.presenter().flickered());
    QVERIFY(!window.stage()->locked());
}

void CompareWorkspaceTest::looks() {
    Window window;
    window.workspace.presenter().setCurrent(1, 3);
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("compare")));
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("compare-small"), {1216, 640}));
    window.matrix()->setFocus();
    window.press(Qt::Key_F);
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("compare-full")));
    window.press(Qt::Key_Escape);
    window.press(Qt::Key_D);
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("compare-draw")));
}

}  // namespace recap::gui
