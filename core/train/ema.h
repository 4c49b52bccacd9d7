// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/adamw.h"

#include <torch/types.h>
#include <vector>

namespace recap {

// Exponential moving average of parameters by the rule of diffusers' EMAModel (training_utils.py): with s counted from
// 0 at the second call, decay = min((1 + s) / (10 + s), maxDecay); the first call copies.
class Ema {
public:
    Ema(NamedParameters parameters, double maxDecay);
    void update();
    static double decayAt(std::int64_t optimizationStep, double maxDecay);  // 1-based call number

    // Exchanges the averages with the live weights; call twice to get back. Used around saving and sampling.
    void swap();
    NamedParameters shadow() const;
    std::int64_t calls() const { return calls_; }
    void restore(const NamedParameters& shadow, std::int64_t calls);

private:
    std::vector<std::string> names_;
    std::vector<torch::Tensor> parameters_, shadow_;
    double maxDecay_;
    std::int64_t calls_ = 0;
};

}  // namespace recap
