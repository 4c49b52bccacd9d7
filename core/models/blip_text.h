// SPDX-License-Identifier: GPL-3.0-or-later
//
// BLIP's text decoder: BERT with cross attention, post-norm (transformers models/blip/modeling_blip_text.py).
#pragma once

#include "models/blip_config.h"
#include "nn/activations.h"
#include "nn/attention.h"
#include "nn/layers.h"
#include "nn/typed_list.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace recap {

// Keys and values of one attention, [B, heads, N, d]; undefined before the first step.
struct KeyValue {
    torch::Tensor key, value;
};

// What a decoder keeps between steps of generation, so that each token is computed once, and each picture's keys and
// values once for all of its rows. A value: copying it forks the generation (tensors are shared, never written to).
struct BlipCache {
    struct Layer {
        KeyValue self;   // of every row
        KeyValue cross;  // of every picture
    };
    std::vector<Layer> layers;
    std::int64_t group = 1;  // rows a picture, one behind the other (beam search)

    // Tokens that are in the cache.
    std::int64_t length() const;
    // Row i becomes what row rows[i] was; rows [B'] int64 on the CPU, `new_group` rows a picture from now on.
    void reorder(const torch::Tensor& rows, std::int64_t new_group = 1);
};

class BertSelfAttentionImpl : public torch::nn::Module {
public:
    BertSelfAttentionImpl(const BlipTextConfig& config, std::int64_t key_width);
    // Self-attention: `states` is x, and `kept`, when given, is extended by x's keys and values.
    // Cross-attention: `states` is the image's, and `kept` is filled at the first step and read after; several rows of
    // x may share one image of it.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& states, const torch::Tensor& mask,
                          KeyValue* kept, bool cross);

    nn::Linear query{nullptr}, key{nullptr}, value{nullptr};

private:
    std::int64_t heads_;
    double dropout_;
};
TORCH_MODULE(BertSelfAttention);

// LayerNorm(dense(x) + residual).
class BertOutputImpl : public torch::nn::Module {
public:
    BertOutputImpl(const BlipTextConfig& config, std::int64_t in);
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& residual);

    nn::Linear dense{nullptr};
    nn::LayerNorm LayerNorm{nullptr};

private:
    double dropout_;
};
TORCH_MODULE(BertOutput);

class BertAttentionImpl : public torch::nn::Module {
public:
    BertAttentionImpl(const BlipTextConfig& config, std::int64_t key_width);
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& states, const torch::Tensor& mask,
                          KeyValue* kept, bool cross);

    BertSelfAttention self{nullptr};
    BertOutput output{nullptr};
};
TORCH_MODULE(BertAttention);

class BertIntermediateImpl : public torch::nn::Module {
public:
    explicit BertIntermediateImpl(const BlipTextConfig& config);
    torch::Tensor forward(const torch::Tensor& x);

    nn::Linear dense{nullptr};

private:
    nn::Activation activation_;
};
TORCH_MODULE(BertIntermediate);

class BertLayerImpl : public torch::nn::Module {
public:
    explicit BertLayerImpl(const BlipTextConfig& config);
    // Without states there is no cross-attention.
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& mask, const torch::Tensor& states,
                          BlipCache::Layer* cache, const torch::Tensor& states_mask = {});

    BertAttention attention{nullptr}, crossattention{nullptr};
    BertIntermediate intermediate{nullptr};
    BertOutput output{nullptr};
};
TORCH_MODULE(BertLayer);

class BertEmbeddingsImpl : public torch::nn::Module {
public:
    explicit BertEmbeddingsImpl(const BlipTextConfig& config);
    // `past`: position of the first id.
    torch::Tensor forward(const torch::Tensor& ids, std::int64_t past);

    nn::Embedding word_embeddings{nullptr}, position_embeddings{nullptr};
    nn::LayerNorm LayerNorm{nullptr};

private:
    double dropout_;
};
TORCH_MODULE(BertEmbeddings);

class BertEncoderImpl : public torch::nn::Module {
public:
    explicit BertEncoderImpl(const BlipTextConfig& config);
    nn::TypedList<BertLayer> layer{nullptr};
};
TORCH_MODULE(BertEncoder);

class BertModelImpl : public torch::nn::Module {
public:
    explicit BertModelImpl(const BlipTextConfig& config);
    // As a decoder: each token sees those before it. states [B, N, D] are what cross-attention reads, of an image or of
    // a question; states_mask [B, N] of 0 and 1, undefined: all of them.
    torch::Tensor forward(const torch::Tensor& ids, const torch::Tensor& attention_mask, const torch::Tensor& states,
                          BlipCache* cache, const torch::Tensor& states_mask = {});
    // As an encoder: each token sees all that the mask [B, L] shows. Without states there is no cross-attention.
    torch::Tensor encode(const torch::Tensor& ids, const torch::Tensor& attention_mask,
                         const torch::Tensor& states = {});

    BertEmbeddings embeddings{nullptr};
    BertEncoder encoder{nullptr};

private:
    void requireLength(const torch::Tensor& ids, std::int64_t past) const;

    std::int64_t max_length_;
};
TORCH_MODULE(BertModel);

class BertHeadTransformImpl : public torch::nn::Module {
public:
    explicit BertHeadTransformImpl(const BlipTextConfig& config);
    torch::Tensor forward(const torch::Tensor& x);

    nn::Linear dense{nullptr};
    nn::LayerNorm LayerNorm{nullptr};

private:
    nn::Activation activation_;
};
TORCH_MODULE(BertHeadTransform);

// The output layer's matrix is the word embedding (tied); only its bias is a parameter here.
class BertPredictionHeadImpl : public torch::nn::Module {
public:
    explicit BertPredictionHeadImpl(const BlipTextConfig& config);
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& word_embeddings);

    torch::Tensor bias;
    BertHeadTransform transform{nullptr};
};
TORCH_MODULE(BertPredictionHead);

class BertOnlyMlmHeadImpl : public torch::nn::Module {
public:
    explicit BertOnlyMlmHeadImpl(const BlipTextConfig& config);
    BertPredictionHead predictions{nullptr};
};
TORCH_MODULE(BertOnlyMlmHead);

class BlipTextDecoderImpl : public torch::nn::Module {
public:
    explicit BlipTextDecoderImpl(const BlipTextConfig& config);
    // Logits [B, L, vocab_size] for each id.
    torch::Tensor forward(const torch::Tensor& ids, const torch::Tensor& attention_mask, const torch::Tensor& states,
                          BlipCache* cache, const torch::Tensor& states_mask = {});
    // Logits [B, vocab_size] for the token after the last id.
    torch::Tensor next(const torch::Tensor& ids, const torch::Tensor& image_states, BlipCache& cache);

    BertModel bert{nullptr};
    BertOnlyMlmHead cls{nullptr};
};
TORCH_MODULE(BlipTextDecoder);

}  // namespace recap
