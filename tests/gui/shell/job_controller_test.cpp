// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/job_controller_test.h"

#include "base/error.h"
#include "gui/jobs/job_service.h"

#include <QSignalSpy>
#include <QThread>
#include <QtTest/QTest>

#include <atomic>
#include <cmath>
#include <functional>
#include <thread>
#include <utility>

namespace recap::gui {

namespace {

// Does what it is told; knows whether it was ever run.
class TaskJob final : public recap::Job {
public:
    explicit TaskJob(std::function<void(recap::JobContext&)> task, std::atomic<bool>* ran = nullptr)
        : task_(std::move(task)), ran_(ran) {}
    void run(recap::JobContext& context) override {
        if (ran_ != nullptr) *ran_ = true;
        task_(context);
        answer = 42;
    }
    int answer = 0;

private:
    std::function<void(recap::JobContext&)> task_;
    std::atomic<bool>* ran_;
};

std::unique_ptr<recap::Job> task(std::function<void(recap::JobContext&)> work, std::atomic<bool>* ran = nullptr) {
    return std::make_unique<TaskJob>(std::move(work), ran);
}

// Runs until it is cancelled.
void forever(recap::JobContext& context) {
    for (std::int64_t i = 0;; ++i) {
        context.pausePoint();
        context.report({"turning", i, 0});
        std::this_thread::yield();
    }
}

template <class Outcome>
bool ended(const JobController& controller) {
    return controller.outcome().has_value() && std::holds_alternative<Outcome>(*controller.outcome());
}

}  // namespace

void JobControllerTest::many_reports_become_few_updates_and_the_last_one_arrives_before_the_end() {
    constexpr std::int64_t kReports = 200'000;
    JobController controller(task([](recap::JobContext& context) {
                                 for (std::int64_t i = 1; i <= kReports; ++i) context.report({"counting", i, kReports});
                             }),
                             QStringLiteral("count"));
    QSignalSpy updates(&controller, &JobController::progressed);
    std::int64_t seen_at_end = -1;
    connect(&controller, &JobController::finished, this, [&] { seen_at_end = controller.progress().done; });
    controller.start();
    QTRY_VERIFY(ended<recap::Completed>(controller));
    QCOMPARE(seen_at_end, kReports);
    QVERIFY2(updates.size() < kReports / 10, qPrintable(QString::number(updates.size())));
}

void JobControllerTest::every_event_arrives_once_in_order_and_before_the_end() {
    constexpr int kEvents = 20'000;  // several times the mailbox
    JobController controller(task([](recap::JobContext& context) {
                                 for (int i = 0; i < kEvents; ++i)
                                     context.emitEvent(recap::ScalarEvent{recap::RunId{1}, i, {{"loss", i * 0.5}}});
                             }),
                             QStringLiteral("talk"));
    std::vector<std::int64_t> steps;
    std::size_t at_end = 0;
    connect(&controller, &JobController::eventReceived, this,
            [&](const recap::Event& event) { steps.push_back(std::get<recap::ScalarEvent>(event).step); });
    connect(&controller, &JobController::finished, this, [&] { at_end = steps.size(); });
    controller.start();
    QTRY_VERIFY(controller.ended());
    QCOMPARE(at_end, static_cast<std::size_t>(kEvents));
    for (int i = 0; i < kEvents; ++i) QCOMPARE(steps[static_cast<std::size_t>(i)], static_cast<std::int64_t>(i));
}

void JobControllerTest::cancelling_a_running_job_finishes_as_cancelled() {
    JobController controller(task(forever), QStringLiteral("forever"));
    controller.start();
    QTRY_VERIFY(controller.progress().done > 0);
    controller.cancel();
    QCOMPARE(controller.state(), JobController::State::Stopping);
    QTRY_VERIFY(ended<recap::CancelledByUser>(controller));
    QCOMPARE(controller.state(), JobController::State::Cancelled);
}

void JobControllerTest::cancelling_a_paused_job_finishes_as_cancelled() {
    JobController controller(task(forever), QStringLiteral("forever"));
    controller.start();
    QTRY_VERIFY(controller.progress().done > 0);
    controller.pause();
    QCOMPARE(controller.state(), JobController::State::Paused);
    controller.cancel();
    QTRY_VERIFY(ended<recap::CancelledByUser>(controller));
}

void JobControllerTest::a_paused_job_makes_no_progress_until_it_is_resumed() {
    std::atomic<std::int64_t> turns = 0;
    JobController controller(task([&](recap::JobContext& context) {
                                 for (;; ++turns) context.pausePoint();
                             }),
                             QStringLiteral("turn"));
    controller.start();
    QTRY_VERIFY(turns > 0);
    controller.pause();
    // The worker may have been past its pause point already, once.
    const std::int64_t at_most = turns + 1;
    QTest::qWait(50);
    QVERIFY(turns <= at_most);
    controller.resume();
    QTRY_VERIFY(turns > at_most);
}

void JobControllerTest::an_exception_becomes_a_failure_with_its_code() {
    JobController controller(
        task([](recap::JobContext&) { throw recap::Error(recap::ErrorCode::DiskFull, "The disk is full."); }),
        QStringLiteral("fail"));
    controller.start();
    QTRY_VERIFY(ended<recap::Failed>(controller));
    const auto& failure = std::get<recap::Failed>(*controller.outcome());
    QCOMPARE(failure.code, std::string("disk_full"));
    QCOMPARE(failure.message, std::string("The disk is full."));
    QCOMPARE(controller.state(), JobController::State::Failed);
}

void JobControllerTest::commands_reach_the_job_in_order() {
    std::vector<recap::Command::Kind> taken;
    JobController controller(task([&](recap::JobContext& context) {
                                 while (taken.size() < 3) {
                                     for (const auto& command : context.control().takeCommands())
                                         taken.push_back(command.kind);
                                     std::this_thread::yield();
                                 }
                             }),
                             QStringLiteral("obey"));
    controller.start();
    using Kind = recap::Command::Kind;
    controller.send({Kind::SaveNow});
    controller.send({Kind::SampleNow});
    controller.send({Kind::StopAfterSaving});
    QCOMPARE(controller.state(), JobController::State::Stopping);
    QTRY_VERIFY(ended<recap::Completed>(controller));
    QCOMPARE(taken, (std::vector<Kind>{Kind::SaveNow, Kind::SampleNow, Kind::StopAfterSaving}));
}

void JobControllerTest::destroying_a_running_controller_cancels_and_waits() {
    std::atomic<int> alive = 0;
    for (int i = 0; i < 50; ++i) {
        JobController controller(task([&](recap::JobContext& context) {
                                     struct Count {
                                         std::atomic<int>& n;
                                         explicit Count(std::atomic<int>& count) : n(count) { ++n; }
                                         ~Count() { --n; }
                                     } count(alive);
                                     forever(context);
                                 }),
                                 QStringLiteral("forever"));
        controller.start();
    }
    QCOMPARE(alive.load(), 0);
    // Wake-ups that were on their way find nobody and do no harm.
    QCoreApplication::processEvents();
}

void JobControllerTest::destroying_a_controller_whose_mailbox_is_full_does_not_hang() {
    std::atomic<int> sent = 0;
    {
        JobController controller(task([&](recap::JobContext& context) {
                                     for (;; ++sent) {
                                         context.pausePoint();
                                         context.emitEvent(recap::MessageEvent{});
                                     }
                                 }),
                                 QStringLiteral("talk"));
        controller.start();
        // Nobody drains while this thread waits, so the worker comes to rest with a full mailbox.
        int before = -1;
        while (std::exchange(before, sent.load()) != sent.load() || sent == 0) QThread::msleep(20);
    }
    QVERIFY(sent > 0);
}

void JobControllerTest::the_result_can_be_read_only_after_the_end() {
    JobController controller(task([](recap::JobContext&) {}), QStringLiteral("quick"));
    QVERIFY(controller.result<TaskJob>() == nullptr);
    controller.start();
    QTRY_VERIFY(controller.ended());
    QVERIFY(controller.result<TaskJob>() != nullptr);
    QCOMPARE(controller.result<TaskJob>()->answer, 42);
}

void JobControllerTest::the_compute_lane_runs_one_job_at_a_time() {
    JobService jobs;
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    for (int i = 0; i < 5; ++i) {
        jobs.start(task([&](recap::JobContext&) {
                       const int now = ++running;
                       if (now > most) most = now;
                       QThread::msleep(5);
                       --running;
                   }),
                   QStringLiteral("job"));
    }
    QTRY_VERIFY(jobs.idle());
    QCOMPARE(most.load(), 1);
    QCOMPARE(jobs.jobs().size(), 5);
    for (const JobController* job : jobs.jobs()) QVERIFY(ended<recap::Completed>(*job));
}

void JobControllerTest::a_queued_job_can_be_moved_and_cancelled_without_ever_running() {
    JobService jobs;
    JobController* first = jobs.start(task(forever), QStringLiteral("first"));
    std::atomic<bool> second_ran = false;
    JobController* second = jobs.start(task([](recap::JobContext&) {}, &second_ran), QStringLiteral("second"));
    JobController* third = jobs.start(task([](recap::JobContext&) {}), QStringLiteral("third"));
    QTRY_VERIFY(first->active());
    QCOMPARE(jobs.queuedCount(), 2);
    jobs.move(third, -1);
    QCOMPARE(jobs.jobs().at(1), third);
    // The running job keeps its place.
    jobs.move(third, -1);
    QCOMPARE(jobs.jobs().at(0), first);
    second->cancel();
    QVERIFY(ended<recap::CancelledByUser>(*second));
    first->cancel();
    QTRY_VERIFY(jobs.idle());
    QVERIFY(ended<recap::Completed>(*third));
    QVERIFY(!second_ran);
}

void JobControllerTest::a_stop_pauses_first_and_can_be_taken_back() {
    std::atomic<int> rounds = 0;
    JobController controller(task([&](recap::JobContext& context) {
                                 for (;; ++rounds) {
                                     context.pausePoint();
                                     QThread::msleep(1);
                                 }
                             }),
                             QStringLiteral("work"));
    controller.setStopDelay(3'600'000);
    QSignalSpy changes(&controller, &JobController::takeBackChanged);
    controller.start();
    QTRY_VERIFY(rounds > 2);
    controller.stopSoon();
    QCOMPARE(controller.state(), JobController::State::Stopping);
    QVERIFY(controller.mayTakeBack());
    controller.takeBackStop();
    QCOMPARE(controller.state(), JobController::State::Running);
    QVERIFY(!controller.mayTakeBack());
    QCOMPARE(changes.count(), 2);
    const int before = rounds;
    QTRY_VERIFY(rounds > before + 2);
    // Whoever closes the window does not wait for the delay.
    controller.stopSoon();
    controller.cancel();
    QTRY_VERIFY(ended<recap::CancelledByUser>(controller));
}

void JobControllerTest::a_stop_that_is_not_taken_back_cancels() {
    JobController controller(task(forever), QStringLiteral("forever"));
    controller.setStopDelay(1);
    controller.start();
    controller.stopSoon();
    QTRY_VERIFY(ended<recap::CancelledByUser>(controller));
    JobController atOnce(task(forever), QStringLiteral("forever"));
    atOnce.start();
    atOnce.stopSoon();
    QVERIFY(!atOnce.mayTakeBack());
    QTRY_VERIFY(ended<recap::CancelledByUser>(atOnce));
}

void JobControllerTest::a_job_that_saves_before_it_stops_is_not_cancelled_meanwhile() {
    JobController controller(task([](recap::JobContext& context) {
                                 for (;;) {
                                     context.pausePoint();
                                     if (!context.control().takeCommands().empty()) return;
                                     QThread::msleep(1);
                                 }
                             }),
                             QStringLiteral("train"));
    controller.setStopDelay(3'600'000);
    controller.start();
    controller.stopSoon();
    controller.send({recap::Command::Kind::StopAfterSaving});
    QVERIFY(!controller.mayTakeBack());
    QTRY_VERIFY(ended<recap::Completed>(controller));
}

void JobControllerTest::one_long_wait_is_no_part_of_the_rate() {
    RateMeter meter;
    meter.restart(0, 0);
    qint64 now = 0, done = 0;
    const auto steps = [&](int count, qint64 ms) {
        for (int i = 0; i < count; ++i) meter.report(now += ms, ++done);
    };
    steps(100, 100);
    QVERIFY(std::abs(meter.rate() - 10) < 0.5);
    // Pictures are drawn for half a minute.
    now += 30'000;
    for (int i = 0; i < 50; ++i) {
        steps(1, 100);
        QVERIFY2(std::abs(meter.rate() - 10) < 1, qPrintable(QString::number(meter.rate())));
    }
}

void JobControllerTest::work_that_becomes_slower_is_noticed() {
    RateMeter meter;
    meter.restart(0, 0);
    qint64 now = 0, done = 0;
    for (int i = 0; i < 100; ++i) meter.report(now += 100, ++done);
    for (int i = 0; i < 40; ++i) meter.report(now += 2000, ++done);
    QVERIFY2(std::abs(meter.rate() - 0.5) < 0.3, qPrintable(QString::number(meter.rate())));
}

void JobControllerTest::a_pause_is_no_part_of_the_rate() {
    RateMeter meter;
    meter.restart(0, 0);
    qint64 now = 0, done = 0;
    for (int i = 0; i < 100; ++i) meter.report(now += 100, ++done);
    for (int pause = 0; pause < 3; ++pause) {
        now += 60'000;
        meter.skipToNextReport();
        meter.report(now += 100, ++done);
        QVERIFY2(std::abs(meter.rate() - 10) < 1, qPrintable(QString::number(meter.rate())));
    }
}

}  // namespace recap::gui
