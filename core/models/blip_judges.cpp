// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/blip_judges.h"

#include "base/error.h"
#include "models/blip_files.h"
#include "nn/initialisers.h"
#include "nn/module_macros.h"
#include "tensor_io/load_report.h"

#include <torch/types.h>

namespace recap {
namespace {

torch::Tensor unitVectors(const torch::Tensor& x) {
    return x / x.norm(2, -1, true).clamp_min(1e-12);
}

}  // namespace

BlipMatcherImpl::BlipMatcherImpl(const BlipConfig& config, std::int64_t shared) : config_(config) {
    config_.check();
    const auto vision = config_.vision_config.hidden_size, text = config_.text_config.hidden_size;
    RECAP_MODULE(vision_model, BlipVisionModel(config_.vision_config));
    RECAP_MODULE(text_encoder, BertModel(config_.text_config));
    RECAP_MODULE(vision_proj, nn::Linear(vision, shared));
    RECAP_MODULE(text_proj, nn::Linear(text, shared));
    RECAP_MODULE(itm_head, nn::Linear(text, 2));
}

torch::Tensor BlipMatcherImpl::encodeImage(const torch::Tensor& pixel_values) {
    return vision_model(pixel_values);
}

torch::Tensor BlipMatcherImpl::matchLogits(const torch::Tensor& image_states, const torch::Tensor& ids,
                                           const torch::Tensor& attention_mask) {
    return itm_head(text_encoder->encode(ids, attention_mask, image_states).select(1, 0));
}

torch::Tensor BlipMatcherImpl::cosines(const torch::Tensor& image_states, const torch::Tensor& ids,
                                       const torch::Tensor& attention_mask) {
    const auto images = unitVectors(vision_proj(image_states.select(1, 0)));
    const auto texts = unitVectors(text_proj(text_encoder->encode(ids, attention_mask).select(1, 0)));
    return torch::matmul(images, texts.t());
}

BlipAnswererImpl::BlipAnswererImpl(const BlipConfig& config) : config_(config) {
    config_.check();
    RECAP_MODULE(vision_model, BlipVisionModel(config_.vision_config));
    RECAP_MODULE(text_encoder, BertModel(config_.text_config));
    RECAP_MODULE(text_decoder, BlipTextDecoder(config_.text_config));
}

torch::Tensor BlipAnswererImpl::encodeImage(const torch::Tensor& pixel_values) {
    return vision_model(pixel_values);
}

torch::Tensor BlipAnswererImpl::readQuestions(const torch::Tensor& image_states, const torch::Tensor& ids,
                                              const torch::Tensor& attention_mask) {
    return text_encoder->encode(ids, attention_mask, image_states);
}

torch::Tensor BlipAnswererImpl::firstLogits(const torch::Tensor& question_states, const torch::Tensor& question_mask) {
    const auto start = torch::full({question_states.size(0), 1}, config_.text_config.bos_token_id,
                                   question_states.options().dtype(torch::kInt64));
    return text_decoder(start, torch::Tensor(), question_states, nullptr, question_mask).select(1, 0);
}

torch::Tensor BlipAnswererImpl::answerLogLikelihoods(const torch::Tensor& question_states,
                                                     const torch::Tensor& question_mask, const torch::Tensor& answers) {
    const auto pad = config_.text_config.pad_token_id;
    const auto questions = question_states.size(0), length = answers.size(1) - 1;
    std::vector<torch::Tensor> columns;
    for (const auto& answer : answers.unbind(0)) {
        const auto ids = answer.unsqueeze(0).expand({questions, -1});
        const auto logits = text_decoder(ids, ids.ne(pad).to(torch::kInt64), question_states, nullptr, question_mask);
        // Position i predicts token i + 1.
        const auto next = ids.narrow(1, 1, length);
        const auto chosen = torch::log_softmax(logits.narrow(1, 0, length), -1).gather(2, next.unsqueeze(2)).squeeze(2);
        columns.push_back(chosen.masked_fill(next.eq(pad), 0.0).sum(1));
    }
    return torch::stack(columns, 1);
}

torch::Tensor BlipAnswererImpl::answer(const torch::Tensor& question_states, const torch::Tensor& question_mask,
                                       std::int64_t max_length) {
    const auto& text = config_.text_config;
    const auto options = question_states.options().dtype(torch::kInt64);
    auto ids = torch::full({question_states.size(0), 1}, text.bos_token_id, options);
    auto open = torch::ones({question_states.size(0)}, options.dtype(torch::kBool));
    BlipCache cache;
    while (ids.size(1) < max_length && open.any().item<bool>()) {
        const auto last = ids.narrow(1, ids.size(1) - 1, 1);
        const auto logits = text_decoder(last, torch::Tensor(), question_states, &cache, question_mask).select(1, 0);
        const auto next = logits.argmax(-1).masked_fill(open.logical_not(), text.pad_token_id);
        ids = torch::cat({ids, next.unsqueeze(1)}, 1);
        open = open.logical_and(next.ne(text.sep_token_id));
    }
    return ids;
}

torch::Tensor yesShare(const torch::Tensor& first_logits, std::int64_t yes, std::int64_t no) {
    return torch::sigmoid(first_logits.select(1, yes) - first_logits.select(1, no));
}

BlipMatcher loadBlipMatcher(const std::filesystem::path& path) {
    const auto files = openBlip(path, BlipPart::Matcher);
    const auto projection = files.weights.find("vision_proj.weight");
    const std::int64_t published = 256;
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    BlipMatcher model(files.config, projection == files.weights.end() || projection->second.dim() != 2
                                        ? published
                                        : projection->second.size(0));
    loadStateDictStrict(*model, files.weights, verbatim(files.place.string()));
    model->eval();
    return model;
}

BlipAnswerer loadBlipAnswerer(const std::filesystem::path& path) {
    const auto files = openBlip(path, BlipPart::Answerer);
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    BlipAnswerer model(files.config);
    loadStateDictStrict(*model, files.weights, verbatim(files.place.string()));
    model->eval();
    return model;
}

}  // namespace recap
