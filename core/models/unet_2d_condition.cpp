// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/unet_2d_condition.h"

#include "base/error.h"
#include "nn/activations.h"
#include "nn/embeddings.h"
#include "nn/module_macros.h"

#include <torch/types.h>

#include <sstream>

namespace recap {
namespace {

ResnetBlock2DConfig resnetOf(const UNet2DConditionConfig& c) {
    ResnetBlock2DConfig resnet;
    resnet.temb_channels = 4 * c.block_out_channels.front();
    resnet.groups = c.norm_num_groups;
    resnet.eps = c.norm_eps;
    resnet.dropout = c.dropout;
    return resnet;
}

Transformer2DConfig transformerOf(const UNet2DConditionConfig& c, std::size_t level) {
    Transformer2DConfig attention;
    attention.channels = c.block_out_channels[level];
    attention.cross_attention_dim = c.cross_attention_dim;
    attention.heads = c.headsAt(level);
    attention.layers = c.transformerLayersAt(level);
    attention.groups = c.norm_num_groups;
    attention.use_linear_projection = c.use_linear_projection;
    return attention;
}

UNetLevelConfig downLevel(const UNet2DConditionConfig& c, std::size_t i) {
    UNetLevelConfig level;
    level.in_channels = c.block_out_channels[i == 0 ? 0 : i - 1];
    level.out_channels = c.block_out_channels[i];
    level.layers = c.layersAt(i);
    level.resnet = resnetOf(c);
    if (c.down_block_types[i] == "CrossAttnDownBlock2D") level.attention = transformerOf(c, i);
    level.resample = i + 1 < c.levels();
    return level;
}

// Up block i stands at the level mirrored from the end of the down path.
UNetLevelConfig upLevel(const UNet2DConditionConfig& c, std::size_t i) {
    const std::size_t mirrored = c.levels() - 1 - i;
    UNetLevelConfig level;
    level.in_channels = c.block_out_channels[mirrored == 0 ? 0 : mirrored - 1];
    level.out_channels = c.block_out_channels[mirrored];
    level.below_channels = c.block_out_channels[i == 0 ? mirrored : mirrored + 1];
    level.layers = c.layersAt(mirrored) + 1;
    level.resnet = resnetOf(c);
    if (c.up_block_types[i] == "CrossAttnUpBlock2D") level.attention = transformerOf(c, mirrored);
    level.resample = i + 1 < c.levels();
    return level;
}

[[noreturn]] void failShape(const Message& what, const torch::Tensor& tensor, const std::string& expected) {
    throw Error(ErrorCode::ShapeMismatch,
                message("The UNet's %1 has shape %2 but must be %3.", what, c10::str(tensor.sizes()), expected));
}

}  // namespace

TimestepEmbeddingImpl::TimestepEmbeddingImpl(std::int64_t in, std::int64_t width) {
    RECAP_MODULE(linear_1, nn::Linear(in, width));
    RECAP_MODULE(linear_2, nn::Linear(width, width));
}

torch::Tensor TimestepEmbeddingImpl::forward(const torch::Tensor& sinusoids) {
    return linear_2(nn::siluOwned(linear_1(sinusoids)));
}

UNet2DConditionImpl::UNet2DConditionImpl(const UNet2DConditionConfig& config) : config_(config) {
    config_.check();
    const auto& channels = config_.block_out_channels;
    RECAP_MODULE(conv_in, nn::Conv2d(config_.in_channels, channels.front(), 3, 1, 1));
    RECAP_MODULE(time_embedding, TimestepEmbedding(channels.front(), 4 * channels.front()));
    buildLevels();
    RECAP_MODULE(conv_norm_out, nn::GroupNorm(config_.norm_num_groups, channels.front(), config_.norm_eps));
    RECAP_MODULE(conv_out, nn::Conv2d(channels.front(), config_.out_channels, 3, 1, 1));
}

void UNet2DConditionImpl::buildLevels() {
    RECAP_MODULE(down_blocks, nn::TypedList<UNetDownBlock>());
    RECAP_MODULE(up_blocks, nn::TypedList<UNetUpBlock>());
    for (std::size_t i = 0; i < config_.levels(); ++i) down_blocks->append(UNetDownBlock(downLevel(config_, i)));
    ResnetBlock2DConfig middle = resnetOf(config_);
    middle.output_scale_factor = config_.mid_block_scale_factor;
    RECAP_MODULE(mid_block, UNetMidBlock2DCrossAttn(middle, transformerOf(config_, config_.levels() - 1)));
    for (std::size_t i = 0; i < config_.levels(); ++i) up_blocks->append(UNetUpBlock(upLevel(config_, i)));
}

torch::Tensor UNet2DConditionImpl::timeEmbedding(const torch::Tensor& sample, const torch::Tensor& timesteps) {
    const auto steps = timesteps.to(sample.device()).reshape({-1});  // [B], or [1] for one time step of all samples
    const auto sinusoids =
        nn::timestepEmbedding(steps, config_.block_out_channels.front(), config_.flip_sin_to_cos, config_.freq_shift);
    return torch::silu(
        time_embedding(sinusoids.to(sample.scalar_type())));  // [B or 1, 4 C]; every user applies SiLU first
}

torch::Tensor UNet2DConditionImpl::forward(const torch::Tensor& sample, const torch::Tensor& timesteps,
                                           const torch::Tensor& encoder_hidden_states) {
    requireInputs(sample, timesteps, encoder_hidden_states);
    const auto temb = timeEmbedding(sample, timesteps);
    auto x = conv_in(config_.center_input_sample ? 2 * sample - 1.0 : sample);
    std::vector<torch::Tensor> skips{x};
    for (auto& block : *down_blocks) x = block(x, temb, encoder_hidden_states, skips);
    x = mid_block(x, temb, encoder_hidden_states);
    for (auto& block : *up_blocks) x = block(x, temb, encoder_hidden_states, skips);
    return conv_out(nn::siluOwned(conv_norm_out(x)));
}

void UNet2DConditionImpl::requireInputs(const torch::Tensor& sample, const torch::Tensor& timesteps,
                                        const torch::Tensor& context) const {
    if (sample.dim() != 4 || sample.size(1) != config_.in_channels)
        failShape(message("sample"), sample, "[B, " + std::to_string(config_.in_channels) + ", H, W]");
    if (timesteps.numel() != 1 && timesteps.numel() != sample.size(0))
        failShape(message("time step"), timesteps, "[] or [B]");
    if (context.dim() != 3 || context.size(0) != sample.size(0) || context.size(2) != config_.cross_attention_dim)
        failShape(message("text embedding"), context, "[B, L, " + std::to_string(config_.cross_attention_dim) + "]");
}

}  // namespace recap
