// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "gui/shell/project_part.h"
#include "gui/training/live_run.h"
#include "jobs/job.h"

#include <QHash>
#include <QPointer>
#include <QString>

#include <map>
#include <memory>

namespace recap::gui {

class JobController;
class JobService;

// Which jobs of this window work on which runs, and what they say about them.
class LocalRuns final : public ProjectPart {
    Q_OBJECT

public:
    explicit LocalRuns(JobService& jobs, QObject* parent = nullptr);

    void announce() override {}
    // The job that works on the run; null: none, or it has ended.
    JobController* controllerOf(RunId run) const;
    // Null: no job works on it now. A job may have gone on to another run.
    std::unique_ptr<LiveRun> find(RunId run) const;

Q_SIGNALS:
    void began(JobController* controller, RunId run, RunState state);
    void scalars(const ScalarEvent& event);
    void sampleDrawn(RunId run, qint64 step);
    void said(RunId run, const QString& sentence);
    void stateChanged();
    void ended();

protected:
    void forget() override {}

private:
    void follow(JobController* controller);
    void drop(JobController* controller);
    void takeEvent(JobController* controller, const Event& event);
    void remember(JobController* controller, RunId run);
    void takeFailure(const JobController* controller, const Failed& failure);

    std::map<RunId, QPointer<JobController>> controllers_;
    QHash<const JobController*, RunId> newest_;  // the run a controller spoke of last
};

}  // namespace recap::gui
