// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/captioner_view.h"

#include "image/resize.h"
#include "tensor_io/image_tensors.h"

namespace recap {

torch::Tensor captionerView(const ImageBuffer& picture, const BlipImageFormat& format) {
    const auto image = resizeImage(picture, format.width, format.height, Filter::Bicubic);
    return bytesFromImage(image).to(torch::kFloat32) / 255.0;
}

}  // namespace recap
