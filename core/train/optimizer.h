// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/diffusion_train_options.h"

#include <torch/types.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace recap {

using NamedParameters = std::vector<std::pair<std::string, torch::Tensor>>;

// What every optimiser shares: groups with their own learning rates, clipping, and state by name. Parameters that share
// storage are taken once. Not thread-safe.
class Optimizer {
public:
    virtual ~Optimizer() = default;
    // `name` must be unique over all groups: it is the key of the saved state. Parameters that need no gradient are
    // left out.
    void addGroup(NamedParameters parameters, double lrScale = 1.0);

    void zeroGrad();
    // All gradients that are there, in the order of the parameters.
    std::vector<torch::Tensor> gradients() const;
    // Norm over all gradients; scales them so that it is at most maxNorm (0: only measures). A norm that is not finite
    // changes nothing.
    double clipGradNorm(double maxNorm);
    void step(double learningRate);

    NamedParameters parameters() const;
    // "<slot>.<name>" of every slot of every parameter, e.g. "exp_avg.unet.conv_in.weight". Live tensors.
    NamedParameters state() const;
    // Throws Error(BadFormat) when something is missing or of another shape; then nothing is changed.
    void loadState(const NamedParameters& state);

protected:
    struct Slot {
        std::string name;
        torch::Tensor tensor;
    };
    // Parameters of one group that have a gradient, and their slots: slots[i][k] is slot i of parameter k.
    struct Live {
        std::vector<torch::Tensor> parameters, grads;
        std::vector<std::vector<torch::Tensor>> slots;
    };
    // The state of a fresh parameter; the same slot names for all parameters, a tensor without elements where a
    // parameter has no use for one.
    virtual std::vector<Slot> freshState(const torch::Tensor& parameter) const = 0;
    // One update, without gradient recording.
    virtual void update(Live& live, double learningRate) = 0;

private:
    struct Group {
        std::vector<std::string> names;
        std::vector<torch::Tensor> parameters;
        std::vector<std::vector<Slot>> slots;  // of each parameter
        double lrScale = 1.0;
    };
    std::vector<Group> groups_;
};

// The optimiser that the options name. Throws Error(InvalidOption).
std::unique_ptr<Optimizer> makeOptimizer(const DiffusionTrainOptions& options);

}  // namespace recap
