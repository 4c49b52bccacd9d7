// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_queue.h"

#include "gui/jobs/job_service.h"
#include "workflow/queue/queued_run.h"
#include "workflow/runs/detached_run.h"

#include <algorithm>
#include <utility>

namespace recap::gui {

namespace {

bool waits(const RunQueue::Item& item) {
    return item.controller->state() == JobController::State::Queued;
}

}  // namespace

RunQueue::RunQueue(JobService& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {
    connect(&jobs_, &JobService::ended, this, &RunQueue::onEnded);
    connect(&jobs_, &JobService::changed, this, [this] {
        store();
        Q_EMIT changed();
    });
}

void RunQueue::setProject(std::shared_ptr<Project> project) {
    loader_.forget();
    const auto left = static_cast<int>(waiting().size());
    if (left > 0 && project_ != nullptr && project != project_)
        Q_EMIT noted(tr("%n run(s) of %1 are still waiting. When the project is opened again, they are still in the "
                        "queue, on hold.",
                        nullptr, left)
                         .arg(QString::fromStdString(project_->name())));
    quiet_ = true;
    for (const Item& item : std::vector<Item>(items_))
        if (waits(item)) item.controller->cancel();
    quiet_ = false;
    items_.clear();
    project_ = std::move(project);
    held_ = stopsOnError_ = pausesBetween_ = false;
    stored_.clear();
    known_ = false;
    Q_EMIT changed();
    load();
}

void RunQueue::load() {
    if (project_ == nullptr || project_->readOnly()) return;
    loader_.run(
        this, [project = project_] { return storedQueue(*project); },
        [this](const StoredQueue& stored) {
            restore(stored);
            known_ = true;
            store();
        },
        [this](const Failed& failure) { Q_EMIT failed(failure); });
}

void RunQueue::restore(const StoredQueue& stored) {
    stopsOnError_ = stored.stops_on_error;
    pausesBetween_ = stored.pauses_between;
    held_ = held_ || !stored.runs.empty();
    for (const auto& run : stored.runs) {
        try {
            const auto name = QString::fromStdString(run.name);
            if (run.continues)
                jobs_.holdBack(addContinued(run.kind, run.continues, name), true);
            else
                add(run.kind, name, run.values);
        } catch (...) {
            Q_EMIT failed(currentFailure());
        }
    }
    // Continued runs go to the front as they are added; the order is the stored one again.
    for (const auto& run : stored.runs)
        for (const Item& item : items_)
            if (waits(item) && item.name.toStdString() == run.name) jobs_.moveBefore(item.controller, nullptr);
    Q_EMIT changed();
    if (const auto found = static_cast<int>(waiting().size()); found > 0) Q_EMIT foundHeld(found);
}

JobController* RunQueue::enqueue(std::unique_ptr<Job> job, Item item) {
    item.controller = jobs_.start(std::move(job), item.name);
    item.controller->setStored(!project_->readOnly());
    item.controller->setSavable(isTraining(item.kind));
    item.controller->setStopDelay(stopDelayMs_);
    items_.push_back(item);
    return item.controller;
}

JobController* RunQueue::add(RunKind kind, const QString& name, const Json& values) {
    auto* controller =
        enqueue(makeQueuedRun(project_, {kind, name.toStdString(), values, {}}), {nullptr, kind, name, values, {}, {}});
    jobs_.holdBack(controller, held_);
    store();
    Q_EMIT changed();
    return controller;
}

JobController* RunQueue::addContinued(RunKind kind, RunId run, const QString& name) {
    const auto order = waiting();
    auto* first = order.empty() ? nullptr : order.front()->controller;
    auto* controller = enqueue(makeQueuedRun(project_, {kind, name.toStdString(), Json::object(), run}),
                               {nullptr, kind, name, Json::object(), run, {}});
    if (first != nullptr) jobs_.moveBefore(controller, first);
    store();
    Q_EMIT changed();
    return controller;
}

void RunQueue::began(JobController* controller, RunId run) {
    for (Item& item : items_) {
        if (item.controller != controller || item.run) continue;
        item.run = run;
        // Whoever closes the window may leave the run to the command line program.
        if (runKindRow(item.kind).resume != nullptr)
            controller->setHandover([this, path = project_->path(), run] {
                std::vector<std::string> words{"--wait"};
                // What waits goes on behind it, unless the person holds it.
                const bool here = project_ != nullptr && project_->path() == path;
                if (here && !held_ && !queueFromText(stored_).runs.empty()) words.push_back("--queue");
                launchDetached(commandLineProgram(), path, run, words);
            });
        store();
    }
}

const RunQueue::Item* RunQueue::find(const JobController* controller) const {
    const auto it =
        std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.controller == controller; });
    return it == items_.end() ? nullptr : &*it;
}

