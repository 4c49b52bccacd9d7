// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/judge_input.h"

#include "image/crop.h"
#include "image/resize.h"
#include "tensor_io/image_tensors.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

constexpr int kInceptionSide = 299;

torch::Tensor floatPixels(const ImageBuffer& image) {
    return bytesFromImage(image).to(torch::kFloat32);
}

torch::Tensor normalised(const ImageBuffer& image, const ChannelStatistics& statistics) {
    const auto column = [](const std::array<double, 3>& values) {
        return torch::tensor({values[0], values[1], values[2]}, torch::kFloat32).view({3, 1, 1});
    };
    return (floatPixels(image) / 255 - column(statistics.mean)) / column(statistics.deviation);
}

torch::Tensor torchBilinear(const torch::Tensor& pixels) {
    return torch::upsample_bilinear2d(pixels.unsqueeze(0), {kInceptionSide, kInceptionSide}, false).squeeze(0);
}

torch::Tensor cleanFidScale(const torch::Tensor& pixels) {
    return (pixels.clamp(0, 255) - 128) / 128;
}

// As Python and torchvision round: halves to even.
int rounded(double value) {
    return static_cast<int>(std::nearbyint(value));
}

ImageBuffer roundedCentre(const ImageBuffer& image, int side) {
    return crop(image, rounded((image.width - side) / 2.0), rounded((image.height - side) / 2.0), side, side);
}

}  // namespace

torch::Tensor pytorchFidInput(const ImageBuffer& image) {
    return torchBilinear(floatPixels(image) / 255) * 2 - 1;
}

torch::Tensor cleanFidInput(const ImageBuffer& image) {
    constexpr std::size_t kPixels = std::size_t{kInceptionSide} * kInceptionSide;
    const auto pixels = resizeImageFloat(image, kInceptionSide, kInceptionSide, Filter::Bicubic);
    auto out = torch::empty({3, kInceptionSide, kInceptionSide}, torch::kFloat32);
    auto* planes = out.data_ptr<float>();
    // cleanFidScale() and the order of the channels in one pass.
    for (std::size_t i = 0; i < kPixels; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            planes[c * kPixels + i] = (std::clamp(pixels[3 * i + c], 0.0F, 255.0F) - 128.0F) / 128.0F;
    return out;
}

torch::Tensor legacyPytorchFidInput(const ImageBuffer& image) {
    return cleanFidScale(torchBilinear(floatPixels(image)));
}

torch::Tensor torchvisionInceptionInput(const ImageBuffer& image) {
    constexpr int kShortest = 342;
    return normalised(roundedCentre(resizeShortestEdge(image, kShortest, Filter::Bilinear), kInceptionSide),
                      kImageNetStatistics);
}

torch::Tensor tiseInceptionInput(const ImageBuffer& image) {
    return floatPixels(resizeImage(image, kInceptionSide, kInceptionSide, Filter::Bilinear)) / 255;
}

torch::Tensor tiseObjectInput(const ImageBuffer& image) {
    return normalised(resizeImage(image, kInceptionSide, kInceptionSide, Filter::Bilinear), kImageNetStatistics);
}

const std::vector<JudgeInput>& inceptionInputs() {
    static const std::vector<JudgeInput> inputs{{"pytorch-fid", pytorchFidInput},
                                                {"clean-fid", cleanFidInput},
                                                {"clean-fid legacy_pytorch", legacyPytorchFidInput},
                                                {"torchvision", torchvisionInceptionInput},
                                                {"tise", tiseInceptionInput}};
    return inputs;
}

torch::Tensor dinov2ProcessorInput(const ImageBuffer& image, int shortest, int side) {
    return normalised(centreCrop(resizeShortestEdge(image, shortest, Filter::Bicubic), side, side),
                      kImageNetStatistics);
}

torch::Tensor dgmEvalInput(const ImageBuffer& image, int side) {
    return normalised(resizeImage(image, side, side, Filter::Bicubic), kImageNetStatistics);
}

torch::Tensor openClipInput(const ImageBuffer& image, int side, const ChannelStatistics& statistics) {
    return normalised(roundedCentre(resizeShortestEdge(image, side, Filter::Bicubic), side), statistics);
}

std::array<int, 2> detrInputSize(int width, int height, int shortest, int longest) {
    const double low = std::min(width, height), high = std::max(width, height);
    double raw = shortest;
    int size = shortest;
    if (high / low * shortest > longest) {
        raw = longest * low / high;
        size = rounded(raw);
    }
    if (low == size) return {width, height};
    const int other = std::max(1, static_cast<int>(raw * high / low));
    size = std::max(1, size);
    return width < height ? std::array{size, other} : std::array{other, size};
}

torch::Tensor detrInput(const ImageBuffer& image, int shortest, int longest, const ChannelStatistics& statistics) {
    const auto [width, height] = detrInputSize(image.width, image.height, shortest, longest);
    return normalised(resizeImage(image, width, height, Filter::Bilinear), statistics);
}

PaddedBatch paddedBatch(const std::vector<torch::Tensor>& pictures) {
    std::int64_t height = 0, width = 0;
    for (const auto& picture : pictures) {
        height = std::max(height, picture.size(1));
        width = std::max(width, picture.size(2));
    }
    const auto count = static_cast<std::int64_t>(pictures.size());
    PaddedBatch out{torch::zeros({count, 3, height, width}), torch::zeros({count, height, width}, torch::kBool)};
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& picture = pictures[static_cast<std::size_t>(i)];
        out.pixels[i].narrow(1, 0, picture.size(1)).narrow(2, 0, picture.size(2)).copy_(picture);
        out.mask[i].narrow(0, 0, picture.size(1)).narrow(1, 0, picture.size(2)).fill_(true);
    }
    return out;
}

}  // namespace recap
