// SPDX-License-Identifier: GPL-3.0-or-later
//
// The convolutions of a residual network with bottlenecks (ResNet-50 and its like) as a backbone: keys as in
// torchvision and timm, frozen normalisation, the stride on the 3 x 3 convolution. It judges only: there is no training
// mode.
#pragma once

#include "nn/batch_norm.h"
#include "nn/typed_list.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <array>
#include <cstdint>

namespace recap {

struct ResNetSizes {
    std::array<std::int64_t, 4> layers{3, 4, 6, 3};
    std::array<std::int64_t, 4> widths{64, 128, 256, 512};  // inside of a bottleneck; four times as many come out
    std::int64_t stem = 64;
};

// What brings a block's input to the shape of its result: "0" a convolution, "1" its normalisation.
class ResNetShortcutImpl : public torch::nn::Module {
public:
    ResNetShortcutImpl(std::int64_t in, std::int64_t out, std::int64_t stride);
    torch::Tensor forward(const torch::Tensor& x) const;

private:
    nn::PlainConv2d conv_{nullptr};
    nn::BatchNorm2d norm_{nullptr};
};
TORCH_MODULE(ResNetShortcut);

class ResNetBottleneckImpl : public torch::nn::Module {
public:
    ResNetBottleneckImpl(std::int64_t in, std::int64_t width, std::int64_t stride, bool with_shortcut);
    torch::Tensor forward(const torch::Tensor& x);

    nn::PlainConv2d conv1{nullptr}, conv2{nullptr}, conv3{nullptr};
    nn::BatchNorm2d bn1{nullptr}, bn2{nullptr}, bn3{nullptr};
    ResNetShortcut downsample{nullptr};  // null where the shapes are the same
};
TORCH_MODULE(ResNetBottleneck);

class ResNetImpl : public torch::nn::Module {
public:
    explicit ResNetImpl(const ResNetSizes& sizes);
    // Normalised pixels [B, 3, H, W] -> the last stage, [B, 4 * widths[3], H / 32, W / 32] (rounded up).
    torch::Tensor forward(const torch::Tensor& pixel_values);

    nn::PlainConv2d conv1{nullptr};
    nn::BatchNorm2d bn1{nullptr};
    nn::TypedList<ResNetBottleneck> layer1{nullptr}, layer2{nullptr}, layer3{nullptr}, layer4{nullptr};
};
TORCH_MODULE(ResNet);

}  // namespace recap
