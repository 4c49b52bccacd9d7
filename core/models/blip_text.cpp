// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/blip_text.h"

#include "base/error.h"
#include "nn/initialisers.h"
#include "nn/interrupt.h"
#include "nn/module_macros.h"
#include "nn/product.h"
#include "nn/recompute.h"

#include <torch/types.h>

#include <sstream>

namespace recap {

std::int64_t BlipCache::length() const {
    return layers.empty() || !layers.front().self.key.defined() ? 0 : layers.front().self.key.size(2);
}

void BlipCache::reorder(const torch::Tensor& rows, std::int64_t new_group) {
    const auto images = rows.slice(0, 0, rows.size(0), new_group).div(group, "floor");
    group = new_group;
    // Nothing is copied when every row, or every picture, stays where it is.
    const auto select = [](std::vector<Layer>& all, KeyValue Layer::*member, const torch::Tensor& places) {
        if (all.empty() || !(all.front().*member).key.defined()) return;
        const auto& first = (all.front().*member).key;
        if (first.size(0) == places.size(0) && places.equal(torch::arange(places.size(0), places.options()))) return;
        const auto there = places.to(first.device());
        for (auto& layer : all)
            for (torch::Tensor* part : {&(layer.*member).key, &(layer.*member).value})
                *part = part->index_select(0, there);
    };
    select(layers, &Layer::self, rows);
    select(layers, &Layer::cross, images);
}

BertSelfAttentionImpl::BertSelfAttentionImpl(const BlipTextConfig& c, std::int64_t key_width)
    : heads_(c.num_attention_heads), dropout_(c.attention_probs_dropout_prob) {
    RECAP_MODULE(query, nn::Linear(c.hidden_size, c.hidden_size));
    RECAP_MODULE(key, nn::Linear(key_width, c.hidden_size));
    RECAP_MODULE(value, nn::Linear(key_width, c.hidden_size));
}

torch::Tensor BertSelfAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& states,
                                             const torch::Tensor& mask, KeyValue* kept, bool cross) {
    KeyValue kv;
    if (cross && kept != nullptr && kept->key.defined()) {
        kv = *kept;  // the image does not change between steps
    } else {
        kv = {nn::splitHeads(key(states), heads_), nn::splitHeads(value(states), heads_)};
        if (!cross && kept != nullptr && kept->key.defined())
            kv = {torch::cat({kept->key, kv.key}, 2), torch::cat({kept->value, kv.value}, 2)};
    }
    if (kept != nullptr) *kept = kv;
    nn::AttendOptions options;
    options.mask = mask;
    options.dropout = is_training() ? dropout_ : 0.0;
    auto q = nn::splitHeads(query(x), heads_);  // [R, heads, L, d]
    const auto images = kv.key.size(0), group = q.size(0) / images;
    if (group == 1) return nn::mergeHeads(nn::attend(q, kv.key, kv.value, options));
    // The rows of one image are as many more queries of it.
    const auto length = q.size(2), width = q.size(3);
    q = q.reshape({images, group, heads_, length, width}).transpose(1, 2).flatten(2, 3);
    const auto seen = nn::attend(q, kv.key, kv.value, options).view({images, heads_, group, length, width});
    return nn::mergeHeads(seen.transpose(1, 2).flatten(0, 1));
}

BertOutputImpl::BertOutputImpl(const BlipTextConfig& c, std::int64_t in) : dropout_(c.hidden_dropout_prob) {
    RECAP_MODULE(dense, nn::Linear(in, c.hidden_size));
    RECAP_MODULE(LayerNorm, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
}

torch::Tensor BertOutputImpl::forward(const torch::Tensor& x, const torch::Tensor& residual) {
    if (is_training() && dropout_ > 0) return LayerNorm(nn::dropout(dense(x), dropout_, true) + residual);
    return LayerNorm(dense->forwardPlus(x, residual));
}

BertAttentionImpl::BertAttentionImpl(const BlipTextConfig& c, std::int64_t key_width) {
    RECAP_MODULE(self, BertSelfAttention(c, key_width));
    RECAP_MODULE(output, BertOutput(c, c.hidden_size));
}

torch::Tensor BertAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& states, const torch::Tensor& mask,
                                         KeyValue* kept, bool cross) {
    return output(self(x, states, mask, kept, cross), x);
}

BertIntermediateImpl::BertIntermediateImpl(const BlipTextConfig& c)
    : activation_(nn::activationFromName(c.hidden_act)) {
    RECAP_MODULE(dense, nn::Linear(c.hidden_size, c.intermediate_size));
}

torch::Tensor BertIntermediateImpl::forward(const torch::Tensor& x) {
    return nn::activate(activation_, dense(x));
}

BertLayerImpl::BertLayerImpl(const BlipTextConfig& c) {
    RECAP_MODULE(attention, BertAttention(c, c.hidden_size));
    RECAP_MODULE(crossattention, BertAttention(c, c.encoder_hidden_size));
    RECAP_MODULE(intermediate, BertIntermediate(c));
    RECAP_MODULE(output, BertOutput(c, c.intermediate_size));
}

torch::Tensor BertLayerImpl::forward(torch::Tensor x, const torch::Tensor& mask, const torch::Tensor& states,
                                     BlipCache::Layer* cache, const torch::Tensor& states_mask) {
    x = attention(x, x, mask, cache != nullptr ? &cache->self : nullptr, false);
    if (states.defined()) x = crossattention(x, states, states_mask, cache != nullptr ? &cache->cross : nullptr, true);
    return output(intermediate(x), x);
}

