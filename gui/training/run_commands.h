// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"
#include "gui/training/live_run.h"
#include "gui/training/run_options.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace recap::gui {

class DetachedRuns;
class JobController;
class LocalRuns;
class RunHistory;
class RunQueue;
class RunRows;
class RunSelection;

// What may be done with the selected run now.
struct RunActions {
    bool pause = false;
    bool resume = false;  // a paused run goes on
    bool stop = false;
    bool takeBack = false;  // the stop that was asked for a moment ago
    bool saveStop = false;
    bool save = false;
    bool sample = false;
    bool continueRun = false;  // an interrupted, stopped or failed run goes on from its last checkpoint
    bool clone = false;
    bool branch = false;                                  // a new run that begins at one of its checkpoints
    bool setOption = false;                               // options that may change while it goes on
    bool earlier = false, later = false, remove = false;  // of a run that waits
    bool operator==(const RunActions&) const = default;
};

// What a person asks of the selected run or card. Nothing happens where actions() says that it cannot be done.
class RunCommands final : public ProjectPart {
    Q_OBJECT

public:
    RunCommands(const RunSelection& selection, const RunRows& rows, const RunHistory& history, const LocalRuns& local,
                DetachedRuns& detached, RunQueue& queue, QObject* parent = nullptr);

    void announce() override {}
    RunActions actions() const;
    void pause();
    void resume();
    // After a few seconds in which it can be taken back; a run of this program pauses meanwhile.
    void stopNow();
    void takeBackStop();
    void stopAfterSaving() { tell({Command::Kind::StopAfterSaving}); }
    void saveNow() { tell({Command::Kind::SaveNow}); }
    void sampleNow() { tell({Command::Kind::SampleNow}); }
    // From the next step on; for the options that may change during a run of its kind.
    void setOption(const QString& name, double value) { tell({Command::Kind::SetOption, name.toStdString(), value}); }
    // Says first what will be restored: resumeKnown follows. `continueRun` then queues it.
    void prepareContinue();
    void continueRun();
    // Values for a new run.
    std::optional<CloneSource> cloneSource() const;
    // The same on the weights of one of its checkpoints.
    std::optional<CloneSource> branchSource(std::int64_t step) const;
    void moveWaiting(int by);
    void moveWaitingTo(quint64 job, int position);
    void removeWaiting();

Q_SIGNALS:
    // actions() may be others now.
    void actionsChanged();
    // What continuing the run would bring back, or why it cannot be continued.
    // `dataChanged`: its images or captions are not those it began with.
    void resumeKnown(const QStringList& restores, const QStringList& problems, bool dataChanged);

protected:
    void forget() override {}

private:
    std::unique_ptr<LiveRun> live() const;
    void tell(const Command& command);
    JobController* waitingController() const;
    bool waitsToContinue() const;

    const RunSelection& selection_;
    const RunRows& rows_;
    const RunHistory& history_;
    const LocalRuns& local_;
    DetachedRuns& detached_;
    RunQueue& queue_;
    RunOptions options_;
};

}  // namespace recap::gui
