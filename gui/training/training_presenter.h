// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/training/curve_store.h"
#include "gui/training/new_run.h"
#include "gui/training/run_list_model.h"
#include "gui/training/run_queue.h"
#include "workflow/project/project.h"
#include "workflow/runs/run_inbox.h"
#include "workflow/runs/run_watch.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace recap::gui {

class JobController;
class JobService;

// The numbers above the chart as texts; empty while unknown.
struct RunTiles {
    QString loss, validation, learningRate, gradientNorm, imagesPerSecond, timeLeft;
    bool operator==(const RunTiles&) const = default;
};

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

// Values of a recorded run to begin a new one with.
struct CloneSource {
    RunKind kind = RunKind::Diffusion;
    QString name;
    Json values = Json::object();
};

// Decides what the Training workspace shows: runs of the project joined with the jobs that work on them, curves
// (history from the database, then what jobs say), samples and log of the selected run. Queries run in the background.
class TrainingPresenter final : public QObject {
    Q_OBJECT

public:
    explicit TrainingPresenter(JobService& jobs, QObject* parent = nullptr);
    ~TrainingPresenter() override;

    void setProject(std::shared_ptr<Project> project);
    const std::shared_ptr<Project>& project() const { return project_; }
    // Reads the list of runs again.
    void refresh();

    RunListModel& runs() { return model_; }
    const RunRecord* record(RunId run) const;
    void select(RunId run);
    RunId selected() const { return selected_; }
    // A card that waits and has no run yet.
    void selectWaiting(quint64 job);
    quint64 selectedWaiting() const { return waiting_; }
    // Other runs drawn in the same chart, in this order.
    void compareWith(const std::vector<RunId>& runs);
    const std::vector<RunId>& compared() const { return compared_; }
    // What the options of the selected run and of those compared with it are, by name; only the differing ones when
    // something is compared; before them what the runs worked with (workflow/run_provenance.h). The first column is the
    // option's name.
    std::vector<QStringList> optionTable() const;

    // Names: loss, validation_loss, lr, grad_norm, images_per_second. Empty when nothing was recorded (yet).
    const Curve& curve(RunId run, const QString& name) const { return curves_.curve(run, name); }
    // `smoothing`: weight of the chart's moving average, so that the tile says what the curve shows.
    RunTiles tiles(double smoothing) const;
    const std::vector<SampleRecord>& samples() const { return samplesOf(selected_); }
    const std::vector<SampleRecord>& samplesOf(RunId run) const;
    // Prompts of the samples in the order in which they were asked for.
    QStringList prompts() const;
    QString samplePath(const SampleRecord& sample) const;
    QStringList log() const;

    RunActions actions() const;
    void pause();
    void resume();
    // After a few seconds in which it can be taken back; a run of this program pauses meanwhile.
    void stopNow();
    void takeBackStop();
    void stopAfterSaving();
    void saveNow();
    void sampleNow();
    // Says first what will be restored: resumeKnown follows. `continueRun` then queues it.
    void prepareContinue();
    void continueRun();
    // From the next step on; for the options that TrainJob names.
    void setOption(const QString& name, double value);
    std::optional<CloneSource> cloneSource() const;
    // The steps of the selected run's checkpoints.
    std::vector<CheckpointRecord> checkpoints() const { return checkpoints_; }
    // Values for a new run on the weights of a checkpoint.
    std::optional<CloneSource> branchSource(std::int64_t step) const;
    void moveWaiting(int by);
    void moveWaitingTo(quint64 job, int position);
    void removeWaiting();
    RunQueue& queue() { return queue_; }
    void start(RunKind kind, const QString& name, const Json& values);

Q_SIGNALS:
    void runsChanged();
    void selectionChanged();
    void curvesChanged();  // at most ten times a second
    void comparisonChanged();
    void samplesChanged();
    void logAppended(const QString& line);
    void actionsChanged();
    void queueChanged();
    // What continuing the run would bring back, or why it cannot be continued.
    // `dataChanged`: its images or captions are not those it began with.
    void resumeKnown(const QStringList& restores, const QStringList& problems, bool dataChanged);
    void noted(const QString& sentence);
    // A run of another program is about to be told to stop; until the other signal it can be taken back.
    void remoteStopOffered(const QString& name);
    void remoteStopSettled();
    // What other programs work on in this project, a line each.
    void elsewhereChanged(const QStringList& work);
    void failed(const recap::Failed& failure);

private:
    void follow(JobController* controller);
    void forget(JobController* controller);
    void onEvent(JobController* controller, const Event& event);
    void onScalars(const ScalarEvent& event);
    void onRun(JobController* controller, const RunEvent& event);
    void onState(JobController* controller);
    void onFinished(JobController* controller, const JobOutcome& outcome);
    void addLog(RunId run, const QString& line);  // with the time in front
    void addLogLine(RunId run, const QString& line);
    void loadLog(RunId run);
    void rebuildCards();
    void loadSamples();
    void markCurvesDirty();
    JobController* controllerOf(RunId run) const;
    void send(Command::Kind command, RunWish::Kind wish);
    void wish(const RunWish& wish);
    void tell(RunId run, const RunWish& wish);
    void stopRemoteSoon();
    void takeBackRemoteStop();
    void settleRemoteStop();
    void lookWhereNeeded();
    JobController* waitingController() const;
    bool isRemote(RunId run) const;
    void lookAround();
    void takeNews(const RunNews& news);
    std::vector<RunId> shownRuns() const;
    QString provenanceText(const RunRecord& run, const std::string& name) const;
    FailureHandler reportFailure();

    JobService& jobs_;
    std::shared_ptr<Project> project_;
    RunListModel model_;
    std::vector<RunRecord> records_;
    RunId selected_;
    quint64 waiting_ = 0;
    std::vector<RunId> compared_;
    RunId wanted_;  // selected as soon as it appears
    CurveStore curves_;
    std::map<RunId, std::vector<SampleRecord>> samples_;
    std::vector<CheckpointRecord> checkpoints_;
    std::map<RunId, QStringList> logs_;
    std::map<RunId, Failed> failures_;  // of jobs of this window
    std::map<RunId, QPointer<JobController>> controllers_;
    QHash<JobController*, RunId> newest_;  // the run a controller spoke of last
    RunQueue queue_;
    std::map<RunId, std::shared_ptr<RunWatch>> watches_;  // of runs that another program works on
    std::set<RunId> wishing_;                             // remote runs that listen
    std::map<RunId, std::int64_t> pictures_;
    RunId remoteStop_;
    QTimer remoteStopDelay_;
    QStringList elsewhere_;
    QTimer look_;
    bool looking_ = false;
    std::set<RunId> moved_;  // runs with a new step since the last redraw
    std::map<RunId, qint64> liveStep_;
    QTimer redraw_;
    LatestOnly listQuery_;
    LatestOnly sampleQuery_;
};

}  // namespace recap::gui
