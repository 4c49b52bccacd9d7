// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast a server is asked. Times are handed in, in seconds of any clock that does not jump.
#pragma once

#include "base/random.h"

#include <cstdint>
#include <deque>

namespace recap {

struct RetryTimes {
    double first = 1;
    double longest = 60;
    double jitter = 0.25;  // a wait is shortened by a random share up to this, so that clients do not come together
};

// Exponential back-off: 1, 2, 4 ... 60 seconds, until something succeeds.
class Backoff {
public:
    Backoff(RetryTimes times, std::uint64_t seed) : times_(times), random_(seed) {}
    // The wait after one more failure.
    double next();
    void reset() { failures_ = 0; }
    int failures() const { return failures_; }

private:
    RetryTimes times_;
    Random random_;
    int failures_ = 0;
};

// Requests that a server gets at once: doubled as often as it answers them all without becoming slower, as TCP's slow
// start does; after the first sign that it is full, one more each time, and half when it refuses (AIMD).
class InFlightLimit {
public:
    InFlightLimit(int start, int most);
    int limit() const { return static_cast<int>(limit_); }
    // A request was answered after `latency`.
    void answered(double latency);
    // A request that began at `started` was refused or lost at `now`. Those that began before the last halving say
    // nothing new.
    void refused(double started, double now);

private:
    void countRound(double latency);

    double limit_, most_;
    bool doubling_ = true;
    std::deque<double> round_;  // latencies since the last doubling
    double fastestRound_ = 0;   // the lowest upper quartile of a round; 0: none is complete
    double halvedAt_ = -1;
    double baseline_ = 0;  // the lowest median of a full window, or the fastest round; 0: not known yet
    std::deque<double> latencies_;
};

}  // namespace recap