std::vector<const RunQueue::Item*> RunQueue::waiting() const {
    std::vector<const Item*> list;
    const auto jobs = jobs_.jobs();
    for (const auto* job : jobs)
        if (const Item* item = find(job); item != nullptr && waits(*item)) list.push_back(item);
    return list;
}

void RunQueue::moveTo(JobController* controller, int position) {
    auto order = waiting();
    std::erase_if(order, [controller](const Item* item) { return item->controller == controller; });
    const auto place = static_cast<std::size_t>(std::max(position, 0));
    jobs_.moveBefore(controller, place < order.size() ? order[place]->controller : nullptr);
    Q_EMIT changed();
}

void RunQueue::move(JobController* controller, int by) {
    const auto order = waiting();
    for (std::size_t i = 0; i < order.size(); ++i)
        if (order[i]->controller == controller) return moveTo(controller, static_cast<int>(i) + by);
}

void RunQueue::remove(JobController* controller) {
    if (const Item* item = find(controller); item != nullptr && waits(*item)) controller->cancel();
}

void RunQueue::putBack(const Item& item, int position) {
    JobController* controller = nullptr;
    if (item.continues) {
        controller = addContinued(item.kind, item.continues, item.name);
        jobs_.holdBack(controller, held_);
    } else {
        controller = add(item.kind, item.name, item.values);
    }
    moveTo(controller, position);
}

void RunQueue::setHeld(bool held) {
    held_ = held;
    for (const Item* item : waiting()) jobs_.holdBack(item->controller, held);
    Q_EMIT changed();
}

void RunQueue::setRules(bool stopsOnError, bool pausesBetween) {
    stopsOnError_ = stopsOnError;
    pausesBetween_ = pausesBetween;
    store();
    Q_EMIT changed();
}

// Among those that wait, were it one of them.
int RunQueue::positionOf(const JobController* controller) const {
    int position = 0;
    const auto jobs = jobs_.jobs();
    for (const auto* job : jobs) {
        if (job == controller) break;
        if (const Item* item = find(job); item != nullptr && waits(*item)) ++position;
    }
    return position;
}

void RunQueue::onEnded(JobController* controller, const JobOutcome& outcome) {
    const Item* found = find(controller);
    if (found == nullptr) return;
    Item item = *found;
    const bool worked = item.run || std::holds_alternative<Failed>(outcome);
    const int position = positionOf(controller);
    std::erase_if(items_, [controller](const Item& i) { return i.controller == controller; });
    if (!item.run && std::holds_alternative<CancelledByUser>(outcome) && !quiet_ && !jobs_.closing()) {
        item.controller = nullptr;
        Q_EMIT removed(item, position);
    }
    if (worked && !waiting().empty() && !jobs_.closing()) {
        const bool bad = stopsOnError_ && std::holds_alternative<Failed>(outcome);
        if (bad) Q_EMIT noted(tr("%1 failed, so the queue is on hold.").arg(item.name));
        if (bad || pausesBetween_) setHeld(true);
    }
    store();
    Q_EMIT changed();
}

StoredQueue RunQueue::toStore() const {
    StoredQueue queue{stopsOnError_, pausesBetween_, {}};
    const auto jobs = jobs_.jobs();
    for (const auto* job : jobs)
        // What has begun is a run of the project and shows as interrupted there.
        if (const Item* item = find(job); item != nullptr && !item->run)
            queue.runs.push_back({item->kind, item->name.toStdString(), item->values, item->continues});
    return queue;
}

void RunQueue::store() {
    if (project_ == nullptr || project_->readOnly() || !known_ || quiet_ || jobs_.closing()) return;
    auto queue = toStore();
    if (const auto text = queueText(queue); text == std::exchange(stored_, text)) return;
    runInBackground(
        this, [project = project_, queue = std::move(queue)] { storeQueue(*project, queue); }, [] {},
        [this](const Failed& failure) { Q_EMIT failed(failure); }, serialPool());
}

}  // namespace recap::gui
