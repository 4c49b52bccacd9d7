// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace recap {

// Sets the compute threads of the calling thread for the life of the object: 0 takes all cores. Denormal numbers count
// as zero meanwhile, since they slow small networks down many times.
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
