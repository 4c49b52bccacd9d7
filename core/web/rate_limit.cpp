// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/rate_limit.h"

#include <algorithm>

namespace recap {

bool RateLimit::take(const std::string& client, std::int64_t now_ms) {
    std::lock_guard lock(mutex_);
    auto& bucket = buckets_.try_emplace(client, Bucket{burst_, now_ms}).first->second;
    const auto passed = static_cast<double>(std::max<std::int64_t>(0, now_ms - bucket.seen_ms)) / 1000;
    bucket.left = std::min(burst_, bucket.left + passed * perSecond_);
    bucket.seen_ms = now_ms;
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
}

}  // namespace recap
