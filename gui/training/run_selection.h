// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QObject>

#include <vector>

namespace recap::gui {

// The run that is looked at, or the card that waits and has no run yet, and the runs that are drawn beside it.
class RunSelection final : public QObject {
    Q_OBJECT

public:
    explicit RunSelection(QObject* parent = nullptr) : QObject(parent) {}

    void forget();
    RunId run() const { return run_; }
    void select(RunId run);
    // 0: none.
    quint64 waiting() const { return waiting_; }
    void selectWaiting(quint64 job);
    // Other runs drawn in the same chart, in this order.
    const std::vector<RunId>& compared() const { return compared_; }
    void compareWith(const std::vector<RunId>& runs);
    // All that are drawn, the one that is looked at last.
    std::vector<RunId> shown() const;

Q_SIGNALS:
    // Before the other two.
    void shownChanged();
    void changed();
    void comparisonChanged();

private:
    RunId run_;
    quint64 waiting_ = 0;
    std::vector<RunId> compared_;
};

}  // namespace recap::gui
