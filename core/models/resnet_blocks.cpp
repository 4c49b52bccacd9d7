// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/resnet_blocks.h"

#include "nn/activations.h"
#include "nn/interrupt.h"
#include "nn/module_macros.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace recap {

ResnetBlock2DImpl::ResnetBlock2DImpl(const ResnetBlock2DConfig& c)
    : dropout_(c.dropout), output_scale_(c.output_scale_factor) {
    RECAP_MODULE(norm1, nn::GroupNorm(c.groups, c.in_channels, c.eps));
    RECAP_MODULE(conv1, nn::Conv2d(c.in_channels, c.out_channels, 3, 1, 1));
    if (c.temb_channels > 0) RECAP_MODULE(time_emb_proj, nn::Linear(c.temb_channels, c.out_channels));
    RECAP_MODULE(norm2, nn::GroupNorm(c.groups, c.out_channels, c.eps));
    RECAP_MODULE(conv2, nn::Conv2d(c.out_channels, c.out_channels, 3, 1, 1));
    if (c.in_channels != c.out_channels) RECAP_MODULE(conv_shortcut, nn::Conv2d(c.in_channels, c.out_channels, 1));
}

torch::Tensor ResnetBlock2DImpl::forward(const torch::Tensor& x, const torch::Tensor& activated_temb) {
    nn::interruptPoint(x);
    auto h = firstHalf(nn::siluOwned(norm1(x)), activated_temb);  // [B, out, H, W]
    h = nn::dropout(nn::siluOwned(norm2(h)), dropout_, is_training());
    h = conv2->forwardPlus(h, conv_shortcut ? conv_shortcut(x) : x);
    return output_scale_ == 1.0 ? h : h / output_scale_;
}

torch::Tensor ResnetBlock2DImpl::firstHalf(const torch::Tensor& h, const torch::Tensor& activated_temb) {
    if (!time_emb_proj) return conv1(h);
    const auto time = time_emb_proj(activated_temb);  // [B, out], or [1, out] when all samples have the same time step
    if (time.size(0) == 1 && !torch::GradMode::is_enabled())
        return conv1->forwardWithBias(h, conv1->bias + time.squeeze(0));
    return conv1(h) + time.unsqueeze(-1).unsqueeze(-1);
}

Downsample2DImpl::Downsample2DImpl(std::int64_t channels, std::int64_t padding) : pad_bottom_right_(padding == 0) {
    RECAP_MODULE(conv, nn::Conv2d(channels, channels, 3, 2, padding));
}

torch::Tensor Downsample2DImpl::forward(const torch::Tensor& x) {
    return conv(pad_bottom_right_ ? torch::constant_pad_nd(x, {0, 1, 0, 1}) : x);
}

Upsample2DImpl::Upsample2DImpl(std::int64_t channels) {
    RECAP_MODULE(conv, nn::Conv2d(channels, channels, 3, 1, 1));
}

torch::Tensor Upsample2DImpl::forward(const torch::Tensor& x, std::int64_t height, std::int64_t width) {
    return conv(torch::upsample_nearest2d(x, {height, width}));
}

}  // namespace recap
