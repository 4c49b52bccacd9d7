// SPDX-License-Identifier: GPL-3.0-or-later
//
// What jobs and other programs say about runs, and what the person asks of them.
#include "gui/training/training_presenter.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_service.h"
#include "gui/training/run_log.h"
#include "workflow/training/train_preflight.h"

#include <QLocale>

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kMaxLogLines = 2000;

bool canContinue(const RunRecord& run) {
    return run.kind == RunKind::Diffusion && isUnfinished(run.state);
}

}  // namespace

void TrainingPresenter::addLog(RunId run, const QString& line) {
    addLogLine(run, timedLine(QDateTime::currentDateTime(), line));
}

void TrainingPresenter::addLogLine(RunId run, const QString& line) {
    auto& lines = logs_[run];
    lines << line;
    if (lines.size() > kMaxLogLines) lines.removeFirst();
    if (run == selected_) Q_EMIT logAppended(line);
}

// --- what jobs say ---

void TrainingPresenter::follow(JobController* controller) {
    connect(controller, &JobController::eventReceived, this,
            [this, controller](const Event& event) { onEvent(controller, event); });
    connect(controller, &JobController::stateChanged, this, [this, controller] { onState(controller); });
    connect(controller, &JobController::finished, this,
            [this, controller](const JobOutcome& outcome) { onFinished(controller, outcome); });
}

void TrainingPresenter::forget(JobController* controller) {
    newest_.remove(controller);
    std::erase_if(controllers_, [controller](const auto& entry) { return entry.second == controller; });
}

void TrainingPresenter::onEvent(JobController* controller, const Event& event) {
    if (project_ == nullptr) return;
    if (const auto* scalars = std::get_if<ScalarEvent>(&event)) {
        controllers_[scalars->run] = controller;
        newest_[controller] = scalars->run;
        onScalars(*scalars);
    } else if (const auto* run = std::get_if<RunEvent>(&event)) {
        onRun(controller, *run);
    } else if (const auto* sample = std::get_if<SampleEvent>(&event)) {
        const QString line =
            tr("Step %1: sample generated.").arg(QLocale().toString(static_cast<qlonglong>(sample->step)));
        // Once for all prompts of the step.
        if (const QStringList& lines = logs_[sample->run]; lines.isEmpty() || !lines.last().endsWith(line))
            addLog(sample->run, line);
        const auto shown = shownRuns();
        if (std::find(shown.begin(), shown.end(), sample->run) != shown.end()) loadSamples();
    } else if (const auto* message = std::get_if<MessageEvent>(&event)) {
        const auto it = newest_.constFind(controller);
        if (it != newest_.constEnd()) addLog(*it, messageText(*message));
    }
}

void TrainingPresenter::onScalars(const ScalarEvent& event) {
    liveStep_[event.run] = event.step;
    moved_.insert(event.run);
    curves_.add(event);
    markCurvesDirty();
}

void TrainingPresenter::markCurvesDirty() {
    if (!redraw_.isActive()) redraw_.start();
}

void TrainingPresenter::onRun(JobController* controller, const RunEvent& event) {
    controllers_[event.run] = controller;
    newest_[controller] = event.run;
    queue_.began(controller, event.run);
    if (queue_.find(controller) != nullptr && record(event.run) == nullptr) wanted_ = event.run;
    for (auto& run : records_)
        if (run.id == event.run) run.state = event.state;
    addLog(event.run, runStateText(event.state));
    rebuildCards();
    Q_EMIT actionsChanged();
    refresh();
}

void TrainingPresenter::onState(JobController*) {
    rebuildCards();
    Q_EMIT actionsChanged();
}

void TrainingPresenter::onFinished(JobController* controller, const JobOutcome& outcome) {
    if (const auto* failure = std::get_if<Failed>(&outcome)) {
        const auto it = newest_.constFind(controller);
        if (it != newest_.constEnd()) {
            failures_[*it] = *failure;
            addLog(*it, errorDetail(*failure));
        }
    }
    refresh();
}

// --- what the person asks for ---

JobController* TrainingPresenter::controllerOf(RunId run) const {
    const auto it = controllers_.find(run);
    if (it == controllers_.end() || it->second.isNull() || it->second->ended()) return nullptr;
    return it->second.data();
}

RunActions TrainingPresenter::actions() const {
    RunActions actions;
    if (const auto* waiting = waitingController()) {
        const auto order = queue_.waiting();
        actions.remove = true;
        actions.earlier = order.front()->controller != waiting;
        actions.later = order.back()->controller != waiting;
        return actions;
    }
    const auto* run = record(selected_);
    if (run == nullptr || waiting_ != 0) return actions;
    const bool writable = project_ != nullptr && !project_->readOnly();
    actions.clone = writable && run->kind != RunKind::Other;
    actions.branch = writable && run->kind == RunKind::Diffusion && !checkpoints_.empty();
    const bool trains = run->kind == RunKind::Diffusion;
    if (isRemote(selected_)) {
        const bool paused = run->state == RunState::Paused;
        actions.takeBack = remoteStop_ == selected_;
        if (actions.takeBack) return actions;
        actions.pause = !paused;
        actions.resume = paused;
        actions.stop = true;
        actions.save = actions.sample = actions.saveStop = actions.setOption = trains && !paused;
        return actions;
    }
    const auto* controller = controllerOf(selected_);
    const bool live = controller != nullptr && newest_.value(const_cast<JobController*>(controller)) == selected_;
    const auto& items = queue_.items();
    const bool waiting =
        std::any_of(items.begin(), items.end(), [this](const auto& item) { return item.continues == selected_; });
    if (!live) {
        actions.continueRun = writable && canContinue(*run) && !waiting;
        return actions;
    }
    using State = JobController::State;
    actions.pause = controller->state() == State::Running;
    actions.resume = controller->state() == State::Paused;
    actions.stop = controller->state() == State::Running || controller->state() == State::Paused;
    actions.takeBack = controller->mayTakeBack();
    actions.save = actions.sample = actions.saveStop = actions.setOption =
        trains && controller->state() == State::Running;
    return actions;
}

