// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/recompute.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <ATen/autocast_mode.h>

#include <optional>
#include <utility>

namespace recap::nn {
namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using Tensors = torch::autograd::variable_list;

thread_local bool active = false;

// State of the random generators that dropout draws from.
class RandomState {
public:
    explicit RandomState(torch::Device device) {
        keep(at::globalContext().defaultGenerator(torch::kCPU));
        if (!device.is_cpu()) keep(at::globalContext().defaultGenerator(device));
    }
    void apply() {
        for (auto& [generator, state] : states_) generator.set_state(state);
    }

private:
    void keep(at::Generator generator) { states_.emplace_back(generator, generator.get_state()); }
    std::vector<std::pair<at::Generator, Tensor>> states_;
};

// Mixed precision as it was in the forward pass.
struct Precision {
    explicit Precision(torch::DeviceType type)
        : device(type), on(at::autocast::is_autocast_enabled(type)), dtype(at::autocast::get_autocast_dtype(type)) {}
    void apply() const {
        at::autocast::set_autocast_enabled(device, on);
        at::autocast::set_autocast_dtype(device, dtype);
    }
    torch::DeviceType device;
    bool on;
    torch::ScalarType dtype;
};

class Replayed {
public:
    Replayed(RandomState& random, const Precision& precision, torch::Device device)
        : randomNow_(device), precisionNow_(device.type()) {
        random.apply();
        precision.apply();
        at::autocast::increment_nesting();
    }
    ~Replayed() {
        // Casts of weights that a pass without gradients left behind would cut the gradients' way.
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        precisionNow_.apply();
        randomNow_.apply();
    }
    Replayed(const Replayed&) = delete;
    Replayed& operator=(const Replayed&) = delete;

private:
    RandomState randomNow_;
    Precision precisionNow_;
};

struct Part final : torch::CustomClassHolder {
    Part(TensorFunction f, torch::Device d) : function(std::move(f)), device(d), random(d), precision(d.type()) {}
    TensorFunction function;
    torch::Device device;
    RandomState random;
    Precision precision;
};

class Recompute final : public torch::autograd::Function<Recompute> {
public:
    // `anchor` wants a gradient, so that the backward pass comes here even when no input does.
    static Tensor forward(AutogradContext* context, const Tensor& anchor, const c10::intrusive_ptr<Part>& part,
                          at::TensorList inputs) {
        static_cast<void>(anchor);
        context->save_for_backward(inputs.vec());
        context->saved_data["part"] = torch::IValue::make_capsule(part);
        return part->function(inputs.vec());
    }

    static Tensors backward(AutogradContext* context, const Tensors& outputs) {
        const auto part = c10::static_intrusive_pointer_cast<Part>(context->saved_data["part"].toCapsule());
        const auto inputs = context->get_saved_variables();
        Tensors leaves;
        for (const auto& input : inputs) leaves.push_back(input.detach().requires_grad_(input.requires_grad()));
        Tensor result;
        {
            const Replayed replayed(part->random, part->precision, part->device);
            const torch::AutoGradMode recording(true);
            result = part->function(leaves);
        }
        // A part of frozen layers on frozen inputs has nothing to pass on.
        if (result.requires_grad()) torch::autograd::backward({result}, {outputs[0]});
        // The anchor, the part, the inputs.
        Tensors gradients{Tensor(), Tensor()};
        for (const auto& leaf : leaves) gradients.push_back(leaf.grad());
        return gradients;
    }
};

}  // namespace

RecomputeScope::RecomputeScope(bool on) : before_(active) {
    active = on;
}

RecomputeScope::~RecomputeScope() {
    active = before_;
}

bool recomputing() {
    return active;
}

torch::Tensor recomputed(TensorFunction part, std::vector<torch::Tensor> inputs) {
    const auto device = inputs.front().device();
    const auto anchor = torch::zeros({1}, torch::TensorOptions().device(device)).requires_grad_(true);
    return Recompute::apply(anchor, c10::make_intrusive<Part>(std::move(part), device), at::TensorList(inputs));
}

}  // namespace recap::nn
