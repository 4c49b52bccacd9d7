// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/adamw.h"

#include "base/error.h"

#include <map>
#include <set>

namespace recap {

void AdamW::addGroup(NamedParameters parameters, double lrScale) {
    std::set<const void*> seen;
    for (const auto& group : groups_)
        for (const auto& p : group.parameters) seen.insert(p.data_ptr());
    Group group;
    group.lrScale = lrScale;
    for (auto& [name, parameter] : parameters) {
        if (!parameter.requires_grad() || !seen.insert(parameter.data_ptr()).second) continue;
        group.names.push_back(name);
        group.parameters.push_back(parameter);
        group.expAvg.push_back(torch::zeros_like(parameter));
        group.expAvgSq.push_back(torch::zeros_like(parameter));
        group.steps.push_back(torch::zeros({}, torch::TensorOptions().device(parameter.device())));
    }
    groups_.push_back(std::move(group));
}

void AdamW::zeroGrad() {
    for (auto& group : groups_)
        for (auto& p : group.parameters) p.mutable_grad() = torch::Tensor();
}

double AdamW::clipGradNorm(double maxNorm) {
    std::vector<torch::Tensor> grads;
    for (auto& group : groups_)
        for (auto& p : group.parameters)
            if (p.grad().defined()) grads.push_back(p.grad());
    if (grads.empty()) return 0;
    const double norm = torch::stack(torch::_foreach_norm(grads)).norm().item<double>();
    // torch.nn.utils.clip_grad_norm_: the factor is only used when below one.
    if (const double factor = maxNorm / (norm + 1e-6); maxNorm > 0 && factor < 1.0) torch::_foreach_mul_(grads, factor);
    return norm;
}

void AdamW::step(double learningRate) {
    torch::NoGradGuard noGrad;
    for (auto& group : groups_) {
        std::vector<torch::Tensor> parameters, grads, expAvg, expAvgSq, steps;
        for (std::size_t i = 0; i < group.parameters.size(); ++i) {
            if (!group.parameters[i].grad().defined()) continue;
            parameters.push_back(group.parameters[i]);
            grads.push_back(group.parameters[i].grad());
            expAvg.push_back(group.expAvg[i]);
            expAvgSq.push_back(group.expAvgSq[i]);
            steps.push_back(group.steps[i]);
        }
        if (parameters.empty()) continue;
        torch::_foreach_add_(steps, 1);
        at::_fused_adamw_(parameters, grads, expAvg, expAvgSq, /*max_exp_avg_sqs=*/{}, steps,
                          learningRate * group.lrScale, options_.beta1, options_.beta2, options_.weight_decay,
                          options_.eps, /*amsgrad=*/false,
                          /*maximize=*/false);
    }
}

NamedParameters AdamW::parameters() const {
    NamedParameters out;
    for (const auto& group : groups_)
        for (std::size_t i = 0; i < group.parameters.size(); ++i) out.emplace_back(group.names[i], group.parameters[i]);
    return out;
}

NamedParameters AdamW::state() const {
    NamedParameters out;
    for (const auto& group : groups_)
        for (std::size_t i = 0; i < group.parameters.size(); ++i) {
            out.emplace_back("exp_avg." + group.names[i], group.expAvg[i]);
            out.emplace_back("exp_avg_sq." + group.names[i], group.expAvgSq[i]);
            out.emplace_back("step." + group.names[i], group.steps[i]);
        }
    return out;
}

void AdamW::loadState(const std::vector<std::pair<std::string, torch::Tensor>>& state) {
    const std::map<std::string, torch::Tensor> saved(state.begin(), state.end());
    torch::NoGradGuard noGrad;
    for (auto& [name, tensor] : this->state()) {
        const auto it = saved.find(name);
        if (it == saved.end() || it->second.sizes() != tensor.sizes())
            throw Error(ErrorCode::BadFormat, "The optimiser state lacks '" + name + "' or has it in another shape.");
        tensor.copy_(it->second);
    }
}

}  // namespace recap
