// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "image/decode.h"
#include "image/resize.h"
#include "tensor_io/weight_files.h"
#include "workflow/caption_images_internal.h"
#include "workflow/image_tensors_internal.h"

namespace fs = std::filesystem;

namespace recap {

torch::Tensor captionerView(const fs::path& path, const BlipImageFormat& format) {
    const auto image = resizeImage(decodeImage(path), format.width, format.height, Filter::Bicubic);
    return bytesFromImage(image).to(torch::kFloat32) / 255.0;
}

fs::path captionerFolder(Project& project, const std::string& captioner) {
    if (fs::exists(fs::path(captioner) / "config.json")) return captioner;
    if (const auto run = project.runs().findByName(captioner, "captioner"))
        if (const auto checkpoint = project.checkpoints().latest(run->id)) return project.resolve(checkpoint->path);
    throw Error(ErrorCode::NotFound,
                "There is no captioner '" + captioner +
                    "': neither a folder with config.json nor a finished captioner run of this project.");
}

std::string captionerLabel(const fs::path& folder, const std::string& name) {
    return name + "@" + weightsHash(folder, kTransformersWeights).substr(0, 8);
}

}  // namespace recap
