// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/image_tensors.h"
#include "base/error.h"

#include <algorithm>

namespace recap {

ImageBuffer imageFromTensor(const torch::Tensor& image) {
    const auto bytes = (image.detach().to(torch::kFloat32).clamp(0, 1) * 255)
                           .round()
                           .to(torch::kUInt8)
                           .permute({1, 2, 0})
                           .contiguous();
    ImageBuffer out(static_cast<int>(bytes.size(1)), static_cast<int>(bytes.size(0)));
    std::copy_n(bytes.data_ptr<std::uint8_t>(), out.pixels.size(), out.pixels.begin());
    return out;
}

torch::Tensor bytesFromImage(const ImageBuffer& image) {
    if (image.channels != 3)
        throw Error(ErrorCode::ShapeMismatch, message("A network takes pictures with three channels only."));
    auto bytes = torch::empty({image.height, image.width, 3}, torch::kUInt8);
    std::copy(image.pixels.begin(), image.pixels.end(), bytes.data_ptr<std::uint8_t>());
    return bytes.permute({2, 0, 1}).contiguous();
}

}  // namespace recap
