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
    std::int64_t local_rank = 0;  // on its machine
    std::string master_address = "127.0.0.1";
    int master_port = 29500;
    bool agent_store = false;   // torchrun itself answers at the port
    std::int64_t restarts = 0;  // how often torchrun has started the processes anew
    std::string start_id = {};  // the same for all restarts of one start; empty without torchrun
};
// Throws Error(InvalidOption) for variables that do not fit together. Without RANK: one process by itself.
ProcessPlace placeFromEnvironment();

// Whether this build can train with several processes.
bool hasProcessGroups();

// Whether gradients on a GPU travel from card to card (NCCL); through the host otherwise.
bool hasCardToCard();

// Meets the other processes through torch's c10d: TCPStore, Gloo, and NCCL for tensors on a GPU where the build has it.
// Gradients go in buckets of 25 MiB through c10d's Reducer. Waits up to five minutes for the others; afterwards as long
// as they live, because rank 0 may encode images or be paused. Throws Error(Internal) when they do not come or the
// build has no Gloo.
std::shared_ptr<Replicas> joinProcesses(const ProcessPlace& place);

}  // namespace recap
