// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/unet_blocks.h"

#include "nn/module_macros.h"
#include "nn/recompute.h"

#include <torch/types.h>

namespace recap {
namespace {

torch::Tensor through(const ResnetBlock2D& resnet, const torch::Tensor& x, const torch::Tensor& temb) {
    return nn::recomputable(
        [resnet = resnet.ptr()](const torch::Tensor& a, const torch::Tensor& b) { return resnet->forward(a, b); }, x,
        temb);
}

ResnetBlock2D makeResnet(ResnetBlock2DConfig config, std::int64_t in, std::int64_t out) {
    config.in_channels = in;
    config.out_channels = out;
    return ResnetBlock2D(config);
}

}  // namespace

UNetDownBlockImpl::UNetDownBlockImpl(const UNetLevelConfig& c) {
    // Attentions first: the order of construction is that of the Python lists' registration and so of random weights.
    if (c.attention) RECAP_MODULE(attentions, nn::TypedList<Transformer2DModel>());
    RECAP_MODULE(resnets, nn::TypedList<ResnetBlock2D>());
    for (std::int64_t j = 0; j < c.layers; ++j) {
        resnets->append(makeResnet(c.resnet, j == 0 ? c.in_channels : c.out_channels, c.out_channels));
        if (c.attention) attentions->append(Transformer2DModel(*c.attention));
    }
    if (c.resample) {
        RECAP_MODULE(downsamplers, nn::TypedList<Downsample2D>());
        downsamplers->append(Downsample2D(c.out_channels, 1));
    }
}

torch::Tensor UNetDownBlockImpl::forward(torch::Tensor x, const torch::Tensor& temb, const torch::Tensor& context,
                                         std::vector<torch::Tensor>& skips) {
    for (std::size_t j = 0; j < resnets->size(); ++j) {
        x = through((*resnets)[j], x, temb);
        if (attentions) x = (*attentions)[j](x, context);
        skips.push_back(x);
    }
    if (downsamplers) {
        x = downsamplers->back()(x);
        skips.push_back(x);
    }
    return x;
}

UNetMidBlock2DCrossAttnImpl::UNetMidBlock2DCrossAttnImpl(const ResnetBlock2DConfig& resnet,
                                                         const Transformer2DConfig& attention) {
    RECAP_MODULE(attentions, nn::TypedList<Transformer2DModel>());
    RECAP_MODULE(resnets, nn::TypedList<ResnetBlock2D>());
    resnets->append(makeResnet(resnet, attention.channels, attention.channels));
    attentions->append(Transformer2DModel(attention));
    resnets->append(makeResnet(resnet, attention.channels, attention.channels));
}

torch::Tensor UNetMidBlock2DCrossAttnImpl::forward(torch::Tensor x, const torch::Tensor& temb,
                                                   const torch::Tensor& context) {
    x = through((*resnets)[0], x, temb);
    x = (*attentions)[0](x, context);
    return through((*resnets)[1], x, temb);
}

UNetUpBlockImpl::UNetUpBlockImpl(const UNetLevelConfig& c) {
    if (c.attention) RECAP_MODULE(attentions, nn::TypedList<Transformer2DModel>());
    RECAP_MODULE(resnets, nn::TypedList<ResnetBlock2D>());
    for (std::int64_t j = 0; j < c.layers; ++j) {
        // The last layer meets the skip of the level above; the first one follows the block below.
        const std::int64_t skip = j == c.layers - 1 ? c.in_channels : c.out_channels;
        const std::int64_t below = j == 0 ? c.below_channels : c.out_channels;
        resnets->append(makeResnet(c.resnet, below + skip, c.out_channels));
        if (c.attention) attentions->append(Transformer2DModel(*c.attention));
    }
    if (c.resample) {
        RECAP_MODULE(upsamplers, nn::TypedList<Upsample2D>());
        upsamplers->append(Upsample2D(c.out_channels));
    }
}

torch::Tensor UNetUpBlockImpl::forward(torch::Tensor x, const torch::Tensor& temb, const torch::Tensor& context,
                                       std::vector<torch::Tensor>& skips) {
    for (std::size_t j = 0; j < resnets->size(); ++j) {
        x = through((*resnets)[j], torch::cat({x, skips.back()}, 1), temb);
        skips.pop_back();
        if (attentions) x = (*attentions)[j](x, context);
    }
    if (upsamplers) {
        const auto& next = skips.back();
        x = upsamplers->back()(x, next.size(2), next.size(3));
    }
    return x;
}

}  // namespace recap
