// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/resnet.h"

#include "nn/interrupt.h"
#include "nn/module_macros.h"

#include <torch/types.h>

namespace recap {
namespace {

using Sides = std::array<std::int64_t, 2>;
constexpr Sides k0{0, 0}, k1{1, 1}, k3{3, 3}, k7{7, 7};
constexpr double kNormEps = 1e-5;
constexpr std::int64_t kExpansion = 4;

torch::Tensor rectified(torch::Tensor x) {
    return torch::relu_(x);
}

}  // namespace

ResNetShortcutImpl::ResNetShortcutImpl(std::int64_t in, std::int64_t out, std::int64_t stride) {
    conv_ = register_module("0", nn::PlainConv2d(in, out, k1, stride, k0));
    norm_ = register_module("1", nn::BatchNorm2d(out, kNormEps));
}

torch::Tensor ResNetShortcutImpl::forward(const torch::Tensor& x) const {
    return conv_->forward(x, norm_);
}

ResNetBottleneckImpl::ResNetBottleneckImpl(std::int64_t in, std::int64_t width, std::int64_t stride,
                                           bool with_shortcut) {
    const std::int64_t out = kExpansion * width;
    RECAP_MODULE(conv1, nn::PlainConv2d(in, width, k1, 1, k0));
    RECAP_MODULE(bn1, nn::BatchNorm2d(width, kNormEps));
    RECAP_MODULE(conv2, nn::PlainConv2d(width, width, k3, stride, k1));
    RECAP_MODULE(bn2, nn::BatchNorm2d(width, kNormEps));
    RECAP_MODULE(conv3, nn::PlainConv2d(width, out, k1, 1, k0));
    RECAP_MODULE(bn3, nn::BatchNorm2d(out, kNormEps));
    if (with_shortcut) RECAP_MODULE(downsample, ResNetShortcut(in, out, stride));
}

torch::Tensor ResNetBottleneckImpl::forward(const torch::Tensor& x) {
    nn::interruptPoint(x);
    auto y = rectified(conv1->forward(x, bn1));
    y = rectified(conv2->forward(y, bn2));
    y = conv3->forward(y, bn3);
    return rectified(y + (downsample ? downsample(x) : x));
}

ResNetImpl::ResNetImpl(const ResNetSizes& sizes) {
    RECAP_MODULE(conv1, nn::PlainConv2d(3, sizes.stem, k7, 2, k3));
    RECAP_MODULE(bn1, nn::BatchNorm2d(sizes.stem, kNormEps));
    RECAP_MODULE(layer1, nn::TypedList<ResNetBottleneck>());
    RECAP_MODULE(layer2, nn::TypedList<ResNetBottleneck>());
    RECAP_MODULE(layer3, nn::TypedList<ResNetBottleneck>());
    RECAP_MODULE(layer4, nn::TypedList<ResNetBottleneck>());
    std::int64_t in = sizes.stem;
    std::size_t stage = 0;
    for (auto* layer : {&layer1, &layer2, &layer3, &layer4}) {
        const auto width = sizes.widths[stage];
        for (std::int64_t i = 0; i < sizes.layers[stage]; ++i) {
            const std::int64_t stride = i == 0 && stage > 0 ? 2 : 1;
            (*layer)->append(ResNetBottleneck(in, width, stride, i == 0 && (stride != 1 || in != kExpansion * width)));
            in = kExpansion * width;
        }
        ++stage;
    }
}

torch::Tensor ResNetImpl::forward(const torch::Tensor& pixel_values) {
    auto x = rectified(conv1->forward(pixel_values.contiguous(torch::MemoryFormat::ChannelsLast), bn1));
    x = torch::max_pool2d(x, {3, 3}, {2, 2}, {1, 1});
    for (auto* layer : {&layer1, &layer2, &layer3, &layer4})
        for (auto& block : **layer) x = block(x);
    return x;
}

}  // namespace recap
