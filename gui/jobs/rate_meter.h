// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace recap::gui {

// Units a second over about the last ten seconds, from reports of how many are done. A single long wait between two
// reports (pictures are drawn, a checkpoint is written) is no part of a unit's time; a second one is.
class RateMeter {
public:
    // Another count begins.
    void restart(qint64 nowMs, qint64 done);
    void report(qint64 nowMs, qint64 done);
    // What passes from here to the next report does not count: the work was paused.
    void skipToNextReport() { skip_ = true; }
    // 0 until it is known.
    double rate() const { return rate_; }

private:
    double rate_ = 0;
    qint64 sinceMs_ = 0, from_ = 0;     // where the window begins
    qint64 lastMs_ = 0, lastDone_ = 0;  // the last report
    bool skip_ = false, waited_ = false;
};

}  // namespace recap::gui
