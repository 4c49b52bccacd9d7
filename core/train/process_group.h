// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/replicas.h"

#include <memory>
#include <string>

namespace recap {

// How this process was started: by torchrun's variables RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT.
struct ProcessPlace {
    std::int64_t rank = 0;
    std::int64_t world = 1;
    std::string master_address = "127.0.0.1";
    int master_port = 29500;
    bool agent_store = false;  // torchrun itself answers at the port
};
// Throws Error(InvalidOption) for variables that do not fit together. Without RANK: one process by itself.
ProcessPlace placeFromEnvironment();

// Whether this build can train with several processes.
bool hasProcessGroups();

// Meets the other processes through torch's c10d (TCPStore, Gloo) and averages gradients in buckets of 25 MiB, which
// travel while the next ones are packed. Waits up to five minutes for the others. Throws Error(Internal) when they do
// not come or the build has no Gloo.
std::shared_ptr<Replicas> joinProcesses(const ProcessPlace& place);

}  // namespace recap
