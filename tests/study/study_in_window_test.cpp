// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real study, at the smallest size, started by its button in the real window, stopped there and continued to its
// end.
#include "gui/base/background.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"
#include "gui/study/study_workspace.h"
#include "gui/window/main_window.h"
#include "support/temp_dir.h"
#include "support/test_main.h"
#include "workflow/study/study_state.h"

#include <QApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSet>
#include <QSettings>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <filesystem>

using namespace recap;
using namespace recap::gui;
using namespace recap::testing;

namespace {

// How many different states of the progress bar the event loop was there to see. A window that waits for the work
// itself sees the first and the last, however fast the machine is.
class Watchdog {
public:
    explicit Watchdog(const QProgressBar* bar) {
        timer_.setInterval(5);
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this, bar] { seen_.insert(bar->value()); });
        timer_.start();
    }
    int seen() const { return static_cast<int>(seen_.size()); }
    void forget() { seen_.clear(); }

private:
    QTimer timer_;
    QSet<int> seen_;
};

}  // namespace

class StudyInWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_button_runs_the_study_which_can_be_stopped_and_continued_while_the_window_answers();
};

void StudyInWindow::the_button_runs_the_study_which_can_be_stopped_and_continued_while_the_window_answers() {
    const TempDir dir;
    Shell shell(std::make_unique<QSettings>(QString::fromStdString((dir / "s.ini").string()), QSettings::IniFormat),
                std::make_unique<DialogPrompter>());
    auto* workspace = new StudyWorkspace(shell);
    MainWindow window(shell, {workspace});
    StudyPresenter& study = workspace->presenter();
    window.show();
    StudyRequest request;
    request.project = dir / "small.recap";
    request.quick = true;
    request.scale = 0.01;
    study.prepare(request);

    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("runStudy")), Qt::LeftButton);
    QCOMPARE(window.currentPage(), QStringLiteral("study"));
    QVERIFY(study.running());
    const auto* entry = window.findChild<QToolButton*>(QStringLiteral("rail_page_study"));
    QFont bold = entry->font();  // the style sheet makes the chosen page's entry bold
    bold.setWeight(QFont::DemiBold);
    const int needed = QFontMetrics(bold).horizontalAdvance(entry->text());
    QVERIFY2(needed + 2 <= entry->width(), qPrintable(QStringLiteral("the entry is cut: %1").arg(needed)));
    auto* bar = window.findChild<QProgressBar*>(QStringLiteral("studyProgress"));
    Watchdog watchdog(bar);
    QVERIFY2(QTest::qWaitFor([&] { return bar->value() >= 2 || !study.running(); }, 5 * kPatienceMs),
             "no stage was finished");
    QVERIFY(study.running());
    QVERIFY(std::any_of(study.stages().begin(), study.stages().end(),
                        [](const StageView& stage) { return stage.state == StageState::Running; }));
    QVERIFY(!window.findChild<QLabel*>(QStringLiteral("jobProgress"))->text().isEmpty());

    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("studyStop")), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return !study.running(); }, kPatienceMs));
    QVERIFY(watchdog.seen() >= 2);
    watchdog.forget();
    const int done = study.stagesDone();
    QVERIFY(done >= 2);
    QCOMPARE(window.findChild<QPushButton*>(QStringLiteral("studyStart"))->text(), QStringLiteral("Continue"));
    QTRY_VERIFY(shell.jobs().jobs().isEmpty());
    QCOMPARE(static_cast<int>(studyState(request.project).done.size()), done);

    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("studyStart")), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return !study.running(); }, 10 * kPatienceMs));
    QCOMPARE(study.phase(), StudyPresenter::Phase::Complete);
    QVERIFY(std::filesystem::exists(study.report().toStdString()));
    QVERIFY(window.findChild<QPushButton*>(QStringLiteral("openReport"))->isVisible());
    QCOMPARE(study.rows().size(), std::size_t{4});
    QVERIFY2(watchdog.seen() >= 4, qPrintable(QString::number(watchdog.seen())));
    waitForBackground();
}

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    Theme::current().apply();
    return runAll<StudyInWindow>(argc, argv);
}

#include "study_in_window_test.moc"
