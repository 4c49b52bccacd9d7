// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/jobs/rate_meter.h"
#include "jobs/job.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace recap::gui {

// Runs one job on its own thread and turns its words into signals on the GUI thread.
// Progress: only the newest arrives. Events: all arrive, in order, before `finished`. The last progress comes before
// `finished` as well. Destroying a controller cancels its job and waits for it.
class JobController final : public QObject {
    Q_OBJECT

public:
    enum class State { Queued, Running, Paused, Stopping, Done, Failed, Cancelled };
    Q_ENUM(State)

    JobController(std::unique_ptr<Job> job, QString title, QObject* parent = nullptr);
    ~JobController() override;

    // Once only, from Queued.
    void start();
    void pause();
    void resume();
    // A queued job is cancelled at once, a running one at its next pause point.
    void cancel();
    // cancel() after a delay in which a running job only pauses, so that a stop by mistake can be taken back. At once
    // where the delay is 0, which it is at first.
    void stopSoon();
    void takeBackStop();
    bool mayTakeBack() const { return stopDelay_.isActive(); }
    void setStopDelay(int ms) { stopDelay_.setInterval(ms); }
    void send(Command command);

    const QString& title() const { return title_; }
    State state() const { return state_; }
    bool active() const { return state_ == State::Running || state_ == State::Paused || state_ == State::Stopping; }
    bool ended() const { return !active() && state_ != State::Queued; }
    // Whether StopAfterSaving means something to this job; decides if the strip offers it.
    bool savable() const { return savable_; }
    void setSavable(bool savable) { savable_ = savable; }

    // A queued job that is held back does not start; see JobService::holdBack.
    bool heldBack() const { return heldBack_; }
    // Waits in its project as well (RunQueue), so that nothing is lost when the window closes before it began.
    bool stored() const { return stored_; }
    void setStored(bool stored) { stored_ = stored; }
    // Lets another program go on with what this job has begun: called when the window closes, after the job has saved
    // and ended. Empty when the work cannot be handed over.
    const std::function<void()>& handover() const { return handover_; }
    void setHandover(std::function<void()> handover) { handover_ = std::move(handover); }

    const Progress& progress() const { return progress_; }
    // Units of the current stage per second over about the last ten seconds; 0 until it is known.
    double rate() const { return rate_.rate(); }
    // Seconds left of the current stage; negative while unknown.
    double secondsLeft() const;
    // Set once ended.
    const std::optional<JobOutcome>& outcome() const { return outcome_; }
    // The job itself, for its results: null before it has ended, or when it is of another class.
    template <class T>
    const T* result() const {
        return ended() ? dynamic_cast<const T*>(job_.get()) : nullptr;
    }

Q_SIGNALS:
    void progressed(const Progress& progress);
    void eventReceived(const Event& event);
    void stateChanged();
    // mayTakeBack() has changed.
    void takeBackChanged();
    void finished(const JobOutcome& outcome);

private:
    friend class JobService;
    struct Mailbox;

    void drain();
    void setState(State state);
    void endStopDelay();
    void measure(const Progress& progress);

    std::unique_ptr<Job> job_;
    std::shared_ptr<Mailbox> mailbox_;
    QString title_;
    State state_ = State::Queued;
    State beforeStop_ = State::Running;
    QTimer stopDelay_;
    bool savable_ = false;
    bool heldBack_ = false;
    bool stored_ = false;
    std::function<void()> handover_;
    Progress progress_;
    std::optional<JobOutcome> outcome_;
    QElapsedTimer clock_;
    RateMeter rate_;
};

}  // namespace recap::gui
