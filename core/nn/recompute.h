// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gradient checkpointing: parts of a network whose intermediate results are not kept for the backward pass but computed
// once more there (Chen et al. 2016). Costs about one more forward pass, saves most of the activations' memory.
#pragma once

#include <torch/types.h>

#include <functional>
#include <utility>
#include <vector>

namespace recap::nn {

// While it lives, the marked parts of this thread's networks are recomputed. Ends before or after the backward pass.
class RecomputeScope {
public:
    explicit RecomputeScope(bool on = true);
    ~RecomputeScope();
    RecomputeScope(const RecomputeScope&) = delete;
    RecomputeScope& operator=(const RecomputeScope&) = delete;

private:
    bool before_;
};
bool recomputing();

using TensorFunction = std::function<torch::Tensor(const std::vector<torch::Tensor>&)>;
// `part(inputs)` as a part that is computed again in the backward pass, from the same inputs, with the same random
// numbers and the same mixed precision. The gradients of parameters that `part` uses are added to them as usual. `part`
// must stay callable until the backward pass is over. The first input decides nothing: frozen inputs are allowed.
torch::Tensor recomputed(TensorFunction part, std::vector<torch::Tensor> inputs);

namespace detail {
template <class Part, std::size_t... I>
torch::Tensor spread(const Part& part, const std::vector<torch::Tensor>& inputs, std::index_sequence<I...>) {
    return part(inputs[I]...);
}
}  // namespace detail

// Marks a part: recomputed within a scope while gradients are recorded, otherwise plain `part(inputs...)`. Whatever the
// part captures must live until the backward pass; a shared pointer to a module does.
template <class Part, class... Inputs>
torch::Tensor recomputable(const Part& part, const Inputs&... inputs) {
    if (!recomputing() || !torch::GradMode::is_enabled()) return part(inputs...);
    return recomputed(
        [part](const std::vector<torch::Tensor>& all) {
            return detail::spread(part, all, std::index_sequence_for<Inputs...>{});
        },
        {inputs...});
}

}  // namespace recap::nn
