// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a picture becomes what a judge's network takes. Every published way has a name of its own, because a number made
// with another one is another number. Pictures are RGB; results are float32 [3, height, width] on the CPU.
#pragma once

#include "image/image_buffer.h"

#include <torch/types.h>

#include <array>
#include <string_view>
#include <vector>

namespace recap {

struct ChannelStatistics {
    std::array<double, 3> mean, deviation;
};
inline constexpr ChannelStatistics kImageNetStatistics{{0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}};
inline constexpr ChannelStatistics kClipStatistics{{0.48145466, 0.4578275, 0.40821073},
                                                   {0.26862954, 0.26130258, 0.27577711}};

// Of Inception, 299 x 299. The first three are for the network of FID, the others for torchvision's.
// pytorch-fid: torch's bilinear resize without antialiasing; 2 x / 255 - 1.
torch::Tensor pytorchFidInput(const ImageBuffer& image);
// clean-fid: Pillow's bicubic filter on float channels, not rounded, clipped to 0..255; (x - 128) / 128.
torch::Tensor cleanFidInput(const ImageBuffer& image);
// clean-fid's mode legacy_pytorch: torch's bilinear resize, the scale of clean-fid.
torch::Tensor legacyPytorchFidInput(const ImageBuffer& image);
// The transform of torchvision's ImageNet weights: shorter side 342 (Pillow, bilinear), centre 299, ImageNet's
// statistics.
torch::Tensor torchvisionInceptionInput(const ImageBuffer& image);
// TISE's: straight to 299 x 299 (Pillow, bilinear), 0..1, although the network expects normalised pixels.
torch::Tensor tiseInceptionInput(const ImageBuffer& image);
// TISE's of O-IS: straight to 299 x 299 (Pillow, bilinear) with ImageNet's statistics, which the torchvision form of
// the network turns into pixels from -1 to 1.
torch::Tensor tiseObjectInput(const ImageBuffer& image);

struct JudgeInput {
    std::string_view name;  // as it is stored with numbers, e.g. "clean-fid"
    torch::Tensor (*of)(const ImageBuffer& image);
};
const std::vector<JudgeInput>& inceptionInputs();

// DINOv2: shorter side to `shortest`, centre `side` (its published processor: 256 and 224), or straight to
// side x side (dgm-eval: 224). Pillow's bicubic filter, ImageNet's statistics.
torch::Tensor dinov2ProcessorInput(const ImageBuffer& image, int shortest = 256, int side = 224);
torch::Tensor dgmEvalInput(const ImageBuffer& image, int side = 224);

// open_clip's evaluation transform: shorter side to `side` (Pillow, bicubic), central square at an offset rounded half
// to even. open_clip resizes palette pictures before it converts them to RGB; here they are RGB from the start.
torch::Tensor openClipInput(const ImageBuffer& image, int side, const ChannelStatistics& statistics = kClipStatistics);

// DETR: the size that its processor brings a picture to, {width, height}: shorter side `shortest` unless the longer one
// would exceed `longest` then.
std::array<int, 2> detrInputSize(int width, int height, int shortest = 800, int longest = 1333);
torch::Tensor detrInput(const ImageBuffer& image, int shortest = 800, int longest = 1333,
                        const ChannelStatistics& statistics = kImageNetStatistics);

// Pictures of several sizes as one batch: zeros right of and below each, and what is picture. [B, 3, H, W] float32 and
// [B, H, W] bool.
struct PaddedBatch {
    torch::Tensor pixels, mask;
};
PaddedBatch paddedBatch(const std::vector<torch::Tensor>& pictures);

}  // namespace recap
