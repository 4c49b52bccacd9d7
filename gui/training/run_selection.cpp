// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_selection.h"

namespace recap::gui {

void RunSelection::forget() {
    run_ = {};
    waiting_ = 0;
    compared_.clear();
}

void RunSelection::select(RunId run) {
    if (run == run_ && waiting_ == 0) return;
    waiting_ = 0;
    run_ = run;
    std::erase(compared_, run);
    Q_EMIT shownChanged();
    Q_EMIT changed();
}

void RunSelection::selectWaiting(quint64 job) {
    if (job == waiting_) return;
    waiting_ = job;
    Q_EMIT changed();
}

void RunSelection::compareWith(const std::vector<RunId>& runs) {
    compared_ = runs;
    std::erase_if(compared_, [this](RunId run) { return !run || run == run_; });
    Q_EMIT shownChanged();
    Q_EMIT comparisonChanged();
}

std::vector<RunId> RunSelection::shown() const {
    auto runs = compared_;
    if (run_) runs.push_back(run_);
    return runs;
}

}  // namespace recap::gui
