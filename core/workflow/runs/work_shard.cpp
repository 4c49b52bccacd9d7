// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/work_shard.h"

#include "base/error.h"
#include "train/process_group.h"

#include <charconv>

namespace recap {

void requireShard(const WorkShard& shard) {
    if (shard.count < 1 || shard.count > kMostWorkShards || shard.index < 0 || shard.index >= shard.count)
        throw Error(ErrorCode::InvalidOption,
                    message("A shard is given as i/n with 0 <= i < n and n at most %1.", kMostWorkShards));
}

std::optional<WorkShard> shardFromText(std::string_view text) {
    WorkShard shard;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, shard.index);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '/') return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, shard.count);
    if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
    if (shard.count < 1 || shard.index < 0 || shard.index >= shard.count) return std::nullopt;
    return shard;
}

std::string textOfShard(const WorkShard& shard) {
    return std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

std::optional<WorkShard> shardFromEnvironment() {
    const auto place = placeFromEnvironment();
    if (place.world == 1) return std::nullopt;
    return WorkShard{place.rank, place.world};
}

}  // namespace recap
