// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_cards.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_controller.h"
#include "gui/training/local_runs.h"
#include "gui/training/run_rows.h"
#include "gui/widgets/run_series.h"

#include <algorithm>

namespace recap::gui {

namespace {

quint64 jobOf(const JobController* controller) {
    return reinterpret_cast<quintptr>(controller);
}

}  // namespace

RunCards::RunCards(const RunRows& rows, const LocalRuns& local, const RunQueue& queue, QObject* parent)
    : QObject(parent), rows_(rows), local_(local), queue_(queue) {}

void RunCards::rebuild() {
    std::vector<RunCard> cards;
    const auto series = seriesOfRuns(rows_.all());
    for (const auto& run : rows_.all()) cards.push_back(cardOf(run, series.at(run.id)));
    addWaiting(cards, static_cast<int>(series.size()));
    model_.setCards(std::move(cards));
}

RunCard RunCards::cardOf(const RunRecord& run, int series) const {
    RunCard card;
    card.run = run.id;
    card.name = QString::fromStdString(run.name);
    card.kind = run.kind;
    card.state = run.state;
    card.message = coreText(run.message);
    const auto live = liveStep_.find(run.id);
    card.step = live == liveStep_.end() ? run.step : live->second;
    card.steps = run.steps;
    card.series = series;
    card.summary = runSummary(run);
    const auto* controller = local_.controllerOf(run.id);
    card.job = jobOf(controller);
    if (controller != nullptr && controller->state() == JobController::State::Paused) card.state = RunState::Paused;
    const bool stops = controller != nullptr && controller->state() == JobController::State::Stopping;
    card.stopping = isActive(card.state) && (stops || stopping_ == run.id);
    return card;
}

RunCard RunCards::cardOf(const RunQueue::Item& waiting, int series) const {
    RunRecord record;
    record.kind = waiting.kind;
    record.config = waiting.values;
    RunCard card;
    card.name = waiting.name;
    card.kind = waiting.kind;
    card.series = series;
    card.summary = runSummary(record);
    return card;
}

void RunCards::addWaiting(std::vector<RunCard>& cards, int series) const {
    int position = 0;
    for (const auto* waiting : queue_.waiting()) {
        auto card = std::find_if(cards.begin(), cards.end(), [&](const RunCard& known) {
            return waiting->continues && known.run == waiting->continues;
        });
        if (card == cards.end()) card = cards.insert(card, cardOf(*waiting, series));
        card->state = RunState::Queued;
        card->queuePosition = ++position;
        card->held = waiting->controller->heldBack();
        card->job = jobOf(waiting->controller);
    }
}

void RunCards::forgetProgress() {
    liveStep_.clear();
    moved_.clear();
}

void RunCards::advance(RunId run, std::int64_t step) {
    liveStep_[run] = step;
    moved_.insert(run);
}

void RunCards::showProgress() {
    for (const auto run : moved_) model_.updateProgress(run, liveStep_[run], 0);
    moved_.clear();
}

void RunCards::setStopping(RunId run) {
    stopping_ = run;
    if (run) model_.showStopping(run);
}

}  // namespace recap::gui
