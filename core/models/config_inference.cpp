// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config_inference.h"

#include "base/error.h"

#include <torch/types.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace recap {
namespace {

// Names and shapes of one network, asked by name.
class Shapes {
public:
    Shapes(const StateDict& weights, Message what) : weights_(weights), what_(std::move(what)) {}

    bool has(const std::string& prefix) const {
        const auto found = weights_.lower_bound(prefix);
        return found != weights_.end() && found->first.starts_with(prefix);
    }
    // How many of "<prefix>0.", "<prefix>1." ... are there.
    std::int64_t count(const std::string& prefix) const {
        std::int64_t n = 0;
        while (has(prefix + std::to_string(n) + ".")) ++n;
        return n;
    }
    std::int64_t side(const std::string& name, std::int64_t dimension) const {
        const auto found = weights_.find(name);
        if (found == weights_.end() || found->second.dim() <= dimension)
            throw Error(ErrorCode::BadFormat, message("The %1 of the file has no usable '%2'.", what_, name));
        return found->second.size(dimension);
    }
    bool isMatrix(const std::string& name) const {
        const auto found = weights_.find(name);
        return found != weights_.end() && found->second.dim() == 2;
    }

private:
    const StateDict& weights_;
    Message what_;
};

// The largest power of two, at most `wanted`, that divides every width.
std::int64_t divisorOf(const std::vector<std::int64_t>& widths, std::int64_t wanted) {
    std::int64_t common = 0;
    for (const auto width : widths) common = std::gcd(common, width);
    while (wanted > 1 && common % wanted != 0) wanted /= 2;
    return wanted;
}

std::string numbered(std::string text, std::int64_t index) {
    return text.append(std::to_string(index));
}

UNet2DConditionConfig unetConfig(const StateDict& weights) {
    const Shapes shapes(weights, message("UNet"));
    UNet2DConditionConfig c;
    c.in_channels = shapes.side("conv_in.weight", 1);
    c.out_channels = shapes.side("conv_out.weight", 0);
    c.block_out_channels.clear();
    c.layers_per_block.clear();
    c.transformer_layers_per_block.clear();
    c.down_block_types.clear();
    c.up_block_types.clear();
    const auto levels = shapes.count("down_blocks.");
    for (std::int64_t level = 0; level < levels; ++level) {
        const std::string down = numbered("down_blocks.", level) + ".", up = numbered("up_blocks.", level) + ".";
        c.block_out_channels.push_back(shapes.side(down + "resnets.0.conv1.weight", 0));
        c.layers_per_block.push_back(shapes.count(down + "resnets."));
        const bool attends = shapes.has(down + "attentions.");
        c.down_block_types.emplace_back(attends ? "CrossAttnDownBlock2D" : "DownBlock2D");
        c.up_block_types.emplace_back(shapes.has(up + "attentions.") ? "CrossAttnUpBlock2D" : "UpBlock2D");
        c.transformer_layers_per_block.push_back(attends ? shapes.count(down + "attentions.0.transformer_blocks.") : 1);
    }
    // A level without attention has no depth of its own, but the up blocks may ask for it.
    if (!c.transformer_layers_per_block.empty() && !shapes.has(numbered("down_blocks.", levels - 1) + ".attentions."))
        c.transformer_layers_per_block.back() =
            std::max<std::int64_t>(1, shapes.count("mid_block.attentions.0.transformer_blocks."));
    for (auto* list : {&c.layers_per_block, &c.transformer_layers_per_block})
        if (std::equal(list->begin() + !list->empty(), list->end(), list->begin())) list->resize(!list->empty());
    c.cross_attention_dim = shapes.side("mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight", 1);
    c.use_linear_projection = shapes.isMatrix("mid_block.attentions.0.proj_in.weight");
    c.norm_num_groups = divisorOf(c.block_out_channels, 32);
    c.attention_head_dim = {divisorOf(c.block_out_channels, 8)};
    return c;
}

AutoencoderKLConfig vaeConfig(const StateDict& weights) {
    const Shapes shapes(weights, message("autoencoder"));
    AutoencoderKLConfig c;
    c.in_channels = shapes.side("encoder.conv_in.weight", 1);
    c.out_channels = shapes.side("decoder.conv_out.weight", 0);
    c.latent_channels = shapes.side("decoder.conv_in.weight", 1);
    c.layers_per_block = shapes.count("encoder.down_blocks.0.resnets.");
    c.block_out_channels.clear();
    for (std::int64_t level = 0; level < shapes.count("encoder.down_blocks."); ++level)
        c.block_out_channels.push_back(
            shapes.side(numbered("encoder.down_blocks.", level) + ".resnets.0.conv1.weight", 0));
    c.use_quant_conv = shapes.has("quant_conv.");
    c.use_post_quant_conv = shapes.has("post_quant_conv.");
    c.mid_block_add_attention = shapes.has("encoder.mid_block.attentions.");
    c.norm_num_groups = divisorOf(c.block_out_channels, 32);
    return c;
}

ClipTextConfig textConfig(const StateDict& weights) {
    const Shapes shapes(weights, message("text encoder"));
    const std::string layer = "text_model.encoder.layers.";
    ClipTextConfig c;
    c.vocab_size = shapes.side("text_model.embeddings.token_embedding.weight", 0);
    c.hidden_size = shapes.side("text_model.embeddings.token_embedding.weight", 1);
    c.max_position_embeddings = shapes.side("text_model.embeddings.position_embedding.weight", 0);
    c.num_hidden_layers = shapes.count(layer);
    c.intermediate_size = shapes.side(layer + "0.mlp.fc1.weight", 0);
    c.projection_dim = c.hidden_size;
    c.num_attention_heads = c.hidden_size % 64 == 0 ? c.hidden_size / 64 : divisorOf({c.hidden_size}, 4);
    c.eos_token_id = 2;  // the end is then found as the largest id, whatever the vocabulary
    c.bos_token_id = 0;
    return c;
}

bool isPublished(const LdmConfigs& found, const LdmConfigs& published) {
    const auto &u = found.unet, &pu = published.unet;
    return u.block_out_channels == pu.block_out_channels && u.layers_per_block == pu.layers_per_block &&
           u.down_block_types == pu.down_block_types && u.cross_attention_dim == pu.cross_attention_dim &&
           u.use_linear_projection == pu.use_linear_projection &&
           found.vae.block_out_channels == published.vae.block_out_channels &&
           found.vae.layers_per_block == published.vae.layers_per_block &&
           found.text_encoder.hidden_size == published.text_encoder.hidden_size &&
           found.text_encoder.num_hidden_layers == published.text_encoder.num_hidden_layers;
}

}  // namespace

