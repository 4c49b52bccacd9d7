// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/job_controller.h"

#include <QPointer>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace recap::gui {

namespace {
constexpr std::size_t kMaxEvents = 4096;
}  // namespace

// Shared by both threads: keeps the newest progress, every event, and posts at most one wake-up at a time.
struct JobController::Mailbox final : JobContext {
    explicit Mailbox(JobController* controller) : owner(controller) {}

    void report(Progress progress) override {
        const std::lock_guard lock(mutex);
        latest = std::move(progress);
        wake();
    }
    void emitEvent(Event event) override {
        std::unique_lock lock(mutex);
        // A worker that talks faster than the window can listen waits; without a listener its words are dropped.
        room.wait(lock, [this] { return events.size() < kMaxEvents || owner == nullptr; });
        if (owner == nullptr) return;
        events.push_back(std::move(event));
        wake();
    }
    RunControl& control() override { return run; }

    void close(JobOutcome result) {
        const std::lock_guard lock(mutex);
        outcome = std::move(result);
        wake();
    }
    void detach() {
        {
            const std::lock_guard lock(mutex);
            owner = nullptr;
        }
        room.notify_all();
    }
    void wake() {  // mutex held
        if (owner == nullptr || posted) return;
        posted = true;
        QMetaObject::invokeMethod(
            owner, [target = owner] { target->drain(); }, Qt::QueuedConnection);
    }

    void join() {
        if (thread.joinable()) thread.join();
    }

    std::thread thread;  // GUI thread only; runs the job, and holds this mailbox while it does
    RunControl run;
    std::mutex mutex;
    std::condition_variable room;
    JobController* owner;               // guarded by mutex
    bool posted = false;                // guarded by mutex
    std::optional<Progress> latest;     // guarded by mutex
    std::vector<Event> events;          // guarded by mutex
    std::optional<JobOutcome> outcome;  // guarded by mutex
};

JobController::JobController(std::unique_ptr<Job> job, QString title, QObject* parent)
    : QObject(parent), job_(std::move(job)), mailbox_(std::make_shared<Mailbox>(this)), title_(std::move(title)) {
    stopDelay_.setSingleShot(true);
    stopDelay_.setInterval(0);
    connect(&stopDelay_, &QTimer::timeout, this, [this] {
        Q_EMIT takeBackChanged();
        cancel();
    });
}

JobController::~JobController() {
    mailbox_->detach();
    mailbox_->run.cancel();
    mailbox_->join();
}

void JobController::start() {
    if (state_ != State::Queued) return;
    clock_.start();
    mailbox_->thread = std::thread([job = job_.get(), box = mailbox_] { box->close(runToOutcome(*job, *box)); });
    setState(State::Running);
}

void JobController::pause() {
    if (state_ != State::Running) return;
    mailbox_->run.pause();
    setState(State::Paused);
}

void JobController::resume() {
    if (state_ != State::Paused) return;
    mailbox_->run.resume();
    rate_.skipToNextReport();
    setState(State::Running);
}

void JobController::stopSoon() {
    if (stopDelay_.interval() == 0 || state_ == State::Queued) return cancel();
    if (!active() || state_ == State::Stopping) return;
    beforeStop_ = state_;
    mailbox_->run.pause();
    stopDelay_.start();
    setState(State::Stopping);
    Q_EMIT takeBackChanged();
}

void JobController::takeBackStop() {
    if (!mayTakeBack()) return;
    endStopDelay();
    if (beforeStop_ == State::Running) mailbox_->run.resume();
    rate_.skipToNextReport();
    setState(beforeStop_);
}

void JobController::endStopDelay() {
    if (!mayTakeBack()) return;
    stopDelay_.stop();
    Q_EMIT takeBackChanged();
}

void JobController::cancel() {
    endStopDelay();
    if (state_ == State::Queued) {
        outcome_ = CancelledByUser{};
        setState(State::Cancelled);
        Q_EMIT finished(*outcome_);
    } else if (active()) {
        mailbox_->run.cancel();
        setState(State::Stopping);
    }
}

void JobController::send(Command command) {
    if (!active()) return;
    const bool stops = command.kind == Command::Kind::StopAfterSaving;
    if (stops) endStopDelay();
    mailbox_->run.push(std::move(command));
    if (stops) {
        // A paused worker looks at its commands only after it goes on.
        mailbox_->run.resume();
        setState(State::Stopping);
    }
}

double JobController::secondsLeft() const {
    if (rate() <= 0 || progress_.total <= 0 || state_ != State::Running) return -1;
    return static_cast<double>(progress_.total - progress_.done) / rate();
}

void JobController::setState(State state) {
    if (state_ == state) return;
    state_ = state;
    Q_EMIT stateChanged();
}

void JobController::measure(const Progress& progress) {
    if (progress.stage != progress_.stage || progress.done < progress_.done)
        rate_.restart(clock_.elapsed(), progress.done);
    else
        rate_.report(clock_.elapsed(), progress.done);
}

void JobController::drain() {
    std::optional<Progress> latest;
    std::vector<Event> events;
    std::optional<JobOutcome> outcome;
    {
        const std::lock_guard lock(mailbox_->mutex);
        mailbox_->posted = false;
        latest.swap(mailbox_->latest);
        events.swap(mailbox_->events);
        outcome.swap(mailbox_->outcome);
    }
    mailbox_->room.notify_all();
    // A receiver may delete this controller; nothing of it is touched after that.
    const QPointer<JobController> alive(this);
    for (const Event& event : events) {
        Q_EMIT eventReceived(event);
        if (alive == nullptr) return;
    }
    if (latest) {
        measure(*latest);
        progress_ = *latest;
        Q_EMIT progressed(progress_);
        if (alive == nullptr) return;
    }
    if (!outcome) return;
    endStopDelay();
    mailbox_->join();
    outcome_ = std::move(outcome);
    const bool failed = std::holds_alternative<Failed>(*outcome_);
    const bool cancelled = std::holds_alternative<CancelledByUser>(*outcome_);
    setState(failed ? State::Failed : cancelled ? State::Cancelled : State::Done);
    if (alive != nullptr) Q_EMIT finished(*outcome_);
}

}  // namespace recap::gui
