// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/local_runs.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_service.h"

#include <variant>

namespace recap::gui {

namespace {

class LocalRun final : public LiveRun {
public:
    explicit LocalRun(JobController& job) : job_(job) {}
    Possible possible() const override {
        using State = JobController::State;
        const bool running = job_.state() == State::Running, paused = job_.state() == State::Paused;
        return {running, paused, running || paused, job_.mayTakeBack(), running};
    }
    void pause() override { job_.pause(); }
    void resume() override { job_.resume(); }
    void stopSoon() override { job_.stopSoon(); }
    void takeBackStop() override { job_.takeBackStop(); }
    void tell(const Command& command) override { job_.send(command); }

private:
    JobController& job_;
};

}  // namespace

LocalRuns::LocalRuns(JobService& jobs, QObject* parent) : ProjectPart(parent) {
    connect(&jobs, &JobService::added, this, &LocalRuns::follow);
    connect(&jobs, &JobService::removed, this, &LocalRuns::drop);
    for (auto* controller : jobs.jobs()) follow(controller);
}

void LocalRuns::follow(JobController* controller) {
    connect(controller, &JobController::eventReceived, this,
            [this, controller](const Event& event) { takeEvent(controller, event); });
    connect(controller, &JobController::stateChanged, this, &LocalRuns::stateChanged);
    connect(controller, &JobController::finished, this, [this, controller](const JobOutcome& outcome) {
        if (const auto* failure = std::get_if<Failed>(&outcome)) takeFailure(controller, *failure);
        Q_EMIT ended();
    });
}

void LocalRuns::drop(JobController* controller) {
    newest_.remove(controller);
    std::erase_if(controllers_, [controller](const auto& entry) { return entry.second == controller; });
}

void LocalRuns::remember(JobController* controller, RunId run) {
    controllers_[run] = controller;
    newest_[controller] = run;
}

void LocalRuns::takeFailure(const JobController* controller, const Failed& failure) {
    const auto it = newest_.constFind(controller);
    if (it == newest_.constEnd()) return;
    Q_EMIT said(*it, errorDetail(failure));
}

void LocalRuns::takeEvent(JobController* controller, const Event& event) {
    if (project() == nullptr) return;
    if (const auto* numbers = std::get_if<ScalarEvent>(&event)) {
        remember(controller, numbers->run);
        Q_EMIT scalars(*numbers);
    } else if (const auto* run = std::get_if<RunEvent>(&event)) {
        remember(controller, run->run);
        Q_EMIT began(controller, run->run, run->state);
    } else if (const auto* sample = std::get_if<SampleEvent>(&event)) {
        Q_EMIT sampleDrawn(sample->run, sample->step);
    } else if (const auto* message = std::get_if<MessageEvent>(&event)) {
        const auto it = newest_.constFind(controller);
        if (it != newest_.constEnd()) Q_EMIT said(*it, messageText(*message));
    }
}

JobController* LocalRuns::controllerOf(RunId run) const {
    const auto it = controllers_.find(run);
    if (it == controllers_.end() || it->second.isNull() || it->second->ended()) return nullptr;
    return it->second.data();
}

std::unique_ptr<LiveRun> LocalRuns::find(RunId run) const {
    auto* controller = controllerOf(run);
    if (controller == nullptr || newest_.value(controller) != run) return nullptr;
    return std::make_unique<LocalRun>(*controller);
}

}  // namespace recap::gui
