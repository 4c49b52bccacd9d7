// SPDX-License-Identifier: GPL-3.0-or-later
//
// BLIP as a judge: how well a text fits a picture (image-text matching), and answers to questions about a picture.
//
// The first token of a text is a caller's choice, and scores depend on it: the checkpoints were trained with [ENC],
// which the original code, LAVIS and T2I-CompBench use for matching and questions; transformers leaves [CLS]. The
// contrastive branch was trained with [CLS].
#pragma once

#include "models/blip_text.h"
#include "models/blip_vision.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <filesystem>

namespace recap {

// Keys and results equal transformers' BlipForImageTextRetrieval.
class BlipMatcherImpl : public torch::nn::Module {
public:
    // `shared`: width of the space in which the contrastive branch compares.
    BlipMatcherImpl(const BlipConfig& config, std::int64_t shared);

    // Normalised pixels [B, 3, image_size, image_size] -> [B, 1 + patches, D]. Throws Error(ShapeMismatch).
    torch::Tensor encodeImage(const torch::Tensor& pixel_values);
    // Logits [B, 2] of "no match" and "match" for picture i with text i; ids and attention_mask [B, L].
    torch::Tensor matchLogits(const torch::Tensor& image_states, const torch::Tensor& ids,
                              const torch::Tensor& attention_mask);
    // Cosines [pictures, texts] of the contrastive branch, which reads texts without the pictures.
    torch::Tensor cosines(const torch::Tensor& image_states, const torch::Tensor& ids,
                          const torch::Tensor& attention_mask);
    const BlipConfig& config() const { return config_; }

    BlipVisionModel vision_model{nullptr};
    BertModel text_encoder{nullptr};
    nn::Linear vision_proj{nullptr}, text_proj{nullptr}, itm_head{nullptr};

private:
    BlipConfig config_;
};
TORCH_MODULE(BlipMatcher);

// Keys and results equal transformers' BlipForQuestionAnswering: an encoder reads the question beside the picture, a
// decoder writes the answer from the encoder's states.
class BlipAnswererImpl : public torch::nn::Module {
public:
    explicit BlipAnswererImpl(const BlipConfig& config);

    torch::Tensor encodeImage(const torch::Tensor& pixel_values);
    // States [B, L, D] of question i about picture i; ids and attention_mask [B, L].
    torch::Tensor readQuestions(const torch::Tensor& image_states, const torch::Tensor& ids,
                                const torch::Tensor& attention_mask);
    // Logits [B, vocab_size] of the answer's first token. question_mask [B, L] hides padding, as the score of
    // T2I-CompBench and the ranking of answers do; undefined: padding is read too, as generation does in transformers.
    torch::Tensor firstLogits(const torch::Tensor& question_states, const torch::Tensor& question_mask);
    // Log-probability [B, K] of each answer of [K, L]: [DEC] answer [SEP], padded with pad_token_id.
    torch::Tensor answerLogLikelihoods(const torch::Tensor& question_states, const torch::Tensor& question_mask,
                                       const torch::Tensor& answers);
    // The most probable token each time: [B, L] with [DEC] first, [SEP] last and pad_token_id behind; L <= max_length.
    torch::Tensor answer(const torch::Tensor& question_states, const torch::Tensor& question_mask,
                         std::int64_t max_length);
    const BlipConfig& config() const { return config_; }

    BlipVisionModel vision_model{nullptr};
    BertModel text_encoder{nullptr};
    BlipTextDecoder text_decoder{nullptr};

private:
    BlipConfig config_;
};
TORCH_MODULE(BlipAnswerer);

// p(yes) / (p(yes) + p(no)) of logits [B, vocab_size] for the two ids: [B]. The BLIP-VQA score of T2I-CompBench.
torch::Tensor yesShare(const torch::Tensor& first_logits, std::int64_t yes, std::int64_t no);

// From any published layout (blip_files.h), on the CPU, in evaluation mode. Throw Error(FileNotFound), Error(BadFormat)
// for BLIP of another task or another network, Error(ShapeMismatch).
BlipMatcher loadBlipMatcher(const std::filesystem::path& path);
BlipAnswerer loadBlipAnswerer(const std::filesystem::path& path);

}  // namespace recap
