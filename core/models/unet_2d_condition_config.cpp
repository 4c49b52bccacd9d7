// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/unet_2d_condition_config.h"

#include "models/model_config.h"

#include <algorithm>

namespace recap {
namespace {

constexpr std::string_view kModel = "UNet2DConditionModel";

std::int64_t oneOrEach(const std::vector<std::int64_t>& values, std::size_t level) {
    return values.size() == 1 ? values.front() : values.at(level);
}

// Fields of other model families (SDXL, DeepFloyd, text-free) whose values would change the computation.
void refuseOtherFamilies(const ConfigReader& reader) {
    for (const char* name : {"class_embed_type", "addition_embed_type", "addition_time_embed_dim", "num_class_embeds",
                             "encoder_hid_dim", "encoder_hid_dim_type", "time_embedding_dim", "time_embedding_act_fn",
                             "timestep_post_act", "time_cond_proj_dim", "projection_class_embeddings_input_dim",
                             "cross_attention_norm", "reverse_transformer_layers_per_block"})
        reader.refuseUnless(name, {});
    for (const char* name : {"dual_cross_attention", "upcast_attention", "resnet_skip_time_act",
                             "class_embeddings_concat", "mid_block_only_cross_attention", "only_cross_attention"})
        reader.refuseUnless(name, {false});
    reader.refuseUnless("act_fn", {"silu", "swish"});
    reader.refuseUnless("resnet_time_scale_shift", {"default"});
    reader.refuseUnless("time_embedding_type", {"positional"});
    reader.refuseUnless("attention_type", {"default"});
    reader.refuseUnless("mid_block_type", {"UNetMidBlock2DCrossAttn"});
    reader.refuseUnless("conv_in_kernel", {3});
    reader.refuseUnless("conv_out_kernel", {3});
    reader.refuseUnless("resnet_out_scale_factor", {1, 1.0});
}

bool eachIsOneOf(const std::vector<std::string>& types, std::string_view a, std::string_view b) {
    return std::all_of(types.begin(), types.end(), [&](const auto& type) { return type == a || type == b; });
}

bool positive(const std::vector<std::int64_t>& values) {
    return std::all_of(values.begin(), values.end(), [](auto v) { return v > 0; });
}

}  // namespace

UNet2DConditionConfig UNet2DConditionConfig::fromJson(const Json& json) {
    const ConfigReader reader(json, kModel);
    UNet2DConditionConfig c;
    c.source = json;
    refuseOtherFamilies(reader);
    if (const auto size = json.find("sample_size"); size != json.end() && size->is_number_integer())
        reader.read("sample_size", c.sample_size);  // null and pairs occur; the size only sets a default for sampling
    reader.read("in_channels", c.in_channels);
    reader.read("out_channels", c.out_channels);
    reader.read("center_input_sample", c.center_input_sample);
    reader.read("flip_sin_to_cos", c.flip_sin_to_cos);
    reader.read("freq_shift", c.freq_shift);
    reader.read("down_block_types", c.down_block_types);
    reader.read("up_block_types", c.up_block_types);
    reader.read("block_out_channels", c.block_out_channels);
    reader.readOneOrMany("layers_per_block", c.layers_per_block);
    reader.read("downsample_padding", c.downsample_padding);
    reader.read("mid_block_scale_factor", c.mid_block_scale_factor);
    reader.read("dropout", c.dropout);
    reader.read("norm_num_groups", c.norm_num_groups);
    reader.read("norm_eps", c.norm_eps);
    reader.read("cross_attention_dim", c.cross_attention_dim);
    reader.readOneOrMany("transformer_layers_per_block", c.transformer_layers_per_block);
    reader.readOneOrMany("attention_head_dim", c.attention_head_dim);
    if (const auto heads = json.find("num_attention_heads"); heads != json.end() && !heads->is_null())
        reader.readOneOrMany("num_attention_heads", c.attention_head_dim);
    reader.read("use_linear_projection", c.use_linear_projection);
    c.check();
    return c;
}

Json UNet2DConditionConfig::toJson() const {
    Json out = source;
    if (!out.contains("_class_name")) out["_class_name"] = kModel;
    if (!out.contains("sample_size") || out["sample_size"].is_number()) out["sample_size"] = sample_size;
    out["in_channels"] = in_channels;
    out["out_channels"] = out_channels;
    out["center_input_sample"] = center_input_sample;
    out["flip_sin_to_cos"] = flip_sin_to_cos;
    if (!out.contains("freq_shift") || out["freq_shift"] != freq_shift) out["freq_shift"] = freq_shift;
    out["down_block_types"] = down_block_types;
    out["up_block_types"] = up_block_types;
    out["block_out_channels"] = block_out_channels;
    out["layers_per_block"] = oneOrMany(layers_per_block);
    out["downsample_padding"] = downsample_padding;
    if (!out.contains("mid_block_scale_factor") || out["mid_block_scale_factor"] != mid_block_scale_factor)
        out["mid_block_scale_factor"] = mid_block_scale_factor;
    out["dropout"] = dropout;
    out["norm_num_groups"] = norm_num_groups;
    out["norm_eps"] = norm_eps;
    out["cross_attention_dim"] = cross_attention_dim;
    out["transformer_layers_per_block"] = oneOrMany(transformer_layers_per_block);
    const bool renamed = out.contains("num_attention_heads") && !out["num_attention_heads"].is_null();
    out[renamed ? "num_attention_heads" : "attention_head_dim"] = oneOrMany(attention_head_dim);
    out["use_linear_projection"] = use_linear_projection;
    return out;
}

void UNet2DConditionConfig::check() const {
    const auto require = [](bool condition, const Message& sentence) { requireConfig(condition, kModel, sentence); };
    require(!block_out_channels.empty() && positive(block_out_channels),
            message("block_out_channels needs positive numbers"));
    require(norm_num_groups > 0, message("norm_num_groups must be positive"));
    require(down_block_types.size() == levels() && up_block_types.size() == levels(),
            message("down_block_types, up_block_types and block_out_channels must have the same length"));
    require(eachIsOneOf(down_block_types, "CrossAttnDownBlock2D", "DownBlock2D"),
            message("down_block_types knows CrossAttnDownBlock2D and DownBlock2D only"));
    require(eachIsOneOf(up_block_types, "CrossAttnUpBlock2D", "UpBlock2D"),
            message("up_block_types knows CrossAttnUpBlock2D and UpBlock2D only"));
    require(downsample_padding == 1, message("downsample_padding must be 1"));
    require(in_channels > 0 && out_channels > 0 && cross_attention_dim > 0, message("channel counts must be positive"));
    for (const auto* list : {&layers_per_block, &transformer_layers_per_block, &attention_head_dim})
        require((list->size() == 1 || list->size() == levels()) && positive(*list),
                message("layers_per_block, transformer_layers_per_block and attention_head_dim need one positive "
                        "number, or one for each level"));
    for (std::size_t i = 0; i < levels(); ++i) {
        const std::int64_t channels = block_out_channels[i];
        require(channels % norm_num_groups == 0, message("block_out_channels must be multiples of norm_num_groups"));
        require(channels % headsAt(i) == 0, message("block_out_channels must be multiples of the number of heads"));
    }
}

std::int64_t UNet2DConditionConfig::layersAt(std::size_t level) const {
    return oneOrEach(layers_per_block, level);
}
std::int64_t UNet2DConditionConfig::transformerLayersAt(std::size_t level) const {
    return oneOrEach(transformer_layers_per_block, level);
}
std::int64_t UNet2DConditionConfig::headsAt(std::size_t level) const {
    return oneOrEach(attention_head_dim, level);
}

}  // namespace recap
