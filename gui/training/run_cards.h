// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/training/run_list_model.h"
#include "gui/training/run_queue.h"

#include <QObject>

#include <map>
#include <set>
#include <vector>

namespace recap::gui {

class LocalRuns;
class RunRows;

// The list of runs and queue: the project's rows joined with the jobs that work on them and with what waits.
class RunCards final : public QObject {
    Q_OBJECT

public:
    RunCards(const RunRows& rows, const LocalRuns& local, const RunQueue& queue, QObject* parent = nullptr);

    RunListModel& model() { return model_; }
    const RunListModel& model() const { return model_; }
    void rebuild();
    // Progress of before belongs to another project.
    void forgetProgress();
    // A job said how far a run is; shown by the next showProgress().
    void advance(RunId run, std::int64_t step);
    void showProgress();
    // The run that will be told to stop when the person does not take it back; none: no id.
    void setStopping(RunId run);
    RunId stopping() const { return stopping_; }

private:
    RunCard cardOf(const RunRecord& run, int series) const;
    RunCard cardOf(const RunQueue::Item& waiting, int series) const;
    void addWaiting(std::vector<RunCard>& cards, int series) const;

    const RunRows& rows_;
    const LocalRuns& local_;
    const RunQueue& queue_;
    RunListModel model_;
    std::map<RunId, std::int64_t> liveStep_;
    std::set<RunId> moved_;  // runs with a new step since they were shown
    RunId stopping_;
};

}  // namespace recap::gui
