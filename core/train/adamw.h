// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/optimizer.h"

#include <vector>

namespace recap {

// AdamW with decoupled weight decay (Loshchilov and Hutter 2019), by torch's fused kernel: one call for all parameters.
// Slots: exp_avg, exp_avg_sq, step.
class AdamW final : public Optimizer {
public:
    struct Options {
        double beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0.01;
    };
    explicit AdamW(Options options) : options_(options) {}

protected:
    std::vector<Slot> freshState(const torch::Tensor& parameter) const override;
    void update(Live& live, double learningRate) override;

private:
    Options options_;
};

}  // namespace recap
