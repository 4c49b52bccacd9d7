// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"
#include "gui/training/live_run.h"
#include "workflow/runs/run_inbox.h"
#include "workflow/runs/run_watch.h"

#include <QString>
#include <QStringList>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace recap::gui {

class LocalRuns;
class RunCards;
class RunQueue;
class RunRows;

// Runs that another program works on: looked at every second while there are any, and told what the person wants.
class DetachedRuns final : public ProjectPart {
    Q_OBJECT

public:
    // `queue` says how long a stop can be taken back.
    DetachedRuns(RunRows& rows, const LocalRuns& local, RunCards& cards, const RunQueue& queue,
                 QObject* parent = nullptr);
    // A stop is told, although nobody hears of it any more.
    ~DetachedRuns() override;

    void announce() override {}
    // Null: no other program works on it, or none that listens.
    std::unique_ptr<LiveRun> find(RunId run);
    // Begins or ends to look, by the rows that are known.
    void lookWhereNeeded();
    // A stop that can still be taken back is told now.
    void settleStop();
    void takeBackStop();

Q_SIGNALS:
    // The rows were read; `grew`: there are others than before.
    void looked(bool grew);
    void scalars(const ScalarEvent& event);
    void logged(RunId run, const QString& line);
    // The run has drawn pictures.
    void picturesChanged(RunId run);
    // A run is about to be told to stop; until the other signal it can be taken back.
    void stopOffered(const QString& name);
    void stopSettled();
    // A line for each run that another program works on.
    void elsewhereChanged(const QStringList& work);

protected:
    void forget() override;

private:
    friend class DetachedRun;

    bool listens(RunId run) const;
    void tell(RunId run, const RunCommand& command);
    void stopSoon(RunId run);
    void lookAround();
    std::vector<std::shared_ptr<RunWatch>> watches();
    void takeNews(const RunNews& news);

    RunRows& rows_;
    const LocalRuns& local_;
    RunCards& cards_;
    const RunQueue& queue_;
    std::map<RunId, std::shared_ptr<RunWatch>> watches_;
    std::set<RunId> listening_;
    std::map<RunId, std::int64_t> pictures_;
    QTimer stopDelay_;
    QStringList elsewhere_;
    QTimer look_;
    bool looking_ = false;
};

}  // namespace recap::gui
