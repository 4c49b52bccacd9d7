// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/messages_test.h"

#include "gui/jobs/job_strip.h"
#include "gui/shell/small_window.h"
#include "gui/window/banner_stack.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QtTest/QTest>

namespace recap::gui {

using testing::WaitingJob;
using testing::Window;

void MessagesTest::a_message_moves_nothing_and_stays_until_it_is_put_away() {
    Window w;
    w.openProject();
    auto* pages = w.find<QStackedWidget>("pages");
    const QRect before(pages->mapTo(w.window.get(), QPoint(0, 0)), pages->size());
    QWidget* focus = QApplication::focusWidget();
    for (int i = 0; i < 12; ++i) w.shell->note(QStringLiteral("Note %1").arg(i));
    QCOMPARE(w.bannerTexts(), QStringList{QStringLiteral("Note 11")});
    auto* banner = w.find<QWidget>("banner");
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(QRect(pages->mapTo(w.window.get(), QPoint(0, 0)), pages->size()), before);
    QCOMPARE(QApplication::focusWidget(), focus);
    // However many there are, they take little of the page, and none of its upper part.
    const QRect place(banner->mapTo(pages, QPoint(0, 0)), banner->size());
    QVERIFY2(pages->rect().contains(place), "the message lies over the page");
    QVERIFY(place.height() * 4 < pages->height());
    QVERIFY(place.top() > pages->height() / 2);
    QVERIFY(w.window->showPage(QStringLiteral("second")));
    QVERIFY(banner->isAncestorOf(pages->childAt(place.center())) || pages->childAt(place.center()) == banner);
    // There is no clock that puts it away.
    for (const auto* timer : w.find<BannerStack>("bannerStack")->findChildren<QTimer*>()) QVERIFY(!timer->isActive());
    w.click<QToolButton>("bannerClose");
    QTRY_COMPARE(w.bannerTexts(), QStringList{QStringLiteral("Note 10")});
}

void MessagesTest::the_worst_message_lies_on_top_and_the_others_follow() {
    Window w;
    w.shell->note(QStringLiteral("first note"));
    w.shell->raiseError({"disk_full", "No room for step 3."});
    w.shell->note(QStringLiteral("second note"));
    QCOMPARE(w.find<BannerStack>("bannerStack")->count(), 3);
    QVERIFY(w.bannerTexts().first().contains(QStringLiteral("disk is full")));
    w.click<QToolButton>("bannerClose");
    QTRY_COMPARE(w.bannerTexts(), QStringList{QStringLiteral("second note")});
    w.click<QToolButton>("bannerClose");
    QTRY_COMPARE(w.bannerTexts(), QStringList{QStringLiteral("first note")});
    w.click<QToolButton>("bannerClose");
    QTRY_VERIFY(!w.find<QWidget>("bannerStack")->isVisible());
}

void MessagesTest::past_messages_can_be_read_again() {
    Window w;
    w.shell->note(QStringLiteral("The table was written."), QStringLiteral("/tmp/table.csv"));
    w.shell->raiseError({"disk_full", "No room for step 3."});
    w.click<QToolButton>("bannerClose");
    QTRY_COMPARE(w.bannerTexts(), QStringList{QStringLiteral("The table was written.")});
    w.click<QToolButton>("bannerClose");
    const QString past = w.find<BannerStack>("bannerStack")->pastText();
    QVERIFY(past.indexOf(QStringLiteral("No room for step 3.")) >= 0);
    QVERIFY(past.indexOf(QStringLiteral("/tmp/table.csv")) > past.indexOf(QStringLiteral("No room for step 3.")));
    w.find<QAction>("messages")->trigger();
    QCOMPARE(w.prompter->asked, QStringList{QStringLiteral("Messages")});
}

void MessagesTest::an_offer_is_taken_once_and_goes_with_its_subject() {
    Window w;
    int taken = 0;
    w.shell->offer(QStringLiteral("removed"), QStringLiteral("Put back"), [&] { ++taken; });
    QTRY_VERIFY(w.find<QPushButton>("bannerOffer") != nullptr);
    w.click<QPushButton>("bannerOffer");
    QCOMPARE(taken, 1);
    QTRY_VERIFY(w.bannerTexts().isEmpty());
    auto subject = std::make_unique<QObject>();
    w.shell->offer(
        QStringLiteral("stopping"), QStringLiteral("Undo"), [&] { ++taken; }, subject.get());
    QVERIFY(w.find<QPushButton>("bannerOffer") != nullptr);
    subject.reset();
    QVERIFY(w.find<QPushButton>("bannerOffer") == nullptr);
    QCOMPARE(w.bannerTexts(), QStringList{QStringLiteral("stopping")});
    QCOMPARE(taken, 1);
}

void MessagesTest::a_stop_asked_for_in_the_strip_can_be_taken_back_in_the_strip_and_in_the_message() {
    Window w;
    JobController* job = w.shell->jobs().start(std::make_unique<WaitingJob>(), QStringLiteral("Wait for it"));
    job->setStopDelay(3'600'000);
    QTRY_COMPARE(job->state(), JobController::State::Running);
    QTRY_VERIFY(w.find<QPushButton>("jobStop") != nullptr);
    w.click<QPushButton>("jobStop");
    QCOMPARE(job->state(), JobController::State::Stopping);
    w.click<QPushButton>("jobStop");
    QCOMPARE(job->state(), JobController::State::Running);
    QVERIFY(w.find<QPushButton>("bannerOffer") == nullptr);
    w.click<QPushButton>("jobStop");
    QVERIFY(w.bannerTexts().first().contains(QStringLiteral("Wait for it")));
    w.click<QPushButton>("bannerOffer");
    QCOMPARE(job->state(), JobController::State::Running);
}

void MessagesTest::the_strip_tells_what_other_programs_work_on() {
    Window w;
    auto* idle = w.find<QLabel>("stripIdle");
    QTRY_VERIFY(idle->isVisible());
    w.shell->tellElsewhere({QStringLiteral("RECAP Mix runs in another program: running 62 %")});
    QVERIFY(!idle->isVisible());
    QVERIFY(w.find<QLabel>("stripElsewhere")->text().contains(QStringLiteral("RECAP Mix")));
    QVERIFY(w.find<QLabel>("stripElsewhere")->isVisible());
    w.shell->tellElsewhere({});
    QVERIFY(idle->isVisible());
}

void MessagesTest::closing_says_what_becomes_of_runs_that_wait() {
    Window w;
    JobController* job = w.shell->jobs().start(std::make_unique<WaitingJob>(), QStringLiteral("training"));
    QTRY_VERIFY(job->active());
    auto* waiting = w.shell->jobs().start(std::make_unique<WaitingJob>(), QStringLiteral("waits"));
    waiting->setStored(true);
    w.prompter->choice = 2;
    QVERIFY(!w.window->close());
    QVERIFY2(w.prompter->questions.last().contains(QStringLiteral("until the project is opened again")),
             qPrintable(w.prompter->questions.last()));
    job->setHandover([] {});
    w.prompter->choice = 3;
    QVERIFY(!w.window->close());
    QVERIFY2(w.prompter->questions.last().contains(QStringLiteral("continue without the window as well")),
             qPrintable(w.prompter->questions.last()));
}

void MessagesTest::each_project_opens_where_one_was_in_it() {
    Window w;
    w.openProject();
    QVERIFY(w.window->showPage(QStringLiteral("second")));
    // Another project, and a new one, begin at the first page.
    const QString other = QString::fromStdString((w.dir / "other.recap").string());
    w.window->openProject(other, ProjectSession::Way::Create);
    QTRY_COMPARE(w.window->session().path(), other);
    QCOMPARE(w.window->currentPage(), QStringLiteral("first"));
    w.window->openProject(w.projectPath());
    QTRY_COMPARE(w.window->session().path(), w.projectPath());
    QCOMPARE(w.window->currentPage(), QStringLiteral("second"));
}

}  // namespace recap::gui
