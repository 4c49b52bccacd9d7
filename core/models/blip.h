// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/blip_text.h"
#include "models/blip_vision.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

namespace recap {

// The image captioner; keys and results equal transformers' BlipForConditionalGeneration.
class BlipImpl : public torch::nn::Module {
public:
    // Throws Error(BadFormat) for a configuration that does not fit together.
    explicit BlipImpl(const BlipConfig& config);

    // Normalised pixels [B, 3, image_size, image_size] -> [B, 1 + patches, D]. Throws Error(ShapeMismatch).
    torch::Tensor encodeImage(const torch::Tensor& pixel_values);
    // Logits [B, L, vocab_size] for the token after each id of input_ids [B, L].
    // attention_mask: 0 and 1 for every token so far [B, cached + L], undefined: all visible.
    // With a cache, input_ids are the tokens that are not in it yet; they are added to it.
    torch::Tensor decode(const torch::Tensor& input_ids, const torch::Tensor& attention_mask,
                         const torch::Tensor& image_embeds, BlipCache* cache = nullptr);
    // Generation: adds input_ids [B, L] to the cache, all visible; logits [B, vocab_size] for the token after the last.
    torch::Tensor next(const torch::Tensor& input_ids, const torch::Tensor& image_embeds, BlipCache& cache);
    // Mean cross entropy of labels [B, L] given the ids before them: the shift by one happens here, -100 is left out.
    torch::Tensor loss(const torch::Tensor& pixel_values, const torch::Tensor& input_ids,
                       const torch::Tensor& attention_mask, const torch::Tensor& labels);
    // The same for images that are encoded already.
    torch::Tensor lossOfEncoded(const torch::Tensor& image_embeds, const torch::Tensor& input_ids,
                                const torch::Tensor& attention_mask, const torch::Tensor& labels);
    const BlipConfig& config() const { return config_; }

    BlipVisionModel vision_model{nullptr};
    BlipTextDecoder text_decoder{nullptr};

private:
    BlipConfig config_;
};
TORCH_MODULE(Blip);

}  // namespace recap
