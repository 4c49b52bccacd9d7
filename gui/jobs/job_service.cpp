// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/job_service.h"

#include <algorithm>

namespace recap::gui {

namespace {
constexpr int laneWidth(Lane lane) {
    return lane == Lane::Compute ? 1 : 2;
}
}  // namespace

JobService::JobService(QObject* parent) : QObject(parent) {}

JobService::~JobService() {
    // First all are told, then all are waited for: otherwise the waits add up.
    cancelAll();
    for (const Entry& entry : entries_) delete entry.controller;
}

JobController* JobService::start(std::unique_ptr<Job> job, const QString& title, Lane lane) {
    auto* controller = new JobController(std::move(job), title);
    entries_.append({controller, lane});
    connect(controller, &JobController::stateChanged, this, &JobService::changed);
    connect(controller, &JobController::takeBackChanged, this,
            [this, controller] { Q_EMIT takeBackChanged(controller); });
    connect(controller, &JobController::eventReceived, this, [this, controller](const Event& event) {
        if (const auto* message = std::get_if<MessageEvent>(&event)) Q_EMIT said(controller->title(), *message);
    });
    connect(controller, &JobController::finished, this, [this, controller](const JobOutcome& outcome) {
        Q_EMIT ended(controller, outcome);
        startNext();
    });
    Q_EMIT added(controller);
    // Queued, so that the caller can connect to the controller before its first word.
    QMetaObject::invokeMethod(this, &JobService::startNext, Qt::QueuedConnection);
    Q_EMIT changed();
    return controller;
}

QList<JobController*> JobService::jobs() const {
    QList<JobController*> list;
    for (const Entry& entry : entries_) list << entry.controller;
    return list;
}

int JobService::activeCount() const {
    return static_cast<int>(
        std::count_if(entries_.begin(), entries_.end(), [](const Entry& e) { return e.controller->active(); }));
}

int JobService::queuedCount() const {
    return static_cast<int>(std::count_if(entries_.begin(), entries_.end(), [](const Entry& e) {
        return e.controller->state() == JobController::State::Queued;
    }));
}

qsizetype JobService::indexOf(const JobController* job) const {
    for (qsizetype i = 0; i < entries_.size(); ++i)
        if (entries_.at(i).controller == job) return i;
    return -1;
}

void JobService::move(JobController* job, int by) {
    const qsizetype from = indexOf(job);
    if (from < 0 || job->state() != JobController::State::Queued) return;
    for (qsizetype to = from + by; to >= 0 && to < entries_.size(); to += by) {
        const Entry& other = entries_.at(to);
        if (other.lane != entries_.at(from).lane || other.controller->state() != JobController::State::Queued) continue;
        entries_.swapItemsAt(from, to);
        Q_EMIT changed();
        return;
    }
}

void JobService::moveBefore(JobController* job, JobController* other) {
    const qsizetype from = indexOf(job);
    if (from < 0 || job == other || job->state() != JobController::State::Queued) return;
    const Entry entry = entries_.takeAt(from);
    const qsizetype to = other == nullptr ? -1 : indexOf(other);
    entries_.insert(to < 0 ? entries_.size() : to, entry);
    Q_EMIT changed();
}

void JobService::holdBack(JobController* job, bool held) {
    if (job->heldBack_ == held) return;
    job->heldBack_ = held;
    Q_EMIT changed();
    if (!held) QMetaObject::invokeMethod(this, &JobService::startNext, Qt::QueuedConnection);
}

int JobService::unsettledCount() const {
    return static_cast<int>(std::count_if(entries_.begin(), entries_.end(), [](const Entry& e) {
        const bool waits = e.controller->state() == JobController::State::Queued;
        return e.controller->active() || (waits && !e.controller->stored());
    }));
}

void JobService::dismiss(JobController* job) {
    const qsizetype index = indexOf(job);
    if (index < 0 || !job->ended()) return;
    entries_.removeAt(index);
    Q_EMIT removed(job);
    job->deleteLater();
    Q_EMIT changed();
}

void JobService::cancelAll() {
    closing_ = true;
    // Queued ones first, so that none of them starts when a lane becomes free.
    for (const Entry& entry : QList<Entry>(entries_))
        if (entry.controller->state() == JobController::State::Queued) entry.controller->cancel();
    for (const Entry& entry : QList<Entry>(entries_)) entry.controller->cancel();
}

void JobService::stopAll() {
    closing_ = true;
    for (const Entry& entry : QList<Entry>(entries_)) {
        if (entry.controller->savable() && entry.controller->active())
            entry.controller->send({Command::Kind::StopAfterSaving});
    }
    for (const Entry& entry : QList<Entry>(entries_))
        if (entry.controller->state() != JobController::State::Stopping || entry.controller->mayTakeBack())
            entry.controller->cancel();
}

void JobService::startNext() {
    for (const Lane lane : {Lane::Compute, Lane::InputOutput}) {
        int running = 0;
        for (const Entry& entry : entries_)
            if (entry.lane == lane && entry.controller->active()) ++running;
        for (const Entry& entry : QList<Entry>(entries_)) {
            if (running >= laneWidth(lane)) break;
            if (entry.lane != lane || entry.controller->state() != JobController::State::Queued) continue;
            if (entry.controller->heldBack()) continue;
            entry.controller->start();
            ++running;
        }
    }
}

}  // namespace recap::gui
