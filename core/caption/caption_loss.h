// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/enum_names.h"
#include "text/wordpiece_tokenizer.h"

#include <torch/types.h>

#include <cstdint>
#include <span>
#include <string>

namespace recap {

// One example of caption training: the model is given `prefix` and learns to write `text` after it.
struct CaptionExample {
    std::string prefix;
    std::string text;
};

// What is learned. Original: as BLIP's own code, [DEC] first; start token, prefix and padding are not learned.
// Transformers: as scripts that pass labels=input_ids, [CLS] first; everything is learned, padding too.
enum class CaptionTargets { Original, Transformers };
inline constexpr EnumNames<CaptionTargets, 2> kCaptionTargetsNames{
    {{CaptionTargets::Original, "original"}, {CaptionTargets::Transformers, "transformers"}}};

// Ids as BLIP reads them, padded to the longest example; all int64 [B, L].
struct CaptionBatch {
    torch::Tensor input_ids;       // start token, prefix, text, end token, padding
    torch::Tensor attention_mask;  // 1 where there is a token
    torch::Tensor labels;          // input_ids, but -100 on what is not learned
};

// `startId` is BLIP's [DEC]. Longer examples are cut to `maxLength` ids and keep their end token. All are padded to
// `minLength` ids where even the longest has fewer.
CaptionBatch captionBatch(const WordPieceTokenizer& tokenizer, std::span<const CaptionExample> examples,
                          std::int64_t startId, std::size_t maxLength,
                          CaptionTargets targets = CaptionTargets::Original, std::size_t minLength = 1);

// How many labels captionLoss averages over.
std::int64_t learnedTokens(const CaptionBatch& batch);

// Mean cross entropy of logits [B, L, V] against labels [B, L], each position predicting the next label; -100 is left
// out. 0 when every label is left out.
torch::Tensor captionLoss(const torch::Tensor& logits, const torch::Tensor& labels, double labelSmoothing = 0);

}  // namespace recap
