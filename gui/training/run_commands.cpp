// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_commands.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_controller.h"
#include "gui/training/detached_runs.h"
#include "gui/training/local_runs.h"
#include "gui/training/run_history.h"
#include "gui/training/run_queue.h"
#include "gui/training/run_rows.h"
#include "gui/training/run_selection.h"
#include "workflow/queue/run_kinds.h"

#include <algorithm>

namespace recap::gui {

RunCommands::RunCommands(const RunSelection& selection, const RunRows& rows, const RunHistory& history,
                         const LocalRuns& local, DetachedRuns& detached, RunQueue& queue, QObject* parent)
    : ProjectPart(parent),
      selection_(selection),
      rows_(rows),
      history_(history),
      local_(local),
      detached_(detached),
      queue_(queue),
      options_(rows) {
    connect(&selection_, &RunSelection::changed, this, &RunCommands::actionsChanged);
    connect(&history_, &RunHistory::checkpointsChanged, this, &RunCommands::actionsChanged);
    connect(&local_, &LocalRuns::stateChanged, this, &RunCommands::actionsChanged);
    connect(&detached_, &DetachedRuns::stopOffered, this, &RunCommands::actionsChanged);
    connect(&detached_, &DetachedRuns::stopSettled, this, &RunCommands::actionsChanged);
}

std::unique_ptr<LiveRun> RunCommands::live() const {
    auto run = local_.find(selection_.run());
    return run != nullptr ? std::move(run) : detached_.find(selection_.run());
}

bool RunCommands::waitsToContinue() const {
    const auto& items = queue_.items();
    return std::any_of(items.begin(), items.end(),
                       [this](const auto& item) { return item.continues == selection_.run(); });
}

RunActions RunCommands::actions() const {
    RunActions actions;
    if (const auto* waiting = waitingController()) {
        const auto order = queue_.waiting();
        actions.remove = true;
        actions.earlier = order.front()->controller != waiting;
        actions.later = order.back()->controller != waiting;
        return actions;
    }
    const auto* run = rows_.find(selection_.run());
    if (run == nullptr || selection_.waiting() != 0) return actions;
    const bool trains = isTraining(run->kind);
    const bool resumes = run->kind != RunKind::Other && runKindRow(run->kind).resume != nullptr;
    actions.clone = writable() && run->kind != RunKind::Other;
    actions.branch = writable() && trains && !history_.checkpoints().empty();
    if (const auto working = live()) {
        const auto possible = working->possible();
        actions.pause = possible.pause;
        actions.resume = possible.resume;
        actions.stop = possible.stop;
        actions.takeBack = possible.takeBack;
        actions.save = actions.saveStop = actions.setOption = trains && possible.tell;
        actions.sample = actions.save && run->kind == RunKind::Diffusion;
    } else {
        actions.continueRun = writable() && resumes && isUnfinished(run->state) && !waitsToContinue();
    }
    return actions;
}

void RunCommands::pause() {
    if (const auto run = live()) run->pause();
}

void RunCommands::resume() {
    if (const auto run = live()) run->resume();
}

void RunCommands::stopNow() {
    if (const auto run = live()) run->stopSoon();
}

void RunCommands::takeBackStop() {
    if (const auto run = live()) run->takeBackStop();
}

void RunCommands::tell(const Command& command) {
    if (const auto run = live()) run->tell(command);
}

void RunCommands::prepareContinue() {
    if (!actions().continueRun) return;
    runInBackground(
        this, [project = project(), run = *rows_.find(selection_.run())] { return planResume(*project, run); },
        [this](const ResumePlan& plan) {
            const auto list = [](const std::vector<Message>& lines) {
                QStringList out;
                for (const auto& line : lines) out << coreText(line);
                return out;
            };
            Q_EMIT resumeKnown(list(plan.restores), list(plan.problems), plan.data_changed);
        },
        saying());
}

void RunCommands::continueRun() {
    const auto* run = rows_.find(selection_.run());
    if (run == nullptr || !actions().continueRun) return;
    queue_.addContinued(run->kind, run->id, QString::fromStdString(run->name));
}

std::optional<CloneSource> RunCommands::cloneSource() const {
    return options_.clone(selection_.run());
}

std::optional<CloneSource> RunCommands::branchSource(std::int64_t step) const {
    const auto& checkpoints = history_.checkpoints();
    const auto it = std::find_if(checkpoints.begin(), checkpoints.end(),
                                 [step](const CheckpointRecord& checkpoint) { return checkpoint.step == step; });
    if (it == checkpoints.end() || project() == nullptr) return std::nullopt;
    return options_.branch(*project(), selection_.run(), *it);
}

JobController* RunCommands::waitingController() const {
    for (const auto* item : queue_.waiting())
        if (reinterpret_cast<quintptr>(item->controller) == selection_.waiting() ||
            (selection_.waiting() == 0 && item->continues && item->continues == selection_.run()))
            return item->controller;
    return nullptr;
}

void RunCommands::moveWaiting(int by) {
    if (auto* controller = waitingController()) queue_.move(controller, by);
}

void RunCommands::moveWaitingTo(quint64 job, int position) {
    for (const auto* item : queue_.waiting())
        if (reinterpret_cast<quintptr>(item->controller) == job) return queue_.moveTo(item->controller, position);
}

void RunCommands::removeWaiting() {
    if (auto* controller = waitingController()) queue_.remove(controller);
}

}  // namespace recap::gui
