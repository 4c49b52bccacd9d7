// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/shard_flag.h"

#include "cli/common_options.h"

namespace recap::cli {

std::optional<WorkShard> chosenShard(const std::string& option) {
    if (option.empty()) return shardFromEnvironment();
    const auto shard = shardFromText(option);
    if (!shard) throw UsageError("--shard needs i/n with i from 0 to n-1, not '" + option + "'.");
    return shard;
}

}  // namespace recap::cli
