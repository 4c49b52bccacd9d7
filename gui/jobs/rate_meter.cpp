// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/rate_meter.h"

#include <algorithm>

namespace recap::gui {

namespace {
constexpr double kWindowMs = 10000;
constexpr double kLeastMs = 500;      // a shorter window says little
constexpr double kLongWaitMs = 1000;  // and this many times what the units should have taken
constexpr double kLongWait = 4;
}  // namespace

void RateMeter::restart(qint64 nowMs, qint64 done) {
    *this = RateMeter();
    sinceMs_ = lastMs_ = nowMs;
    from_ = lastDone_ = done;
}

void RateMeter::report(qint64 nowMs, qint64 done) {
    const auto gap = static_cast<double>(nowMs - lastMs_);
    const double expected = rate_ > 0 ? static_cast<double>(done - lastDone_) * 1000 / rate_ : gap;
    const bool waited = skip_ || (gap > kLongWaitMs && gap > kLongWait * expected);
    // Two long waits in a row are the work itself: it has become slower.
    if (skip_ || (waited && !waited_)) sinceMs_ += static_cast<qint64>(std::max(0.0, gap - expected));
    waited_ = waited && !skip_;
    skip_ = false;
    lastMs_ = nowMs;
    lastDone_ = done;

    const auto elapsed = static_cast<double>(nowMs - sinceMs_);
    if (elapsed < kLeastMs) return;
    const double fresh = static_cast<double>(done - from_) * 1000 / elapsed;
    rate_ = rate_ <= 0 ? fresh : rate_ + (fresh - rate_) * std::min(1.0, elapsed / kWindowMs + 0.1);
    if (elapsed > kWindowMs / 4) {
        sinceMs_ = nowMs;
        from_ = done;
    }
}

}  // namespace recap::gui
