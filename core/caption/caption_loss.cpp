// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/caption_loss.h"

#include <algorithm>
#include <vector>

namespace recap {
namespace {

constexpr std::int64_t kIgnored = -100;

}  // namespace

CaptionBatch captionBatch(const WordPieceTokenizer& tokenizer, std::span<const CaptionExample> examples,
                          std::int64_t startId, std::size_t maxLength, CaptionTargets targets, std::size_t minLength) {
    const bool all = targets == CaptionTargets::Transformers;
    std::vector<std::vector<std::int64_t>> rows;
    std::vector<std::size_t> prompts;
    std::size_t longest = minLength;
    for (const auto& example : examples) {
        const auto separator = example.prefix.empty() || example.text.empty() ? "" : " ";
        auto ids = tokenizer.encode(example.prefix + separator + example.text, maxLength);
        if (!all) ids.front() = startId;
        longest = std::max(longest, ids.size());
        // The end token of the prefix alone is not part of the prompt.
        prompts.push_back(std::min(tokenizer.encode(example.prefix).size() - 1, ids.size()));
        rows.push_back(std::move(ids));
    }
    const auto shape = {static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(longest)};
    CaptionBatch batch{torch::full(shape, tokenizer.padId(), torch::kInt64), torch::zeros(shape, torch::kInt64),
                       torch::full(shape, all ? tokenizer.padId() : kIgnored, torch::kInt64)};
    for (std::size_t r = 0; r < rows.size(); ++r) {
        auto* ids = batch.input_ids.data_ptr<std::int64_t>() + r * longest;
        auto* mask = batch.attention_mask.data_ptr<std::int64_t>() + r * longest;
        auto* labels = batch.labels.data_ptr<std::int64_t>() + r * longest;
        for (std::size_t k = 0; k < rows[r].size(); ++k) {
            ids[k] = rows[r][k];
            mask[k] = 1;
            if (all || k >= prompts[r]) labels[k] = rows[r][k];
        }
    }
    return batch;
}

std::int64_t learnedTokens(const CaptionBatch& batch) {
    // Position i predicts label i + 1: the first is never predicted.
    return batch.labels.narrow(1, 1, batch.labels.size(1) - 1).ne(kIgnored).sum().item<std::int64_t>();
}

torch::Tensor captionLoss(const torch::Tensor& logits, const torch::Tensor& labels, double labelSmoothing) {
    const auto length = logits.size(1) - 1;
    const auto predicted = logits.narrow(1, 0, length).flatten(0, 1);  // [B * (L - 1), V]
    const auto wanted = labels.narrow(1, 1, length).flatten();
    const auto sum = torch::cross_entropy_loss(predicted, wanted, {}, at::Reduction::Sum, kIgnored, labelSmoothing);
    return sum / wanted.ne(kIgnored).sum().clamp_min(1);
}

}  // namespace recap
