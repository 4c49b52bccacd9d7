// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/decode.h"
#include "image/resize.h"
#include "tensor_io/image_tensors.h"
#include "workflow/captioning/caption_images_internal.h"

namespace fs = std::filesystem;

namespace recap {

torch::Tensor captionerView(const fs::path& path, const BlipImageFormat& format) {
    const auto image = resizeImage(decodeImage(path), format.width, format.height, Filter::Bicubic);
    return bytesFromImage(image).to(torch::kFloat32) / 255.0;
}

}  // namespace recap
