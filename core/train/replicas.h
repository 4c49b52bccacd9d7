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
    // Number of this process on its machine: which GPU is its own.
    virtual std::int64_t localRank() const = 0;
    // From here on a backward pass that beforeBackward() announced leaves averaged gradients in these parameters: a
    // bucket of gradients travels while the pass computes the next ones. False where that is not possible; the caller
    // averages after the pass then. Once only.
    virtual bool overlap(std::vector<torch::Tensor> parameters) = 0;
    virtual void beforeBackward(const torch::Tensor& loss) = 0;
    // Everybody gets rank 0's values.
    virtual void broadcast(std::vector<torch::Tensor> tensors) = 0;
    // Returns when all processes have come here.
    virtual void barrier() = 0;
};

}  // namespace recap
