// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QHash>

class QLabel;
class QVBoxLayout;

namespace recap::gui {

class JobController;
class JobService;

// The strip at the bottom: a row for every running and queued job with progress, rate, time left and its buttons.
// Ended jobs leave it.
class JobStrip final : public QFrame {
    Q_OBJECT

public:
    explicit JobStrip(JobService& jobs, QWidget* parent = nullptr);
    // At the right end, e.g. the project's name.
    void setStatus(const QString& text);
    // What other programs work on, a line each; empty: nothing.
    void setElsewhere(const QStringList& work);

private:
    class Row;
    void refresh();

    JobService& jobs_;
    QVBoxLayout* rows_;
    QLabel* idle_;
    QLabel* elsewhere_;
    QLabel* status_;
    QHash<JobController*, Row*> shown_;
};

// "step 1,240 of 2,000 · 31.4/s · 4 min left"
QString progressText(const JobController& job);

}  // namespace recap::gui
