// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace recap {

// How captions are generated; the meaning of each number is that of transformers' generate.
struct DecodingOptions {
    int beams = 1;                    // 1: greedy
    int max_length = 30;              // ids, counting start token and prefix
    int min_length = 0;               // no end before this many ids
    double repetition_penalty = 1.0;  // above 1: ids seen before become less likely
    double length_penalty = 1.0;      // exponent of the length that a beam's score is divided by
    bool early_stopping = false;      // beam search ends as soon as enough captions are complete
};

// A language model that is fed token by token and keeps what it needs of the past.
class TokenModel {
public:
    virtual ~TokenModel() = default;
    // Appends tokens [R, L] (int64, CPU) to each row's past; logits of the next token, float32 [R, V] on the CPU.
    virtual torch::Tensor advance(const torch::Tensor& tokens) = 0;
    // Row i goes on from what was row rows[i] (int64 [R']); rows may vanish or be repeated.
    virtual void keepRows(const torch::Tensor& rows) = 0;
};

using TokenSequence = std::vector<std::int64_t>;

// Continues each prompt until `endId` or max_length. All prompts have the same length, at least 1. The results begin
// with the prompt and end with `endId` unless max_length cut them. Finished rows cost nothing more. Throws
// Error(InvalidOption) for options out of range.
std::vector<TokenSequence> decodeTokens(TokenModel& model, const std::vector<TokenSequence>& prompts,
                                        std::int64_t endId, const DecodingOptions& options);

}  // namespace recap