void TrainingPresenter::pause() {
    if (auto* controller = controllerOf(selected_))
        controller->pause();
    else
        wish({RunWish::Kind::Pause});
}

void TrainingPresenter::resume() {
    if (auto* controller = controllerOf(selected_))
        controller->resume();
    else
        wish({RunWish::Kind::Resume});
}

void TrainingPresenter::stopNow() {
    if (auto* controller = controllerOf(selected_))
        controller->stopSoon();
    else
        stopRemoteSoon();
}

void TrainingPresenter::takeBackStop() {
    if (auto* controller = controllerOf(selected_))
        controller->takeBackStop();
    else
        takeBackRemoteStop();
}

void TrainingPresenter::send(Command::Kind command, RunWish::Kind kind) {
    if (auto* controller = controllerOf(selected_))
        controller->send(Command{command});
    else
        wish({kind});
}

void TrainingPresenter::stopAfterSaving() {
    send(Command::Kind::StopAfterSaving, RunWish::Kind::StopAfterSaving);
}
void TrainingPresenter::saveNow() {
    send(Command::Kind::SaveNow, RunWish::Kind::SaveNow);
}
void TrainingPresenter::sampleNow() {
    send(Command::Kind::SampleNow, RunWish::Kind::SampleNow);
}

void TrainingPresenter::setOption(const QString& name, double value) {
    if (auto* controller = controllerOf(selected_))
        controller->send({Command::Kind::SetOption, name.toStdString(), value});
    else
        wish({RunWish::Kind::SetOption, name.toStdString(), value});
}

void TrainingPresenter::prepareContinue() {
    if (!actions().continueRun) return;
    runInBackground(
        this, [project = project_, run = selected_] { return preflightResume(*project, run); },
        [this](const TrainPreflight& plan) {
            const auto list = [](const std::vector<Message>& lines) {
                QStringList out;
                for (const auto& line : lines) out << coreText(line);
                return out;
            };
            Q_EMIT resumeKnown(list(plan.restores), list(plan.problems), plan.data_changed);
        },
        reportFailure());
}

void TrainingPresenter::continueRun() {
    const auto* run = record(selected_);
    if (run == nullptr || !actions().continueRun) return;
    queue_.addContinued(run->id, QString::fromStdString(run->name));
}

std::optional<CloneSource> TrainingPresenter::cloneSource() const {
    const auto* run = record(selected_);
    CloneSource source;
    if (run == nullptr || run->kind == RunKind::Other) return std::nullopt;
    source.kind = run->kind;
    source.name = tr("%1 copy").arg(QString::fromStdString(run->name));
    // A run's record may hold more than its options, e.g. hashes of what it read.
    for (const auto& field : newRunFields(source.kind, {}))
        if (run->config.is_object() && run->config.contains(field.name))
            source.values[field.name] = run->config[field.name];
    return source;
}

std::optional<CloneSource> TrainingPresenter::branchSource(std::int64_t step) const {
    auto source = cloneSource();
    const auto it = std::find_if(checkpoints_.begin(), checkpoints_.end(),
                                 [step](const CheckpointRecord& c) { return c.step == step; });
    if (!source || it == checkpoints_.end()) return std::nullopt;
    const auto* run = record(selected_);
    source->name = tr("%1 from step %2").arg(QString::fromStdString(run->name)).arg(step);
    source->values["model"] = project_->resolve(it->path).string();
    return source;
}

void TrainingPresenter::start(RunKind kind, const QString& name, const Json& values) {
    if (project_ == nullptr) return;
    try {
        queue_.add(kind, name, values);
        Q_EMIT runsChanged();
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
}

// --- the queue ---

JobController* TrainingPresenter::waitingController() const {
    for (const auto* item : queue_.waiting())
        if (reinterpret_cast<quintptr>(item->controller) == waiting_ ||
            (waiting_ == 0 && item->continues && item->continues == selected_))
            return item->controller;
    return nullptr;
}

void TrainingPresenter::moveWaiting(int by) {
    if (auto* controller = waitingController()) queue_.move(controller, by);
}

void TrainingPresenter::moveWaitingTo(quint64 job, int position) {
    for (const auto* item : queue_.waiting())
        if (reinterpret_cast<quintptr>(item->controller) == job) return queue_.moveTo(item->controller, position);
}

void TrainingPresenter::removeWaiting() {
    if (auto* controller = waitingController()) queue_.remove(controller);
}

}  // namespace recap::gui
