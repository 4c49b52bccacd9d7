// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/retry.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace recap {
namespace {

constexpr std::size_t kWindow = 20;
constexpr double kSlower = 2;            // p95 of the window against the baseline, a round against the fastest
constexpr double kRoundQuantile = 0.75;  // half of a round may have been sent before the doubling

double quantile(const std::deque<double>& values, double share) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
}

}  // namespace

double Backoff::next() {
    const double wait = std::min(times_.longest, std::ldexp(times_.first, std::min(failures_, 30)));
    ++failures_;
    return wait * random_.uniform(1 - times_.jitter, 1);
}

InFlightLimit::InFlightLimit(int start, int most) : limit_(std::clamp(start, 1, std::max(most, 1))), most_(most) {}

void InFlightLimit::answered(double latency) {
    latencies_.push_back(latency);
    if (latencies_.size() > kWindow) latencies_.pop_front();
    if (latencies_.size() == kWindow) {
        const double median = quantile(latencies_, 0.5);
        baseline_ = baseline_ == 0 ? median : std::min(baseline_, median);
        if (fastestRound_ > 0) baseline_ = std::min(baseline_, fastestRound_);
        if (quantile(latencies_, 0.95) >= kSlower * baseline_) {
            doubling_ = false;
            return;
        }
    }
    if (doubling_) return countRound(latency);
    limit_ = std::min(most_, limit_ + 1 / limit_);
}

void InFlightLimit::countRound(double latency) {
    round_.push_back(latency);
    if (std::ssize(round_) < limit()) return;
    const double slow = quantile(round_, kRoundQuantile);
    fastestRound_ = fastestRound_ == 0 ? slow : std::min(fastestRound_, slow);
    round_.clear();
    doubling_ = slow < kSlower * fastestRound_;
    if (doubling_) limit_ = std::min(most_, 2 * limit_);
}

void InFlightLimit::refused(double started, double now) {
    doubling_ = false;
    if (started < halvedAt_) return;
    limit_ = std::max(1.0, limit_ / 2);
    halvedAt_ = now;
}

}  // namespace recap
