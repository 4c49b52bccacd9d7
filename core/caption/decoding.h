// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/decoding_options.h"

#include <torch/types.h>

#include <cstdint>
#include <span>
#include <vector>

namespace recap {

// A language model that is fed token by token and keeps what it needs of the past.
class TokenModel {
public:
    virtual ~TokenModel() = default;
    // Appends tokens [R, L] (int64, CPU) to each row's past; logits of the next token, float32 [R, V] on the CPU.
    virtual torch::Tensor advance(const torch::Tensor& tokens) = 0;
    // Row i goes on from what was row rows[i] (int64 [R'], CPU); rows may vanish or be repeated. Each `group` rows, one
    // behind the other, describe one picture.
    virtual void keepRows(const torch::Tensor& rows, std::int64_t group) = 0;
};

using TokenSequence = std::vector<std::int64_t>;

// Continues each prompt until `endId` or max_length. All prompts have the same length, at least 1. The results begin
// with the prompt and end with `endId` unless max_length cut them. Finished rows cost nothing more. `seeds`: of
// sampling, one a row, so that what is drawn for a row does not depend on the rows beside it; the row's number without
// them. Throws Error(InvalidOption) for options out of range.
std::vector<TokenSequence> decodeTokens(TokenModel& model, const std::vector<TokenSequence>& prompts,
                                        std::int64_t endId, const DecodingOptions& options,
                                        std::span<const std::uint64_t> seeds = {});

// A token and its probability in sampling, the likeliest first.
struct TokenChance {
    std::int64_t token = 0;
    double probability = 0;
};
// What temperature, top_k and top_p leave of the scores of one row, in the library's order.
std::vector<TokenChance> tokenChances(std::span<const float> scores, const DecodingOptions& options);

}  // namespace recap
