// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs that another program works on, and what runs have written down.
#include "gui/training/training_presenter.h"

#include "gui/base/error_text.h"
#include "gui/training/run_log.h"

#include <utility>

namespace recap::gui {

bool TrainingPresenter::isRemote(RunId run) const {
    return controllerOf(run) == nullptr && wishing_.count(run) != 0;
}

void TrainingPresenter::wish(const RunWish& wish) {
    if (isRemote(selected_)) tell(selected_, wish);
}

void TrainingPresenter::tell(RunId run, const RunWish& wish) {
    if (wish.kind == RunWish::Kind::Stop || wish.kind == RunWish::Kind::StopAfterSaving) model_.showStopping(run);
    runInBackground(
        this, [project = project_, run, wish] { sendWish(*project, run, wish); }, [] {}, reportFailure());
}

// The run goes on until the person can no longer take the stop back.
void TrainingPresenter::stopRemoteSoon() {
    settleRemoteStop();
    if (!isRemote(selected_)) return;
    remoteStop_ = selected_;
    model_.showStopping(selected_);
    remoteStopDelay_.start(queue_.stopDelay());
    if (const auto* run = record(selected_)) Q_EMIT remoteStopOffered(QString::fromStdString(run->name));
    Q_EMIT actionsChanged();
}

void TrainingPresenter::takeBackRemoteStop() {
    if (!remoteStop_) return;
    remoteStopDelay_.stop();
    remoteStop_ = {};
    rebuildCards();
    Q_EMIT actionsChanged();
    Q_EMIT remoteStopSettled();
}

// The stop is told, also when the window closes before its time.
void TrainingPresenter::settleRemoteStop() {
    const auto run = std::exchange(remoteStop_, RunId{});
    remoteStopDelay_.stop();
    if (!run || project_ == nullptr) return;
    try {
        if (isRemote(run)) sendWish(*project_, run, {RunWish::Kind::Stop});
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
    Q_EMIT actionsChanged();
    Q_EMIT remoteStopSettled();
}

// What a run said before this window knew it.
void TrainingPresenter::loadLog(RunId run) {
    const auto* known = record(run);
    // That of a run of another program comes with its news.
    if (project_ == nullptr || known == nullptr || logs_.count(run) != 0 || isActive(known->state)) return;
    runInBackground(
        this,
        [project = project_, run] {
            std::int64_t position = 0;
            return readRunLog(*project, run, position);
        },
        [this, run, of = project_](const std::vector<RunLogLine>& lines) {
            if (of != project_ || logs_.count(run) != 0) return;
            for (const auto& line : lines) addLogLine(run, timedLine(line));
        },
        reportFailure());
}

// Only runs that other programs work on have to be looked at.
void TrainingPresenter::lookWhereNeeded() {
    QStringList work;
    for (const auto& run : records_) {
        if (!isWorking(run.state) || controllerOf(run.id) != nullptr) continue;
        const auto* card = model_.find(run.id);
        work << tr("%1 runs in another program: %2")
                    .arg(QString::fromStdString(run.name), card != nullptr ? runStatusLine(*card) : QString());
    }
    const bool needed = project_ != nullptr && (project_->readOnly() || !work.isEmpty());
    if (!needed)
        look_.stop();
    else if (!look_.isActive())
        look_.start();
    if (work != std::exchange(elsewhere_, work)) Q_EMIT elsewhereChanged(work);
}

void TrainingPresenter::lookAround() {
    if (project_ == nullptr || looking_) return;
    std::vector<std::shared_ptr<RunWatch>> watches;
    for (const auto& run : records_) {
        if (!isActive(run.state) || controllerOf(run.id) != nullptr) continue;
        auto& watch = watches_[run.id];
        if (watch == nullptr) watch = std::make_shared<RunWatch>(project_, run.id, run.step - 1);
        watches.push_back(watch);
    }
    looking_ = true;
    using Seen = std::pair<std::vector<RunRecord>, std::vector<RunNews>>;
    runInBackground(
        this,
        [project = project_, watches] {
            Seen seen{project->runs().list(), {}};
            for (const auto& watch : watches) seen.second.push_back(watch->look());
            // Whoever may write says so in the row as well, or the run could not be continued.
            for (const auto& news : seen.second)
                if (!project->readOnly() && news.run.state == RunState::Interrupted)
                    project->runs().setState(news.run.id, news.run.state, news.run.message);
            return seen;
        },
        [this, of = project_](Seen seen) {
            looking_ = false;
            if (of != project_) return;
            const bool grew = seen.first.size() != records_.size();
            records_ = std::move(seen.first);
            for (const auto& news : seen.second) takeNews(news);
            rebuildCards();
            lookWhereNeeded();
            if (grew) Q_EMIT runsChanged();
            Q_EMIT actionsChanged();
        },
        [this](const Failed& failure) {
            looking_ = false;
            Q_EMIT failed(failure);
        });
}

void TrainingPresenter::takeNews(const RunNews& news) {
    const auto run = news.run.id;
    for (auto& record : records_)
        if (record.id == run) record = news.run;
    if (news.takes_wishes)
        wishing_.insert(run);
    else
        wishing_.erase(run);
    for (const auto& event : news.scalars) curves_.add(event);
    for (const auto& line : news.log) addLogLine(run, timedLine(line));
    if (!news.scalars.empty()) markCurvesDirty();
    if (std::exchange(pictures_[run], news.samples) != news.samples) loadSamples();
}

}  // namespace recap::gui
