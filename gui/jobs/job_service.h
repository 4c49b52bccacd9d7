// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/jobs/job_controller.h"

#include <QList>
#include <QObject>

#include <array>
#include <memory>

namespace recap::gui {

// Compute: one job at a time, so that two trainings never share the machine's cores or GPU. InputOutput: two at a time.
enum class Lane { Compute, InputOutput };

// Every job of the window, in the order in which they will run. Owns the controllers.
class JobService final : public QObject {
    Q_OBJECT

public:
    explicit JobService(QObject* parent = nullptr);
    ~JobService() override;

    // Queues the job and starts it as soon as its lane is free (perhaps at once). The controller stays valid until it
    // ended and dismiss() or clearEnded() was called.
    JobController* start(std::unique_ptr<Job> job, const QString& title, Lane lane = Lane::Compute);
    // Running, queued and ended jobs, oldest first.
    QList<JobController*> jobs() const;
    int activeCount() const;
    int queuedCount() const;
    bool idle() const { return activeCount() == 0 && queuedCount() == 0; }
    // Moves a queued job before (-1) or behind (+1) its queued neighbour of the same lane.
    void move(JobController* job, int by);
    // Puts a queued job directly before another queued one of its lane; before none: to the end.
    void moveBefore(JobController* job, JobController* other);
    // A held queued job lets others pass until it is let go.
    void holdBack(JobController* job, bool held);
    void dismiss(JobController* job);
    void cancelAll();
    // The gentle way: jobs that can save do so first.
    void stopAll();
    // True from cancelAll() or stopAll() on: what ends now was not unwanted.
    bool closing() const { return closing_; }
    // Jobs that run, or wait and are kept nowhere else.
    int unsettledCount() const;

Q_SIGNALS:
    void added(JobController* job);
    // Order, state or number of jobs changed.
    void changed();
    void removed(JobController* job);
    // Also sent when a job failed; completed and cancelled ones included.
    void ended(JobController* job, const JobOutcome& outcome);
    // A job is about to be stopped and may be taken back (JobController::mayTakeBack), or that is over.
    void takeBackChanged(JobController* job);
    // A job's sentence for the log.
    void said(const QString& title, const MessageEvent& message);

private:
    struct Entry {
        JobController* controller;
        Lane lane;
    };
    void startNext();
    qsizetype indexOf(const JobController* job) const;

    QList<Entry> entries_;
    bool closing_ = false;
};

}  // namespace recap::gui