BertEmbeddingsImpl::BertEmbeddingsImpl(const BlipTextConfig& c) : dropout_(c.hidden_dropout_prob) {
    RECAP_MODULE(word_embeddings, nn::Embedding(c.vocab_size, c.hidden_size));
    RECAP_MODULE(position_embeddings, nn::Embedding(c.max_position_embeddings, c.hidden_size));
    RECAP_MODULE(LayerNorm, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
}

torch::Tensor BertEmbeddingsImpl::forward(const torch::Tensor& ids, std::int64_t past) {
    const auto positions = position_embeddings->weight.narrow(0, past, ids.size(1));
    return nn::dropout(LayerNorm(word_embeddings(ids) + positions), dropout_, is_training());
}

BertEncoderImpl::BertEncoderImpl(const BlipTextConfig& c) {
    RECAP_MODULE(layer, nn::TypedList<BertLayer>());
    for (std::int64_t i = 0; i < c.num_hidden_layers; ++i) layer->append(BertLayer(c));
}

BertModelImpl::BertModelImpl(const BlipTextConfig& c) : max_length_(c.max_position_embeddings) {
    RECAP_MODULE(embeddings, BertEmbeddings(c));
    RECAP_MODULE(encoder, BertEncoder(c));
}

void BertModelImpl::requireLength(const torch::Tensor& ids, std::int64_t past) const {
    if (ids.dim() != 2 || ids.size(1) == 0 || past + ids.size(1) > max_length_) {
        throw Error(ErrorCode::ShapeMismatch,
                    message("The captioner's text has shape %1 after %2 tokens, but at most %3 tokens fit.",
                            c10::str(ids.sizes()), past, max_length_));
    }
}

torch::Tensor BertModelImpl::forward(const torch::Tensor& ids, const torch::Tensor& attention_mask,
                                     const torch::Tensor& states, BlipCache* cache, const torch::Tensor& states_mask) {
    const std::int64_t past = cache != nullptr ? cache->length() : 0;
    requireLength(ids, past);
    auto& layers = *encoder->layer;
    if (cache != nullptr) cache->layers.resize(layers.size());
    torch::Tensor mask;  // one token sees all before it without
    if (attention_mask.defined() || ids.size(1) > 1) {
        const auto keys =
            attention_mask.defined() ? attention_mask : torch::ones({ids.size(0), past + ids.size(1)}, ids.options());
        mask = nn::attentionMask(keys, ids.size(1), true);
    }
    torch::Tensor seen;  // of the states
    if (states_mask.defined()) seen = nn::attentionMask(states_mask, ids.size(1), false);
    auto x = embeddings(ids, past);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        nn::interruptPoint(x);
        if (cache != nullptr)
            x = layers[i](x, mask, states, &cache->layers[i], seen);
        else
            x = nn::recomputable(
                [layer = layers[i].ptr(), mask, seen](const torch::Tensor& state, const torch::Tensor& image) {
                    return layer->forward(state, mask, image, nullptr, seen);
                },
                x, states);
    }
    return x;
}

torch::Tensor BertModelImpl::encode(const torch::Tensor& ids, const torch::Tensor& attention_mask,
                                    const torch::Tensor& states) {
    requireLength(ids, 0);
    const auto mask = nn::attentionMask(attention_mask, ids.size(1), false);
    auto x = embeddings(ids, 0);
    for (auto& layer : *encoder->layer) {
        nn::interruptPoint(x);
        x = layer(x, mask, states, nullptr, torch::Tensor());
    }
    return x;
}

BertHeadTransformImpl::BertHeadTransformImpl(const BlipTextConfig& c)
    : activation_(nn::activationFromName(c.hidden_act)) {
    RECAP_MODULE(dense, nn::Linear(c.hidden_size, c.hidden_size));
    RECAP_MODULE(LayerNorm, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
}

torch::Tensor BertHeadTransformImpl::forward(const torch::Tensor& x) {
    return LayerNorm(nn::activate(activation_, dense(x)));
}

BertPredictionHeadImpl::BertPredictionHeadImpl(const BlipTextConfig& c) {
    RECAP_PARAMETER(bias, nn::filled({c.vocab_size}, 0.0));
    RECAP_MODULE(transform, BertHeadTransform(c));
}

torch::Tensor BertPredictionHeadImpl::forward(const torch::Tensor& x, const torch::Tensor& word_embeddings) {
    return nn::product(transform(x), word_embeddings, bias);
}

BertOnlyMlmHeadImpl::BertOnlyMlmHeadImpl(const BlipTextConfig& c) {
    RECAP_MODULE(predictions, BertPredictionHead(c));
}

BlipTextDecoderImpl::BlipTextDecoderImpl(const BlipTextConfig& c) {
    RECAP_MODULE(bert, BertModel(c));
    RECAP_MODULE(cls, BertOnlyMlmHead(c));
}

torch::Tensor BlipTextDecoderImpl::forward(const torch::Tensor& ids, const torch::Tensor& attention_mask,
                                           const torch::Tensor& states, BlipCache* cache,
                                           const torch::Tensor& states_mask) {
    const auto decoded = bert(ids, attention_mask, states, cache, states_mask);
    return cls->predictions(decoded, bert->embeddings->word_embeddings->weight);
}

torch::Tensor BlipTextDecoderImpl::next(const torch::Tensor& ids, const torch::Tensor& image_states, BlipCache& cache) {
    const auto states = bert(ids, torch::Tensor(), image_states, &cache);
    return cls->predictions(states.select(1, -1), bert->embeddings->word_embeddings->weight);
}

}  // namespace recap
