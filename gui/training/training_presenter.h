// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/training/caption_curves.h"
#include "gui/training/detached_runs.h"
#include "gui/training/local_runs.h"
#include "gui/training/run_captions.h"
#include "gui/training/run_cards.h"
#include "gui/training/run_commands.h"
#include "gui/training/run_examples.h"
#include "gui/training/run_history.h"
#include "gui/training/run_logs.h"
#include "gui/training/run_options.h"
#include "gui/training/run_queue.h"
#include "gui/training/run_rows.h"
#include "gui/training/run_selection.h"
#include "workflow/project/project.h"

#include <QObject>

#include <memory>

namespace recap::gui {

class JobController;
class JobService;

// Decides what the Training workspace shows and does; no widget inside. Each part has one job; the presenter gives them
// the project and tells one what another found. Queries run in the background.
class TrainingPresenter final : public QObject {
    Q_OBJECT

public:
    explicit TrainingPresenter(JobService& jobs, QObject* parent = nullptr);

    void setProject(std::shared_ptr<Project> project);
    const std::shared_ptr<Project>& project() const { return rows_.project(); }
    // Reads the list of runs again.
    void refresh() { rows_.refresh(); }
    // Puts a new run into the queue.
    void start(RunKind kind, const QString& name, const Json& values);

    const RunRows& rows() const { return rows_; }
    // The list of runs and queue.
    RunListModel& runs() { return cards_.model(); }
    RunQueue& queue() { return queue_; }
    RunSelection& selection() { return selection_; }
    RunHistory& history() { return history_; }
    CaptionCurves& captionCurves() { return captionCurves_; }
    RunExamples& examples() { return examples_; }
    RunLogs& logs() { return logs_; }
    RunOptions& options() { return options_; }
    RunCaptions& captions() { return captions_; }
    DetachedRuns& detached() { return detached_; }
    RunCommands& commands() { return commands_; }

Q_SIGNALS:
    // Others than before, or what is known of them.
    void runsChanged();
    void noted(const QString& sentence);
    void failed(const Failed& failure);

private:
    void connectJobs(JobService& jobs);
    void connectParts();
    void takeRows();
    void chooseRun();
    void begin(JobController* controller, RunId run, RunState state);
    void takeSample(RunId run, qint64 step);

    RunQueue queue_;
    RunRows rows_;
    LocalRuns local_;
    RunCards cards_{rows_, local_, queue_};
    RunSelection selection_;
    RunHistory history_{selection_, rows_, cards_};
    CaptionCurves captionCurves_{rows_};
    RunExamples examples_{selection_};
    RunLogs logs_{rows_};
    RunOptions options_{rows_};
    RunCaptions captions_{selection_, rows_};
    DetachedRuns detached_{rows_, local_, cards_, queue_};
    RunCommands commands_{selection_, rows_, history_, local_, detached_, queue_};
    RunId wanted_;  // selected as soon as it appears
};

}  // namespace recap::gui
