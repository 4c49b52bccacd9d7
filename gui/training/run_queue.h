// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/training/new_run.h"
#include "workflow/project/project.h"
#include "workflow/queue/queued_run.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace recap::gui {

class JobController;
class JobService;

// The runs that wait for the machine: an order that can be changed, rules for what happens between two runs, and a copy
// in the project, so that the queue is there again after the window was closed or killed. A queue that was read back is
// held until the person lets it go.
class RunQueue final : public QObject {
    Q_OBJECT

public:
    struct Item {
        JobController* controller = nullptr;
        RunKind kind = RunKind::Diffusion;
        QString name;
        Json values = Json::object();  // empty for a run that is continued
        RunId continues = {};
        RunId run = {};  // once it has begun
    };

    static constexpr int kStopDelayMs = 8000;

    explicit RunQueue(JobService& jobs, QObject* parent = nullptr);

    // What waits for the project before stays stored there and leaves the window.
    void setProject(std::shared_ptr<Project> project);
    // Throws Error(InvalidOption) when the values cannot be used.
    JobController* add(RunKind kind, const QString& name, const Json& values);
    // Goes before everything that waits, and starts even when the queue is held.
    JobController* addContinued(RunKind kind, RunId run, const QString& name);
    // The controller's run has a row now: it is the project's to remember.
    void began(JobController* controller, RunId run);

    // All that have not ended; find() gives null for others.
    const std::vector<Item>& items() const { return items_; }
    const Item* find(const JobController* controller) const;
    // Those that wait, in the order in which they will run.
    std::vector<const Item*> waiting() const;
    void move(JobController* controller, int by);
    // To a position among those that wait; beyond the last: to the end.
    void moveTo(JobController* controller, int position);
    // removed() follows, and so it does when the job is cancelled elsewhere before it began.
    void remove(JobController* controller);
    // What removed() told, at its place again; held when the queue is. Throws what add() throws.
    void putBack(const Item& item, int position);
    // How long a stop of a running job can be taken back (JobController::stopSoon).
    int stopDelay() const { return stopDelayMs_; }
    void setStopDelay(int ms) { stopDelayMs_ = ms; }

    bool held() const { return held_; }
    void setHeld(bool held);
    // Rules, stored with the project. A failed run holds the queue; every run that ends does.
    bool stopsOnError() const { return stopsOnError_; }
    bool pausesBetween() const { return pausesBetween_; }
    void setRules(bool stopsOnError, bool pausesBetween);

Q_SIGNALS:
    void changed();
    void noted(const QString& sentence);
    void removed(const RunQueue::Item& item, int position);
    // A queue was read back, and this many runs are held until the person lets them go.
    void foundHeld(int waiting);
    void failed(const Failed& failure);

private:
    JobController* enqueue(std::unique_ptr<Job> job, Item item);
    void load();
    void restore(const StoredQueue& stored);
    void store();
    void onEnded(JobController* controller, const JobOutcome& outcome);
    int positionOf(const JobController* controller) const;
    StoredQueue toStore() const;

    JobService& jobs_;
    std::shared_ptr<Project> project_;
    std::vector<Item> items_;
    int stopDelayMs_ = kStopDelayMs;
    bool held_ = false;
    bool stopsOnError_ = false;
    bool pausesBetween_ = false;
    bool known_ = false;  // the stored queue was read
    bool quiet_ = false;  // what is dropped now stays stored
    std::string stored_;  // what the project has
    LatestOnly loader_;
};

}  // namespace recap::gui
