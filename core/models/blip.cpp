// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/blip.h"

#include "nn/module_macros.h"

#include <torch/types.h>

namespace recap {

BlipImpl::BlipImpl(const BlipConfig& config) : config_(config) {
    config_.check();
    RECAP_MODULE(vision_model, BlipVisionModel(config_.vision_config));
    RECAP_MODULE(text_decoder, BlipTextDecoder(config_.text_config));
}

torch::Tensor BlipImpl::encodeImage(const torch::Tensor& pixel_values) {
    return vision_model(pixel_values);
}

torch::Tensor BlipImpl::decode(const torch::Tensor& input_ids, const torch::Tensor& attention_mask,
                               const torch::Tensor& image_embeds, BlipCache* cache) {
    return text_decoder(input_ids, attention_mask, image_embeds, cache);
}

torch::Tensor BlipImpl::next(const torch::Tensor& input_ids, const torch::Tensor& image_embeds, BlipCache& cache) {
    return text_decoder->next(input_ids, image_embeds, cache);
}

torch::Tensor BlipImpl::loss(const torch::Tensor& pixel_values, const torch::Tensor& input_ids,
                             const torch::Tensor& attention_mask, const torch::Tensor& labels) {
    return lossOfEncoded(encodeImage(pixel_values), input_ids, attention_mask, labels);
}

torch::Tensor BlipImpl::lossOfEncoded(const torch::Tensor& image_embeds, const torch::Tensor& input_ids,
                                      const torch::Tensor& attention_mask, const torch::Tensor& labels) {
    const auto logits = decode(input_ids, attention_mask, image_embeds);
    const auto length = logits.size(1) - 1;
    // Position i predicts label i + 1.
    return torch::cross_entropy_loss(logits.narrow(1, 0, length).flatten(0, 1), labels.narrow(1, 1, length).flatten(),
                                     {}, at::Reduction::Mean, -100, config_.text_config.label_smoothing);
}

}  // namespace recap
