// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_presenter.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_service.h"

#include <QLocale>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace recap::gui {

TrainingPresenter::TrainingPresenter(JobService& jobs, QObject* parent) : QObject(parent), queue_(jobs), local_(jobs) {
    connectJobs(jobs);
    connectParts();
}

// What jobs of this window say.
void TrainingPresenter::connectJobs(JobService& jobs) {
    connect(&jobs, &JobService::changed, &cards_, &RunCards::rebuild);
    connect(&local_, &LocalRuns::stateChanged, &cards_, &RunCards::rebuild);
    connect(&local_, &LocalRuns::began, this, &TrainingPresenter::begin);
    connect(&local_, &LocalRuns::scalars, this, [this](const ScalarEvent& event) {
        cards_.advance(event.run, event.step);
        history_.add(event);
        examples_.take(event);
    });
    connect(&local_, &LocalRuns::sampleDrawn, this, &TrainingPresenter::takeSample);
    connect(&local_, &LocalRuns::said, &logs_, &RunLogs::add);
    connect(&local_, &LocalRuns::ended, &rows_, &RunRows::refresh);
}

void TrainingPresenter::connectParts() {
    for (ProjectPart* part : std::initializer_list<ProjectPart*>{
             &rows_, &local_, &history_, &captionCurves_, &examples_, &logs_, &captions_, &detached_, &commands_})
        connect(part, &ProjectPart::failed, this, &TrainingPresenter::failed);
    connect(&rows_, &RunRows::read, this, &TrainingPresenter::takeRows);
    connect(&queue_, &RunQueue::changed, this, [this] {
        cards_.rebuild();
        Q_EMIT commands_.actionsChanged();
    });
    connect(&queue_, &RunQueue::noted, this, &TrainingPresenter::noted);
    connect(&queue_, &RunQueue::failed, this, &TrainingPresenter::failed);
    connect(&selection_, &RunSelection::changed, this, [this] { logs_.load(selection_.run()); });
    connect(&selection_, &RunSelection::changed, &captions_, &RunCaptions::load);
    const auto loadCurve = [this] { captionCurves_.load(selection_.run()); };
    connect(&selection_, &RunSelection::changed, this, loadCurve);
    connect(this, &TrainingPresenter::runsChanged, this, loadCurve);
    // A curve says a sentence for each captioner that is done.
    connect(&local_, &LocalRuns::said, this, [this, loadCurve](RunId run) {
        if (run == selection_.run()) loadCurve();
    });
    connect(&history_, &RunHistory::curvesChanged, &cards_, &RunCards::showProgress);
    connect(&detached_, &DetachedRuns::scalars, &history_, &RunHistory::add);
    connect(&detached_, &DetachedRuns::scalars, &examples_, &RunExamples::take);
    connect(&detached_, &DetachedRuns::logged, &logs_, &RunLogs::addLine);
    connect(&detached_, &DetachedRuns::picturesChanged, &history_, &RunHistory::loadSamples);
    connect(&detached_, &DetachedRuns::looked, this, [this](bool grew) {
        cards_.rebuild();
        detached_.lookWhereNeeded();
        if (grew) Q_EMIT runsChanged();
        Q_EMIT commands_.actionsChanged();
    });
}

void TrainingPresenter::setProject(std::shared_ptr<Project> project) {
    detached_.settleStop();
    for (ProjectPart* part : std::initializer_list<ProjectPart*>{
             &rows_, &local_, &history_, &captionCurves_, &examples_, &logs_, &captions_, &detached_, &commands_})
        part->setProject(project);
    cards_.forgetProgress();
    selection_.forget();
    wanted_ = {};
    queue_.setProject(std::move(project));
    detached_.lookWhereNeeded();
    cards_.rebuild();
    Q_EMIT selection_.changed();
    refresh();
}

void TrainingPresenter::takeRows() {
    cards_.rebuild();
    detached_.lookWhereNeeded();
    captions_.loadChanged();
    Q_EMIT runsChanged();
    if (wanted_ && rows_.find(wanted_) != nullptr)
        selection_.select(std::exchange(wanted_, RunId{}));
    else if (!selection_.run())
        chooseRun();
    Q_EMIT commands_.actionsChanged();
}

// The newest training tells more than a list of pictures; what only waits has nothing to tell yet.
void TrainingPresenter::chooseRun() {
    const auto& cards = cards_.model().cards();
    const auto first = [&](auto wanted) { return std::find_if(cards.begin(), cards.end(), wanted); };
    auto shown = first([](const RunCard& card) { return card.run && isTraining(card.kind); });
    if (shown == cards.end()) shown = first([](const RunCard& card) { return bool(card.run); });
    if (shown != cards.end()) selection_.select(shown->run);
}

void TrainingPresenter::begin(JobController* controller, RunId run, RunState state) {
    queue_.began(controller, run);
    if (queue_.find(controller) != nullptr && rows_.find(run) == nullptr) wanted_ = run;
    rows_.setState(run, state);
    logs_.add(run, runStateText(state));
    cards_.rebuild();
    Q_EMIT commands_.actionsChanged();
    refresh();
}

void TrainingPresenter::takeSample(RunId run, qint64 step) {
    const QString sentence = tr("Step %1: sample generated.").arg(QLocale().toString(static_cast<qlonglong>(step)));
    // Once for all prompts of the step.
    if (!logs_.endsWith(run, sentence)) logs_.add(run, sentence);
    const auto shown = selection_.shown();
    if (std::find(shown.begin(), shown.end(), run) != shown.end()) history_.loadSamples();
}

void TrainingPresenter::start(RunKind kind, const QString& name, const Json& values) {
    if (project() == nullptr) return;
    try {
        queue_.add(kind, name, values);
        Q_EMIT runsChanged();
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
}

}  // namespace recap::gui