LdmConfigs inferConfigs(const PipelineWeights& weights, std::vector<Message>& assumed) {
    LdmConfigs found{unetConfig(weights.unet), vaeConfig(weights.vae), textConfig(weights.text_encoder)};
    const LdmConfigs published = LdmConfigs::stableDiffusion1();
    if (isPublished(found, published)) {
        LdmConfigs out = published;
        // Inpainting models and enlarged vocabularies differ in these only.
        out.unet.in_channels = found.unet.in_channels;
        out.text_encoder.vocab_size = found.text_encoder.vocab_size;
        return out;
    }
    assumed.push_back(
        message("The file is not of a published size and does not say how many attention heads it has; %1 are assumed "
                "in the UNet and %2 in the text encoder.",
                found.unet.attention_head_dim.front(), found.text_encoder.num_attention_heads));
    assumed.push_back(
        message("The file does not say how many groups its normalisation has; %1 are assumed in the UNet and %2 in the "
                "autoencoder.",
                found.unet.norm_num_groups, found.vae.norm_num_groups));
    if (found.text_encoder.vocab_size != published.text_encoder.vocab_size)
        assumed.push_back(message("Its vocabulary has %1 entries and is not in the file; CLIP's own does not fit it.",
                                  found.text_encoder.vocab_size));
    assumed.push_back(
        message("Give the folder of a model of the same kind as configuration to have the exact numbers."));
    found.unet.check();
    found.vae.sample_size = found.unet.sample_size * found.vae.factor();
    found.vae.check();
    found.text_encoder.check();
    return found;
}

}  // namespace recap
