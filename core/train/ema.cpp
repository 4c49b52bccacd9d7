// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/ema.h"

#include "base/error.h"

#include <algorithm>
#include <map>

namespace recap {

Ema::Ema(NamedParameters parameters, double maxDecay) : maxDecay_(maxDecay) {
    for (auto& [name, parameter] : parameters) {
        names_.push_back(name);
        parameters_.push_back(parameter.detach());
        shadow_.push_back(parameter.detach().clone());
    }
}

double Ema::decayAt(std::int64_t optimizationStep, double maxDecay) {
    const auto s = static_cast<double>(optimizationStep - 1);
    return s <= 0 ? 0.0 : std::min((1 + s) / (10 + s), maxDecay);
}

void Ema::update() {
    torch::NoGradGuard noGrad;
    const double decay = decayAt(++calls_, maxDecay_);
    torch::_foreach_lerp_(shadow_, parameters_, 1 - decay);
}

void Ema::swap() {
    torch::NoGradGuard noGrad;
    for (std::size_t i = 0; i < shadow_.size(); ++i) {
        const auto live = parameters_[i].clone();
        parameters_[i].copy_(shadow_[i]);
        shadow_[i].copy_(live);
    }
}

NamedParameters Ema::shadow() const {
    NamedParameters out;
    for (std::size_t i = 0; i < names_.size(); ++i) out.emplace_back(names_[i], shadow_[i]);
    return out;
}

void Ema::restore(const NamedParameters& shadow, std::int64_t calls) {
    const std::map<std::string, torch::Tensor> saved(shadow.begin(), shadow.end());
    torch::NoGradGuard noGrad;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const auto it = saved.find(names_[i]);
        if (it == saved.end() || it->second.sizes() != shadow_[i].sizes())
            throw Error(ErrorCode::BadFormat,
                        message("The saved moving average lacks '%1' or has it in a different shape.", names_[i]));
        shadow_[i].copy_(it->second);
    }
    calls_ = calls;
}

}  // namespace recap
