// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_queue_test.h"

#include "gui/jobs/job_service.h"
#include "gui/training/fake_study.h"
#include "gui/training/run_queue.h"

#include <QSignalSpy>
#include <QtTest/QTest>

namespace recap::gui {

namespace {

using testing::TempDir;

// A window's queue on a project.
struct Desk {
    explicit Desk(std::shared_ptr<Project> p) : project(std::move(p)), queue(jobs) {
        queue.setProject(project);
        waitForBackground();
        QCoreApplication::processEvents();
    }
    // As when the program is killed: nothing is told.
    ~Desk() {
        jobs.cancelAll();
        for (auto* job : jobs.jobs()) testing::waitUntil([job] { return job->ended(); });
        waitForBackground();
    }
    // No captioner of that name exists, so the run fails as soon as it starts.
    JobController* add(const char* name) {
        return queue.add(RunKind::Recaption, QString::fromLatin1(name), {{"captioner", "nowhere"}});
    }
    QStringList names() const {
        QStringList list;
        for (const auto* item : queue.waiting()) list << item->name;
        return list;
    }

    std::shared_ptr<Project> project;
    JobService jobs;
    RunQueue queue;
};

}  // namespace

void RunQueueTest::cleanup() {
    waitForBackground();
}

void RunQueueTest::waiting_runs_are_moved_and_removed() {
    TempDir dir;
    Desk desk(Project::create(dir / "p.recap"));
    desk.queue.setHeld(true);
    auto* a = desk.add("a");
    desk.add("b");
    auto* c = desk.add("c");
    QCOMPARE(desk.names(), (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    desk.queue.move(c, -1);
    QCOMPARE(desk.names(), (QStringList{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("b")}));
    desk.queue.moveTo(a, 2);
    QCOMPARE(desk.names(), (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")}));
    desk.queue.move(a, 1);
    QCOMPARE(desk.names().last(), QStringLiteral("a"));
    desk.queue.remove(c);
    QCOMPARE(desk.names(), (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
    QTest::qWait(20);
    QCOMPARE(desk.jobs.activeCount(), 0);
}

void RunQueueTest::a_queue_is_there_again_after_the_window_was_killed() {
    TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    {
        Desk desk(project);
        desk.queue.setHeld(true);
        desk.queue.setRules(true, false);
        desk.add("first");
        desk.add("second");
        desk.queue.move(desk.add("third"), -2);
    }
    Desk again(project);
    QTRY_COMPARE(again.names(),
                 (QStringList{QStringLiteral("third"), QStringLiteral("first"), QStringLiteral("second")}));
    QVERIFY2(again.queue.held(), "nothing starts before the person has said so");
    QVERIFY(again.queue.stopsOnError());
    QCOMPARE(again.queue.waiting().front()->values.value("captioner", ""), std::string("nowhere"));
    QTest::qWait(20);
    QCOMPARE(again.jobs.activeCount(), 0);
}

void RunQueueTest::a_queue_that_was_removed_stays_removed() {
    TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    {
        Desk desk(project);
        desk.queue.setHeld(true);
        desk.queue.remove(desk.add("unwanted"));
        desk.add("wanted");
    }
    Desk again(project);
    QTRY_COMPARE(again.names(), QStringList{QStringLiteral("wanted")});
}

void RunQueueTest::a_failure_holds_the_queue_only_when_that_is_chosen() {
    TempDir dir;
    Desk desk(Project::create(dir / "p.recap"));
    QSignalSpy noted(&desk.queue, &RunQueue::noted);
    desk.queue.setRules(true, false);
    desk.add("a");
    desk.add("b");
    QTRY_VERIFY(desk.queue.held());
    QCOMPARE(desk.names(), QStringList{QStringLiteral("b")});
    QCOMPARE(noted.count(), 1);
    desk.queue.setRules(false, false);
    desk.add("c");
    desk.queue.setHeld(false);
    QTRY_VERIFY(desk.queue.items().empty());
    QVERIFY(!desk.queue.held());
}

void RunQueueTest::between_runs_the_queue_waits_when_that_is_chosen() {
    TempDir dir;
    Desk desk(Project::create(dir / "p.recap"));
    desk.queue.setRules(false, true);
    desk.add("a");
    desk.add("b");
    QTRY_VERIFY(desk.queue.held());
    QCOMPARE(desk.names(), QStringList{QStringLiteral("b")});
    desk.queue.setHeld(false);
    QTRY_VERIFY(desk.queue.items().empty());
}

void RunQueueTest::another_project_takes_its_own_queue_along() {
    TempDir dir;
    const auto one = Project::create(dir / "one.recap"), other = Project::create(dir / "other.recap");
    Desk desk(one);
    desk.queue.setHeld(true);
    desk.add("of one");
    desk.queue.setProject(other);
    QVERIFY(desk.queue.waiting().empty());
    waitForBackground();
    desk.queue.setProject(one);
    QTRY_COMPARE(desk.names(), QStringList{QStringLiteral("of one")});
}

}  // namespace recap::gui
