// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/detached_runs.h"

#include "gui/base/error_text.h"
#include "gui/training/local_runs.h"
#include "gui/training/run_cards.h"
#include "gui/training/run_log.h"
#include "gui/training/run_queue.h"
#include "gui/training/run_rows.h"

#include <QSignalBlocker>

#include <utility>

namespace recap::gui {

namespace {

constexpr int kLookMs = 1000;

RunCommand::Kind commandOf(Command::Kind kind) {
    switch (kind) {
        case Command::Kind::SampleNow: return RunCommand::Kind::SampleNow;
        case Command::Kind::StopAfterSaving: return RunCommand::Kind::StopAfterSaving;
        case Command::Kind::SetOption: return RunCommand::Kind::SetOption;
        case Command::Kind::SaveNow: break;
    }
    return RunCommand::Kind::SaveNow;
}

}  // namespace

class DetachedRun final : public LiveRun {
public:
    DetachedRun(DetachedRuns& runs, RunId run, RunState state, bool stopping)
        : runs_(runs), run_(run), paused_(state == RunState::Paused), stopping_(stopping) {}
    Possible possible() const override {
        if (stopping_) return {.takeBack = true};
        return {.pause = !paused_, .resume = paused_, .stop = true, .tell = !paused_};
    }
    void pause() override { runs_.tell(run_, {RunCommand::Kind::Pause}); }
    void resume() override { runs_.tell(run_, {RunCommand::Kind::Resume}); }
    void stopSoon() override { runs_.stopSoon(run_); }
    void takeBackStop() override { runs_.takeBackStop(); }
    void tell(const Command& command) override {
        runs_.tell(run_, {commandOf(command.kind), command.name, command.value});
    }

private:
    DetachedRuns& runs_;
    RunId run_;
    bool paused_, stopping_;
};

DetachedRuns::DetachedRuns(RunRows& rows, const LocalRuns& local, RunCards& cards, const RunQueue& queue,
                           QObject* parent)
    : ProjectPart(parent), rows_(rows), local_(local), cards_(cards), queue_(queue) {
    look_.setInterval(kLookMs);
    connect(&look_, &QTimer::timeout, this, &DetachedRuns::lookAround);
    stopDelay_.setSingleShot(true);
    connect(&stopDelay_, &QTimer::timeout, this, &DetachedRuns::settleStop);
}

DetachedRuns::~DetachedRuns() {
    const QSignalBlocker quiet(this);
    settleStop();
}

void DetachedRuns::forget() {
    watches_.clear();
    listening_.clear();
    pictures_.clear();
}

bool DetachedRuns::listens(RunId run) const {
    return local_.controllerOf(run) == nullptr && listening_.count(run) != 0;
}

std::unique_ptr<LiveRun> DetachedRuns::find(RunId run) {
    const auto* row = rows_.find(run);
    if (row == nullptr || !listens(run)) return nullptr;
    return std::make_unique<DetachedRun>(*this, run, row->state, cards_.stopping() == run);
}

void DetachedRuns::tell(RunId run, const RunCommand& command) {
    if (command.kind == RunCommand::Kind::StopAfterSaving) cards_.model().showStopping(run);
    runInBackground(
        this, [project = project(), run, command] { sendCommand(*project, run, command); }, [] {}, saying());
}

// The run goes on until the person can no longer take the stop back.
void DetachedRuns::stopSoon(RunId run) {
    settleStop();
    cards_.setStopping(run);
    stopDelay_.start(queue_.stopDelay());
    if (const auto* row = rows_.find(run)) Q_EMIT stopOffered(QString::fromStdString(row->name));
}

void DetachedRuns::takeBackStop() {
    if (!cards_.stopping()) return;
    stopDelay_.stop();
    cards_.setStopping({});
    cards_.rebuild();
    Q_EMIT stopSettled();
}

// The stop is told, also when the window closes before its time.
void DetachedRuns::settleStop() {
    const auto run = cards_.stopping();
    cards_.setStopping({});
    stopDelay_.stop();
    if (!run || project() == nullptr) return;
    try {
        if (listens(run)) sendCommand(*project(), run, {RunCommand::Kind::Stop});
    } catch (...) {
        Q_EMIT failed(currentFailure());
    }
    Q_EMIT stopSettled();
}

// Only runs that other programs work on have to be looked at.
void DetachedRuns::lookWhereNeeded() {
    QStringList work;
    for (const auto& run : rows_.all()) {
        if (!isWorking(run.state) || local_.controllerOf(run.id) != nullptr) continue;
        const auto* card = cards_.model().find(run.id);
        work << tr("%1 runs in another program: %2")
                    .arg(QString::fromStdString(run.name), card != nullptr ? runStatusLine(*card) : QString());
    }
    const bool needed = project() != nullptr && (!writable() || !work.isEmpty());
    if (!needed)
        look_.stop();
    else if (!look_.isActive())
        look_.start();
    if (work != std::exchange(elsewhere_, work)) Q_EMIT elsewhereChanged(work);
}

std::vector<std::shared_ptr<RunWatch>> DetachedRuns::watches() {
    std::vector<std::shared_ptr<RunWatch>> watches;
    for (const auto& run : rows_.all()) {
        if (!isActive(run.state) || local_.controllerOf(run.id) != nullptr) continue;
        auto& watch = watches_[run.id];
        if (watch == nullptr) watch = std::make_shared<RunWatch>(project(), run.id, run.step - 1);
        watches.push_back(watch);
    }
    return watches;
}

void DetachedRuns::lookAround() {
    if (project() == nullptr || looking_) return;
    looking_ = true;
    using Seen = std::pair<std::vector<RunRecord>, std::vector<RunNews>>;
    runInBackground(
        this,
        [project = project(), watches = watches()] {
            Seen seen{project->runs().list(), {}};
            for (const auto& watch : watches) seen.second.push_back(watch->look());
            // Whoever may write says so in the row as well, or the run could not be continued.
            for (const auto& news : seen.second)
                if (!project->readOnly() && news.run.state == RunState::Interrupted)
                    project->runs().setState(news.run.id, news.run.state, news.run.message);
            return seen;
        },
        [this, of = project()](Seen seen) {
            looking_ = false;
            if (of != project()) return;
            const bool grew = seen.first.size() != rows_.all().size();
            rows_.take(std::move(seen.first));
            for (const auto& news : seen.second) takeNews(news);
            Q_EMIT looked(grew);
        },
        [this](const Failed& failure) {
            looking_ = false;
            Q_EMIT failed(failure);
        });
}

void DetachedRuns::takeNews(const RunNews& news) {
    const auto run = news.run.id;
    rows_.take(news.run);
    if (news.takes_commands)
        listening_.insert(run);
    else
        listening_.erase(run);
    for (const auto& event : news.scalars) Q_EMIT scalars(event);
    for (const auto& line : news.log) Q_EMIT logged(run, timedLine(line));
    if (std::exchange(pictures_[run], news.samples) != news.samples) Q_EMIT picturesChanged(run);
}

}  // namespace recap::gui
