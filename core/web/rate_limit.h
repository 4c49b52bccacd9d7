// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace recap {

// How often each of several clients may ask: a bucket of `burst` that fills by `per_second`. Any thread.
class RateLimit {
public:
    RateLimit(double per_second, double burst) : perSecond_(per_second), burst_(burst) {}
    // Whether `client` may ask now. A clock that is set back gives nothing and takes nothing.
    bool take(const std::string& client, std::int64_t now_ms);

private:
    struct Bucket {
        double left = 0;
        std::int64_t seen_ms = 0;
    };
    const double perSecond_, burst_;
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;  // guarded by mutex_
};

}  // namespace recap
