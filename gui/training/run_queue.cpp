// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_queue.h"

#include "gui/shell/job_service.h"
#include "workflow/detached_run.h"
#include "workflow/train_job.h"

#include <algorithm>
#include <array>
#include <utility>

namespace recap::gui {

namespace {

constexpr const char* kSetting = "run_queue";
// By NewRunKind; they are stored.
constexpr std::array<const char*, 5> kKindNames{"diffusion", "captioner", "recaption", "samples", "metrics"};

const char* nameOf(NewRunKind kind) {
    return kKindNames[static_cast<std::size_t>(kind)];
}

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
    quiet_ = true;
    for (const Item& item : std::vector<Item>(items_))
        if (waits(item)) item.controller->cancel();
    quiet_ = false;
    items_.clear();
    project_ = std::move(project);
    held_ = stops_on_error_ = pauses_between_ = false;
    stored_.clear();
    known_ = false;
    Q_EMIT changed();
    load();
}

void RunQueue::load() {
    if (project_ == nullptr || project_->readOnly()) return;
    loader_.run(
        this, [project = project_] { return project->settings().get(kSetting).value_or(std::string()); },
        [this](const std::string& text) {
            const Json stored = Json::parse(text, nullptr, false);
            if (stored.is_object()) restore(stored);
            known_ = true;
            store();
        },
        [this](const Failed& failure) { Q_EMIT failed(failure); });
}

void RunQueue::restore(const Json& stored) {
    stops_on_error_ = stored.value("stops_on_error", false);
    pauses_between_ = stored.value("pauses_between", false);
    const Json items = stored.value("items", Json::array());
    held_ = held_ || !items.empty();
    for (const auto& entry : items) {
        try {
            const auto name = QString::fromStdString(entry.value("name", std::string()));
            if (const RunId run{entry.value("continues", std::int64_t{0})}; run) {
                jobs_.holdBack(addContinued(run, name), true);
                continue;
            }
            const auto kind = std::find(kKindNames.begin(), kKindNames.end(), entry.value("kind", std::string()));
            if (kind != kKindNames.end())
                add(static_cast<NewRunKind>(kind - kKindNames.begin()), name, entry.value("values", Json::object()));
        } catch (...) {
            Q_EMIT failed(currentFailure());
        }
    }
    // Continued runs go to the front as they are added; the order is the stored one again.
    for (const auto& entry : items)
        for (const Item& item : items_)
            if (waits(item) && item.name.toStdString() == entry.value("name", std::string()))
                jobs_.moveBefore(item.controller, nullptr);
    Q_EMIT changed();
}

JobController* RunQueue::enqueue(std::unique_ptr<Job> job, Item item) {
    item.controller = jobs_.start(std::move(job), item.name);
    item.controller->setStored(!project_->readOnly());
    item.controller->setSavable(item.kind == NewRunKind::Diffusion);
    items_.push_back(item);
    return item.controller;
}

JobController* RunQueue::add(NewRunKind kind, const QString& name, const Json& values) {
    auto* controller = enqueue(makeNewRun(kind, project_, name, values), {nullptr, kind, name, values, {}, {}});
    jobs_.holdBack(controller, held_);
    store();
    Q_EMIT changed();
    return controller;
}

JobController* RunQueue::addContinued(RunId run, const QString& name) {
    const auto order = waiting();
    auto* first = order.empty() ? nullptr : order.front()->controller;
    TrainRequest request;
    request.name = name.toStdString();
    request.resume = run;
    auto* controller = enqueue(std::make_unique<TrainJob>(project_, std::move(request)),
                               {nullptr, NewRunKind::Diffusion, name, Json::object(), run, {}});
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
        if (item.kind == NewRunKind::Diffusion)
            controller->setHandover(
                [path = project_->path(), run] { launchDetached(commandLineProgram(), path, run, {"--wait"}); });
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

void RunQueue::setHeld(bool held) {
    held_ = held;
    for (const Item* item : waiting()) jobs_.holdBack(item->controller, held);
    Q_EMIT changed();
}

void RunQueue::setRules(bool stopsOnError, bool pausesBetween) {
    stops_on_error_ = stopsOnError;
    pauses_between_ = pausesBetween;
    store();
    Q_EMIT changed();
}

void RunQueue::onEnded(JobController* controller, const JobOutcome& outcome) {
    const Item* item = find(controller);
    if (item == nullptr) return;
    const QString name = item->name;
    const bool worked = item->run || std::holds_alternative<Failed>(outcome);
    std::erase_if(items_, [controller](const Item& i) { return i.controller == controller; });
    if (worked && !waiting().empty() && !jobs_.closing()) {
        const bool bad = stops_on_error_ && std::holds_alternative<Failed>(outcome);
        if (bad) Q_EMIT noted(tr("%1 failed, so the queue waits.").arg(name));
        if (bad || pauses_between_) setHeld(true);
    }
    store();
    Q_EMIT changed();
}

Json RunQueue::toJson() const {
    Json items = Json::array();
    const auto jobs = jobs_.jobs();
    for (const auto* job : jobs) {
        const Item* item = find(job);
        // What has begun is a run of the project and shows as interrupted there.
        if (item == nullptr || item->run) continue;
        Json entry{{"kind", nameOf(item->kind)}, {"name", item->name.toStdString()}};
        if (item->continues)
            entry["continues"] = item->continues.value;
        else
            entry["values"] = item->values;
        items.push_back(std::move(entry));
    }
    return {{"stops_on_error", stops_on_error_}, {"pauses_between", pauses_between_}, {"items", std::move(items)}};
}

void RunQueue::store() {
    if (project_ == nullptr || project_->readOnly() || !known_ || quiet_ || jobs_.closing()) return;
    std::string text = toJson().dump();
    if (text == std::exchange(stored_, text)) return;
    runInBackground(
        this, [project = project_, text = std::move(text)] { project->settings().set(kSetting, text); }, [] {},
        [this](const Failed& failure) { Q_EMIT failed(failure); }, serialPool());
}

}  // namespace recap::gui
