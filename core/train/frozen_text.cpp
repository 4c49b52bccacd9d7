// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/frozen_text.h"

#include <torch/types.h>

#include <utility>
#include <vector>

namespace recap {
namespace {

std::string keyOf(const torch::Tensor& row) {
    return {reinterpret_cast<const char*>(row.data_ptr<std::int64_t>()), row.nbytes()};
}

}  // namespace

FrozenText::FrozenText(ClipText encoder, torch::Device device, std::int64_t budget)
    : encoder_(std::move(encoder)), device_(device), budget_(budget) {}

void FrozenText::encode(const torch::Tensor& inputIds, const std::vector<std::string>& keys) {
    const auto states = encoder_->forward(inputIds.to(device_)).last_hidden_state;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        // A copy: a row of the batch would keep all of it.
        const auto state = states[static_cast<std::int64_t>(i)].clone();
        used_ += static_cast<std::int64_t>(state.nbytes());
        texts_.emplace(keys[i], state);
    }
}

torch::Tensor FrozenText::contextFor(const torch::Tensor& inputIds) {
    const torch::NoGradGuard noGrad;
    if (used_ > budget_) {
        texts_.clear();
        used_ = 0;
    }
    const auto ids = inputIds.contiguous();
    std::vector<std::string> keys, missing;
    std::vector<torch::Tensor> missingIds;
    for (std::int64_t i = 0; i < ids.size(0); ++i) {
        keys.push_back(keyOf(ids[i]));
        if (texts_.contains(keys.back())) continue;
        missing.push_back(keys.back());
        missingIds.push_back(ids[i]);
        if (device_.is_cpu()) {
            encode(ids[i].unsqueeze(0), {keys.back()});
            missing.clear();
            missingIds.clear();
        }
    }
    if (!missing.empty()) encode(torch::stack(missingIds), missing);
    std::vector<torch::Tensor> rows;
    for (const auto& key : keys) rows.push_back(texts_.at(key));
    return torch::stack(rows);  // [B, L, D]
}

}  // namespace recap
