// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace recap {

// Equal processes that train one model together, each on its share of every batch. All processes must call the same
// functions in the same order.
class Replicas {
public:
    virtual ~Replicas() = default;
    virtual std::int64_t rank() const = 0;
    virtual std::int64_t world() const = 0;
    bool writes() const { return rank() == 0; }  // one process writes files and rows
    // Replaces each tensor by its mean over all processes. Same shapes everywhere.
    virtual void average(std::vector<torch::Tensor> tensors) = 0;
    // Everybody gets rank 0's values.
    virtual void broadcast(std::vector<torch::Tensor> tensors) = 0;
    // Returns when all processes have come here.
    virtual void barrier() = 0;
};

}  // namespace recap
