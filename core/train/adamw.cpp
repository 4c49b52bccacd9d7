// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/adamw.h"

namespace recap {

std::vector<Optimizer::Slot> AdamW::freshState(const torch::Tensor& parameter) const {
    return {{"exp_avg", torch::zeros_like(parameter)},
            {"exp_avg_sq", torch::zeros_like(parameter)},
            {"step", torch::zeros({}, torch::TensorOptions().device(parameter.device()))}};
}

void AdamW::update(Live& live, double learningRate) {
    torch::_foreach_add_(live.slots[2], 1);
    at::_fused_adamw_(live.parameters, live.grads, live.slots[0], live.slots[1], /*max_exp_avg_sqs=*/{}, live.slots[2],
                      learningRate, options_.beta1, options_.beta2, options_.weight_decay, options_.eps,
                      /*amsgrad=*/false, /*maximize=*/false);
}

}  // namespace recap
