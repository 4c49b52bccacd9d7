// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/vae_blocks.h"

#include "models/autoencoder_kl.h"
#include "nn/activations.h"
#include "nn/attention.h"
#include "nn/module_macros.h"

#include <torch/types.h>

namespace recap {
namespace {

constexpr double kVaeEps = 1e-6;

ResnetBlock2DConfig vaeResnet(const AutoencoderKLConfig& c, std::int64_t in, std::int64_t out) {
    ResnetBlock2DConfig resnet;
    resnet.in_channels = in;
    resnet.out_channels = out;
    resnet.groups = c.norm_num_groups;
    resnet.eps = kVaeEps;
    return resnet;
}

void appendResnets(nn::TypedList<ResnetBlock2D>& resnets, ResnetBlock2DConfig config, std::int64_t layers) {
    for (std::int64_t j = 0; j < layers; ++j) {
        resnets->append(ResnetBlock2D(config));
        config.in_channels = config.out_channels;
    }
}

}  // namespace

VaeAttentionImpl::VaeAttentionImpl(std::int64_t channels, std::int64_t groups) {
    RECAP_MODULE(group_norm, nn::GroupNorm(groups, channels, kVaeEps));
    RECAP_MODULE(to_q, nn::Linear(channels, channels));
    RECAP_MODULE(to_k, nn::Linear(channels, channels));
    RECAP_MODULE(to_v, nn::Linear(channels, channels));
    RECAP_MODULE(to_out, nn::TypedList<nn::Linear>());
    to_out->append(nn::Linear(channels, channels));
}

torch::Tensor VaeAttentionImpl::forward(const torch::Tensor& x) {
    const auto b = x.size(0), c = x.size(1), h = x.size(2), w = x.size(3);
    const auto tokens = group_norm(x).permute({0, 2, 3, 1}).reshape({b, h * w, c});  // [B, H W, C]
    const auto q = nn::splitHeads(to_q(tokens), 1);                                  // [B, 1, H W, C]
    const auto k = nn::splitHeads(to_k(tokens), 1);
    const auto v = nn::splitHeads(to_v(tokens), 1);
    const auto out = to_out->back()(nn::mergeHeads(nn::attend(q, k, v)));
    return x + out.view({b, h, w, c}).permute({0, 3, 1, 2});
}

VaeMidBlockImpl::VaeMidBlockImpl(const ResnetBlock2DConfig& resnet, bool with_attention) {
    if (with_attention) RECAP_MODULE(attentions, nn::TypedList<VaeAttention>());
    RECAP_MODULE(resnets, nn::TypedList<ResnetBlock2D>());
    resnets->append(ResnetBlock2D(resnet));
    if (with_attention) attentions->append(VaeAttention(resnet.out_channels, resnet.groups));
    resnets->append(ResnetBlock2D(resnet));
}

torch::Tensor VaeMidBlockImpl::forward(torch::Tensor x) {
    x = (*resnets)[0](x);
    if (attentions) x = (*attentions)[0](x);
    return (*resnets)[1](x);
}

DownEncoderBlock2DImpl::DownEncoderBlock2DImpl(const ResnetBlock2DConfig& resnet, std::int64_t layers,
                                               bool downsample) {
    RECAP_MODULE(resnets, nn::TypedList<ResnetBlock2D>());
    appendResnets(resnets, resnet, layers);
    if (!downsample) return;
    RECAP_MODULE(downsamplers, nn::TypedList<Downsample2D>());
    downsamplers->append(Downsample2D(resnet.out_channels, 0));
}

torch::Tensor DownEncoderBlock2DImpl::forward(torch::Tensor x) {
    for (auto& resnet : *resnets) x = resnet(x);
    return downsamplers ? downsamplers->back()(x) : x;
}

UpDecoderBlock2DImpl::UpDecoderBlock2DImpl(const ResnetBlock2DConfig& resnet, std::int64_t layers, bool upsample) {
    RECAP_MODULE(resnets, nn::TypedList<ResnetBlock2D>());
    appendResnets(resnets, resnet, layers);
    if (!upsample) return;
    RECAP_MODULE(upsamplers, nn::TypedList<Upsample2D>());
    upsamplers->append(Upsample2D(resnet.out_channels));
}

torch::Tensor UpDecoderBlock2DImpl::forward(torch::Tensor x) {
    for (auto& resnet : *resnets) x = resnet(x);
    return upsamplers ? upsamplers->back()(x, 2 * x.size(2), 2 * x.size(3)) : x;
}

VaeEncoderImpl::VaeEncoderImpl(const AutoencoderKLConfig& c) {
    const auto& channels = c.block_out_channels;
    RECAP_MODULE(conv_in, nn::Conv2d(c.in_channels, channels.front(), 3, 1, 1));
    RECAP_MODULE(down_blocks, nn::TypedList<DownEncoderBlock2D>());
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto resnet = vaeResnet(c, channels[i == 0 ? 0 : i - 1], channels[i]);
        down_blocks->append(DownEncoderBlock2D(resnet, c.layers_per_block, i + 1 < channels.size()));
    }
    RECAP_MODULE(mid_block, VaeMidBlock(vaeResnet(c, channels.back(), channels.back()), c.mid_block_add_attention));
    RECAP_MODULE(conv_norm_out, nn::GroupNorm(c.norm_num_groups, channels.back(), kVaeEps));
    RECAP_MODULE(conv_out, nn::Conv2d(channels.back(), 2 * c.latent_channels, 3, 1, 1));
}

torch::Tensor VaeEncoderImpl::forward(torch::Tensor x) {
    x = conv_in(x);
    for (auto& block : *down_blocks) x = block(x);
    return conv_out(nn::siluOwned(conv_norm_out(mid_block(x))));
}

VaeDecoderImpl::VaeDecoderImpl(const AutoencoderKLConfig& c) {
    const auto& channels = c.block_out_channels;
    const std::size_t levels = channels.size();
    RECAP_MODULE(conv_in, nn::Conv2d(c.latent_channels, channels.back(), 3, 1, 1));
    RECAP_MODULE(up_blocks, nn::TypedList<UpDecoderBlock2D>());
    RECAP_MODULE(mid_block, VaeMidBlock(vaeResnet(c, channels.back(), channels.back()), c.mid_block_add_attention));
    for (std::size_t i = 0; i < levels; ++i) {
        const std::size_t mirrored = levels - 1 - i;
        const auto resnet = vaeResnet(c, channels[i == 0 ? mirrored : mirrored + 1], channels[mirrored]);
        up_blocks->append(UpDecoderBlock2D(resnet, c.layers_per_block + 1, i + 1 < levels));
    }
    RECAP_MODULE(conv_norm_out, nn::GroupNorm(c.norm_num_groups, channels.front(), kVaeEps));
    RECAP_MODULE(conv_out, nn::Conv2d(channels.front(), c.out_channels, 3, 1, 1));
}

torch::Tensor VaeDecoderImpl::forward(torch::Tensor z) {
    z = mid_block(conv_in(z));
    for (auto& block : *up_blocks) z = block(z);
    return conv_out(nn::siluOwned(conv_norm_out(z)));
}

}  // namespace recap
