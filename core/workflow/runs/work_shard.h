// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recap {

// A share of work that several processes do: of things in a fixed order, those whose place leaves `index` when divided
// by `count`.
struct WorkShard {
    std::int64_t index = 0;
    std::int64_t count = 1;

    bool owns(std::size_t place) const {
        return static_cast<std::int64_t>(place % static_cast<std::size_t>(count)) == index;
    }
};

inline constexpr std::int64_t kMostWorkShards = 100'000;

// Throws Error(InvalidOption) unless 0 <= index < count <= kMostWorkShards.
void requireShard(const WorkShard& shard);

// "3/8". None for a text that is no such shard.
std::optional<WorkShard> shardFromText(std::string_view text);
std::string textOfShard(const WorkShard& shard);

// The shard of a process that torchrun has started (RANK of WORLD_SIZE); none for a process by itself. Throws
// Error(InvalidOption).
std::optional<WorkShard> shardFromEnvironment();

}  // namespace recap
