// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>
#include <string>
#include <utility>
#include <vector>

namespace recap {

using NamedParameters = std::vector<std::pair<std::string, torch::Tensor>>;

// AdamW with decoupled weight decay (Loshchilov and Hutter 2019), by torch's fused kernel: one call for all parameters.
// One learning rate per group; parameters that share storage are taken once. Not thread-safe.
class AdamW {
public:
    struct Options {
        double beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0.01;
    };
    explicit AdamW(Options options) : options_(options) {}
    // `name` must be unique over all groups: it is the key of the saved state.
    void addGroup(NamedParameters parameters, double lrScale = 1.0);

    void zeroGrad();
    // Norm over all gradients; scales them so that it is at most maxNorm (0: only measures).
    double clipGradNorm(double maxNorm);
    void step(double learningRate);

    NamedParameters parameters() const;
    // "exp_avg.<name>", "exp_avg_sq.<name>" and "step"; throws Error(BadFormat) when something is missing.
    NamedParameters state() const;
    void loadState(const std::vector<std::pair<std::string, torch::Tensor>>& state);

private:
    struct Group {
        std::vector<std::string> names;
        std::vector<torch::Tensor> parameters, expAvg, expAvgSq, steps;
        double lrScale = 1.0;
    };
    Options options_;
    std::vector<Group> groups_;
};

}  // namespace recap
