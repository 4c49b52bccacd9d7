// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace recap::gui {

class RunQueue;

// Below the list of runs: how many wait, whether the queue goes on by itself, and its rules. Hidden while nothing
// waits.
class QueueBar final : public QWidget {
    Q_OBJECT

public:
    explicit QueueBar(RunQueue& queue, QWidget* parent = nullptr);

private:
    void refresh();

    RunQueue& queue_;
    QLabel* text_;
    QPushButton* go_;
    QCheckBox* stopOnError_;
    QCheckBox* pauseBetween_;
};

}  // namespace recap::gui
