// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/optimizer.h"

#include "base/error.h"
#include "train/adamw.h"
#include "train/lean_optimizers.h"

#include <cmath>
#include <map>
#include <set>

namespace recap {

void Optimizer::addGroup(NamedParameters parameters, double lrScale) {
    std::set<const void*> seen;
    for (const auto& group : groups_)
        for (const auto& p : group.parameters) seen.insert(p.data_ptr());
    Group group;
    group.lrScale = lrScale;
    for (auto& [name, parameter] : parameters) {
        if (!parameter.requires_grad() || !seen.insert(parameter.data_ptr()).second) continue;
        group.names.push_back(name);
        group.parameters.push_back(parameter);
        group.slots.push_back(freshState(parameter));
    }
    groups_.push_back(std::move(group));
}

void Optimizer::zeroGrad() {
    for (auto& group : groups_)
        for (auto& p : group.parameters) p.mutable_grad() = torch::Tensor();
}

std::vector<torch::Tensor> Optimizer::gradients() const {
    std::vector<torch::Tensor> grads;
    for (const auto& group : groups_)
        for (const auto& p : group.parameters)
            if (p.grad().defined()) grads.push_back(p.grad());
    return grads;
}

double Optimizer::clipGradNorm(double maxNorm) {
    auto grads = gradients();
    if (grads.empty()) return 0;
    const double norm = torch::stack(torch::_foreach_norm(grads)).norm().item<double>();
    if (!std::isfinite(norm)) return norm;
    // torch.nn.utils.clip_grad_norm_: the factor is only used when below one.
    if (const double factor = maxNorm / (norm + 1e-6); maxNorm > 0 && factor < 1.0) torch::_foreach_mul_(grads, factor);
    return norm;
}

void Optimizer::step(double learningRate) {
    const torch::NoGradGuard noGrad;
    for (auto& group : groups_) {
        Live live;
        for (std::size_t k = 0; k < group.parameters.size(); ++k) {
            if (!group.parameters[k].grad().defined()) continue;
            live.parameters.push_back(group.parameters[k]);
            live.grads.push_back(group.parameters[k].grad());
            live.slots.resize(group.slots[k].size());
            for (std::size_t i = 0; i < group.slots[k].size(); ++i) live.slots[i].push_back(group.slots[k][i].tensor);
        }
        if (!live.parameters.empty()) update(live, learningRate * group.lrScale);
    }
}

NamedParameters Optimizer::parameters() const {
    NamedParameters out;
    for (const auto& group : groups_)
        for (std::size_t k = 0; k < group.parameters.size(); ++k) out.emplace_back(group.names[k], group.parameters[k]);
    return out;
}

NamedParameters Optimizer::state() const {
    NamedParameters out;
    for (const auto& group : groups_)
        for (std::size_t k = 0; k < group.parameters.size(); ++k)
            for (const auto& slot : group.slots[k]) out.emplace_back(slot.name + "." + group.names[k], slot.tensor);
    return out;
}

void Optimizer::loadState(const NamedParameters& state) {
    const std::map<std::string, torch::Tensor> saved(state.begin(), state.end());
    const auto live = this->state();
    for (const auto& [name, tensor] : live) {
        const auto it = saved.find(name);
        if (it == saved.end() || it->second.sizes() != tensor.sizes())
            throw Error(ErrorCode::BadFormat,
                        message("The optimiser state lacks '%1' or has it in a different shape.", name));
    }
    const torch::NoGradGuard noGrad;
    for (const auto& [name, tensor] : live) torch::Tensor(tensor).copy_(saved.at(name));
}

std::unique_ptr<Optimizer> makeOptimizer(const DiffusionTrainOptions& o) {
    const AdamW::Options adam{o.adam_beta1, o.adam_beta2, o.adam_epsilon, o.weight_decay};
    if (o.optimizer == "adamw") return std::make_unique<AdamW>(adam);
    if (o.optimizer == "adamw8bit") return std::make_unique<AdamW8bit>(adam);
    if (o.optimizer == "lion") return std::make_unique<Lion>(Lion::Options{0.9, 0.99, o.weight_decay});
    if (o.optimizer == "adafactor") return std::make_unique<Adafactor>(Adafactor::Options{o.weight_decay});
    throw Error(ErrorCode::InvalidOption,
                message("Unknown optimiser '%1'; allowed: adamw, adamw8bit, lion, adafactor.", o.optimizer));
}

}  // namespace recap
