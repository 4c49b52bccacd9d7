// SPDX-License-Identifier: GPL-3.0-or-later
#include "job_test.h"

#include "base/error.h"
#include "support/recording_context.h"

#include <QtTest/QTest>
#include <thread>

using namespace recap;
using recap::testing::RecordingContext;

namespace {

class LambdaJob final : public Job {
public:
    explicit LambdaJob(std::function<void(JobContext&)> work) : work_(std::move(work)) {}
    void run(JobContext& context) override { work_(context); }

private:
    std::function<void(JobContext&)> work_;
};

Failed failureOf(std::function<void(JobContext&)> work) {
    RecordingContext context;
    LambdaJob job(std::move(work));
    const auto outcome = runToOutcome(job, context);
    const auto* failed = std::get_if<Failed>(&outcome);
    return failed != nullptr ? *failed : Failed{"none", "none"};
}

// Counts until it is stopped.
class Counter {
public:
    Counter()
        : job_([this](JobContext& c) {
              for (;; ++count) c.pausePoint();
          }),
          thread_([this] { outcome = runToOutcome(job_, context); }) {}
    ~Counter() {
        context.control().cancel();
        if (thread_.joinable()) thread_.join();
    }
    void join() { thread_.join(); }

    std::atomic<std::int64_t> count{0};
    RecordingContext context;
    JobOutcome outcome;

private:
    LambdaJob job_;
    std::thread thread_;
};

}  // namespace

void JobTest::a_job_that_returns_is_completed() {
    RecordingContext context;
    LambdaJob job([](JobContext& c) { c.report({"work", 1, 2}); });
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, context)));
    QCOMPARE(context.progress().size(), std::size_t{1});
}

void JobTest::an_error_keeps_its_code_and_sentence() {
    const auto failed =
        failureOf([](JobContext&) { throw Error(ErrorCode::DiskFull, message("%1 is full.", "/tmp")); });
    QCOMPARE(failed.code, std::string("disk_full"));
    QCOMPARE(failed.message, std::string("/tmp is full."));
    QCOMPARE(failed.sentence.text, std::string("%1 is full."));
}

void JobTest::a_foreign_exception_is_internal() {
    const auto failed = failureOf([](JobContext&) { throw std::out_of_range("vector"); });
    QCOMPARE(failed.code, std::string("internal"));
    QCOMPARE(failed.message, std::string("vector"));
}

void JobTest::too_little_memory_is_said_in_a_sentence() {
    const auto failed = failureOf([](JobContext&) { throw std::bad_alloc(); });
    QCOMPARE(failed.code, std::string("out_of_memory"));
    QVERIFY(failed.message.ends_with("."));
}

void JobTest::something_that_is_no_exception_does_not_escape() {
    QCOMPARE(failureOf([](JobContext&) { throw 42; }).code, std::string("internal"));
}

void JobTest::cancelling_a_running_job_stops_it_at_its_next_pause_point() {
    Counter counter;
    QTRY_VERIFY(counter.count > 10);
    counter.context.control().cancel();
    counter.join();
    QVERIFY(std::holds_alternative<CancelledByUser>(counter.outcome));
}

void JobTest::cancelling_a_paused_job_finishes_as_cancelled() {
    Counter counter;
    counter.context.control().pause();
    QVERIFY(counter.context.control().paused());
    counter.context.control().cancel();
    counter.join();
    QVERIFY(std::holds_alternative<CancelledByUser>(counter.outcome));
}

void JobTest::a_paused_job_makes_no_progress_until_resumed() {
    Counter counter;
    QTRY_VERIFY(counter.count > 0);
    auto& control = counter.context.control();
    control.pause();
    // At most one more count is on its way; from then on it stands still.
    std::int64_t seen = -1;
    bool stands = false;  // the macro asks once more after the first yes
    const auto look = [&] {
        return stands = stands || std::exchange(seen, counter.count.load()) == counter.count.load();
    };
    QTRY_VERIFY(look());
    const auto still = counter.count.load();
    QTest::qWait(20);
    QVERIFY(counter.count - still <= 1);
    control.resume();
    QTRY_VERIFY(counter.count > still + 10);
}

void JobTest::a_pause_point_without_a_command_returns_at_once() {
    RunControl control;
    for (int i = 0; i < 1000; ++i) control.pausePoint();
    control.pause();
    control.resume();
    control.pausePoint();
    QVERIFY(!control.cancelRequested());
}

void JobTest::commands_are_taken_once_and_in_order() {
    RunControl control;
    control.push({Command::Kind::SampleNow});
    control.push({Command::Kind::SetOption, "lr", 0.5});
    const auto commands = control.takeCommands();
    QCOMPARE(commands.size(), std::size_t{2});
    QVERIFY(commands[0].kind == Command::Kind::SampleNow);
    QCOMPARE(commands[1].name, std::string("lr"));
    QCOMPARE(commands[1].value, 0.5);
    QVERIFY(control.takeCommands().empty());
}

void JobTest::cancelling_from_the_jobs_own_report_works() {
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.done == 3) context.control().cancel();
    };
    LambdaJob job([](JobContext& c) {
        for (int i = 0; i < 100; ++i) {
            c.report({"work", i, 100});
            c.pausePoint();
        }
    });
    QVERIFY(std::holds_alternative<CancelledByUser>(runToOutcome(job, context)));
    QCOMPARE(context.progress().size(), std::size_t{4});
}
