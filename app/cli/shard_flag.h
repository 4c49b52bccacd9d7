// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/runs/work_shard.h"

#include <optional>
#include <string>

namespace recap::cli {

// The shard that --shard names ("i/n"); when it is empty that of a process that torchrun has started. None: one process
// by itself. Throws UsageError.
std::optional<WorkShard> chosenShard(const std::string& option);

}  // namespace recap::cli
