// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_keys_test.h"

#include "gui/jobs/job_service.h"
#include "gui/training/fake_study.h"
#include "gui/training/training_workspace.h"
#include "gui/widgets/options_form.h"
#include "gui/widgets/view_keys.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QtTest/QTest>

#include <chrono>
#include <thread>

namespace recap::gui {

namespace {

using testing::makeFakeStudy;
using testing::TempDir;

// Says that it works on a run, and does until it is stopped.
class WorkingJob final : public Job {
public:
    explicit WorkingJob(RunEvent event) : event_(std::move(event)) {}
    void run(JobContext& context) override {
        context.emitEvent(event_);
        for (;;) {
            context.pausePoint();
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

private:
    RunEvent event_;
};

struct Window {
    Window() : shell(dir), study(makeFakeStudy(dir.path() / "study.recap")), workspace(*shell.shell) {
        QObject::connect(shell.shell.get(), &Shell::offerRaised, &workspace,
                         [this](const QString& text, const QString&, const std::function<void()>& take, QObject*) {
                             offers << text;
                             takeBack = take;
                         });
        workspace.resize(1376, 860);
        workspace.show();
        workspace.setProject(study.project);
        workspace.firstFocus()->setFocus();
        testing::waitUntil([this] { return list()->model()->rowCount() == 6; });
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
    QListView* list() { return find<QListView>("runList"); }
    // To whatever has the keyboard.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : &workspace, key,
                        modifiers);
    }
    // A job works on the run, and the run is chosen.
    JobController* work(const char* name, int stopDelayMs) {
        const auto run = study.runs.at(name);
        study.project->runs().setState(run, RunState::Running);
        auto* job = shell.shell->jobs().start(std::make_unique<WorkingJob>(RunEvent{run, name, RunState::Running}),
                                              QString::fromLatin1(name));
        job->setStopDelay(stopDelayMs);
        workspace.presenter().selection().select(run);
        testing::waitUntil([this] { return workspace.presenter().commands().actions().stop; });
        list()->setFocus();
        return job;
    }
    void openForm() {
        list()->setFocus();
        press(Qt::Key_N);
        testing::waitUntil([this] { return find<QWidget>("newRunPage")->isVisible(); });
        testing::settle();
    }
    OptionsForm* form() { return find<OptionsForm>("newRunForm"); }

    TempDir dir;
    testing::TestShell shell;
    testing::FakeStudy study;
    TrainingWorkspace workspace;
    QStringList offers;
    std::function<void()> takeBack;
};

constexpr int kNever = 3'600'000;  // milliseconds: the test takes the stop back, or looks before it is done

}  // namespace

void TrainingKeysTest::cleanup() {
    waitForBackground();
}

void TrainingKeysTest::no_letter_acts_wherever_the_keyboard_is() {
    Window window;
    QCOMPARE(strayKeys(window.workspace), QStringList());
    // All of them stay in the palette, which lists the actions of the workspace.
    QVERIFY(window.workspace.actions().contains(window.find<QAction>("actionStopNow")));
    QVERIFY(window.workspace.actions().contains(window.find<QAction>("actionNewRun")));
}

void TrainingKeysTest::letters_do_nothing_under_the_form() {
    Window window;
    auto* job = window.work("RECAP Mix", kNever);
    auto& queue = window.workspace.presenter().queue();
    queue.setHeld(true);
    queue.add(RunKind::Recaption, QStringLiteral("waiting"), {{"captioner", "nowhere"}});
    window.openForm();
    // A blank part of the form takes the keyboard when it is clicked.
    auto* blank = window.find<QWidget>("newRunPage")->findChild<QScrollArea*>();
    blank->setFocus();
    QTRY_VERIFY(blank->hasFocus());
    for (const auto key : {Qt::Key_X, Qt::Key_X, Qt::Key_P, Qt::Key_S, Qt::Key_D, Qt::Key_C, Qt::Key_Delete})
        window.press(key);
    QVERIFY(window.find<QWidget>("newRunPage")->isVisible());
    QCOMPARE(job->state(), JobController::State::Running);
    QCOMPARE(queue.waiting().size(), std::size_t{1});
    // Nor while the list has it, as long as the form lies over the run.
    window.list()->setFocus();
    if (window.find<QWidget>("newRunPage")->isVisible()) {
        window.press(Qt::Key_X);
        QCOMPARE(job->state(), JobController::State::Running);
    }
}

void TrainingKeysTest::letters_do_nothing_while_the_log_has_the_keyboard() {
    Window window;
    auto* job = window.work("RECAP Mix", kNever);
    window.find<QPlainTextEdit>("runLog")->setFocus();
    window.press(Qt::Key_X);
    window.press(Qt::Key_P);
    QCOMPARE(job->state(), JobController::State::Running);
    window.list()->setFocus();
    window.press(Qt::Key_P);
    QCOMPARE(job->state(), JobController::State::Paused);
}

void TrainingKeysTest::a_stop_can_be_taken_back() {
    Window window;
    auto* job = window.work("RECAP Mix", kNever);
    const auto run = window.study.runs.at("RECAP Mix");
    window.press(Qt::Key_X);
    QCOMPARE(job->state(), JobController::State::Stopping);
    QVERIFY(window.workspace.presenter().runs().find(run)->stopping);
    QTRY_VERIFY(window.find<QPushButton>("buttonTakeBackStop")->isVisible());
    window.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(job->state(), JobController::State::Running);
    QVERIFY(!window.workspace.presenter().commands().actions().takeBack);
    // A paused run is paused again.
    window.press(Qt::Key_P);
    window.press(Qt::Key_X);
    QCOMPARE(job->state(), JobController::State::Stopping);
    QTest::mouseClick(window.find<QPushButton>("buttonTakeBackStop"), Qt::LeftButton);
    QCOMPARE(job->state(), JobController::State::Paused);
}

void TrainingKeysTest::a_stop_that_is_not_taken_back_stops() {
    Window window;
    auto* job = window.work("RECAP Mix", 1);
    window.press(Qt::Key_X);
    QTRY_COMPARE(job->state(), JobController::State::Cancelled);
}

void TrainingKeysTest::a_run_taken_out_of_the_queue_can_be_put_back_at_its_place() {
    Window window;
    auto& queue = window.workspace.presenter().queue();
    queue.setHeld(true);
    const auto add = [&](const char* name) {
        return queue.add(RunKind::Recaption, QString::fromLatin1(name), {{"captioner", "nowhere"}});
    };
    add("first");
    auto* second = add("second");
    add("third");
    // From the jobs strip.
    second->cancel();
    const auto names = [&] {
        QStringList list;
        for (const auto* item : queue.waiting()) list << item->name;
        return list;
    };
    QCOMPARE(names(), (QStringList{QStringLiteral("first"), QStringLiteral("third")}));
    QCOMPARE(window.offers.size(), 1);
    QVERIFY(window.offers.first().contains(QStringLiteral("second")));
    window.takeBack();
    QCOMPARE(names(), (QStringList{QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("third")}));
    QVERIFY(queue.waiting()[1]->controller->heldBack());
    QCOMPARE(queue.waiting()[1]->values.value("captioner", ""), std::string("nowhere"));
}

void TrainingKeysTest::a_queue_that_was_found_says_that_it_is_held() {
    Window window;
    auto& queue = window.workspace.presenter().queue();
    QSignalSpy noted(window.shell.shell.get(), &Shell::noteRaised);
    queue.setHeld(true);
    queue.add(RunKind::Recaption, QStringLiteral("waiting"), {{"captioner", "nowhere"}});
    waitForBackground();
    const auto other = Project::create(window.dir.path() / "other.recap");
    window.workspace.setProject(other);
    QCOMPARE(noted.count(), 1);
    QVERIFY2(noted.first().first().toString().contains(QStringLiteral("study")),
             qPrintable(noted.first().first().toString()));
    waitForBackground();
    window.offers.clear();
    window.workspace.setProject(window.study.project);
    QTRY_COMPARE(window.offers.size(), 1);
    QVERIFY(queue.held());
    window.takeBack();
    QVERIFY(!queue.held());
}

void TrainingKeysTest::escape_closes_an_open_list_before_the_form() {
    Window window;
    window.openForm();
    auto* box = window.find<QComboBox>("option_lr_schedule");
    box->setFocus();
    box->showPopup();
    QTRY_VERIFY(box->view()->isVisible());
    QTest::keyClick(box->view(), Qt::Key_Escape);
    QTRY_VERIFY(!box->view()->isVisible());
    QVERIFY(window.find<QWidget>("newRunPage")->isVisible());
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!window.find<QWidget>("newRunPage")->isVisible());
}

void TrainingKeysTest::the_form_keeps_what_was_entered_until_it_is_started_anew() {
    Window window;
    window.openForm();
    auto* steps = window.find<QLineEdit>("option_max_steps");
    steps->setFocus();
    steps->selectAll();
    QTest::keyClicks(steps, QStringLiteral("1234"));
    auto* name = window.find<QLineEdit>("newRunName");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Mine"));
    // Another kind of run has its own entries.
    QTest::mouseClick(window.find<QPushButton>("newRunCaptioner"), Qt::LeftButton);
    testing::settle();
    QVERIFY(window.form()->values()["max_steps"] == Json(400));
    QTest::mouseClick(window.find<QPushButton>("newRunDiffusion"), Qt::LeftButton);
    testing::settle();
    QVERIFY(window.form()->values()["max_steps"] == Json(1234));
    window.press(Qt::Key_Escape);
    QTRY_VERIFY(!window.find<QWidget>("newRunPage")->isVisible());
    QVERIFY(window.list()->hasFocus());
    window.openForm();
    QVERIFY(window.form()->values()["max_steps"] == Json(1234));
    QCOMPARE(window.find<QLineEdit>("newRunName")->text(), QStringLiteral("Mine"));
    QTest::mouseClick(window.find<QPushButton>("newRunAnew"), Qt::LeftButton);
    testing::settle();
    QVERIFY(window.form()->values()["max_steps"] == Json(1000));
    QVERIFY(window.find<QLineEdit>("newRunName")->text() != QStringLiteral("Mine"));
}

void TrainingKeysTest::a_second_preset_leaves_nothing_of_the_first() {
    Window window;
    window.openForm();
    QTest::mouseClick(window.find<QPushButton>("newRunPreset_quick"), Qt::LeftButton);
    const Json alone = window.form()->values();
    QTest::mouseClick(window.find<QPushButton>("newRunPreset_control"), Qt::LeftButton);
    QVERIFY(window.form()->values() != alone);
    window.form()->setValues({{"seed", 7}, {"filter", "two"}});
    QTest::mouseClick(window.find<QPushButton>("newRunPreset_quick"), Qt::LeftButton);
    Json after = window.form()->values();
    // What is no matter of presets stays.
    QVERIFY(after["seed"] == Json(7));
    QVERIFY(after["filter"] == Json("two"));
    after["seed"] = alone["seed"];
    after["filter"] = alone["filter"];
    for (const auto& item : alone.items())
        QVERIFY2(after[item.key()] == item.value(), (item.key() + " " + after[item.key()].dump()).c_str());
}

}  // namespace recap::gui
