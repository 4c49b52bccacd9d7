// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace recap {

// Cores that jobs leave alone when they take "all": a program with a window keeps one for it. Call it at the start.
void leaveCoresFree(std::int64_t cores);

// Sets the compute threads of the calling thread for the life of the object: 0 takes all cores but those that are left
// free. Denormal numbers count as zero meanwhile, since they slow small networks down many times.
class ComputeThreads {
public:
    explicit ComputeThreads(std::int64_t threads);
    ~ComputeThreads();
    ComputeThreads(const ComputeThreads&) = delete;
    ComputeThreads& operator=(const ComputeThreads&) = delete;

private:
    int before_;
};

}  // namespace recap
