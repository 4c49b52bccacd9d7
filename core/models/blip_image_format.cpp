// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/blip_image_format.h"

#include "base/error.h"

namespace recap {
namespace {

void readTriple(const Json& json, const char* field, std::array<double, 3>& values) {
    const auto it = json.find(field);
    if (it == json.end() || it->is_null()) return;
    bool fits = it->is_array() && it->size() == 3;
    for (std::size_t i = 0; fits && i < 3; ++i) fits = (*it)[i].is_number();
    if (!fits)
        throw Error(ErrorCode::BadFormat, message("preprocessor_config.json: '%1' must be three numbers.", field));
    for (std::size_t i = 0; i < 3; ++i) values[i] = (*it)[i].get<double>();
}

}  // namespace

BlipImageFormat BlipImageFormat::fromFolder(const std::filesystem::path& folder, int imageSize) {
    BlipImageFormat format;
    format.width = format.height = imageSize;
    const auto path = folder / "preprocessor_config.json";
    if (!std::filesystem::exists(path)) return format;
    const Json json = readJsonFile(path);
    if (!json.is_object()) throw Error(ErrorCode::BadFormat, message("%1 must be an object.", path));
    readTriple(json, "image_mean", format.image_mean);
    readTriple(json, "image_std", format.image_std);
    for (const double deviation : format.image_std)
        if (!(deviation > 0))
            throw Error(ErrorCode::BadFormat, message("preprocessor_config.json: 'image_std' must be above 0."));
    return format;
}

Json BlipImageFormat::toJson() const {
    constexpr int kBicubic = 3;  // of Pillow
    return {{"do_convert_rgb", true},
            {"do_normalize", true},
            {"do_rescale", true},
            {"do_resize", true},
            {"image_mean", image_mean},
            {"image_processor_type", "BlipImageProcessor"},
            {"image_std", image_std},
            {"processor_class", "BlipProcessor"},
            {"resample", kBicubic},
            {"rescale_factor", 1.0 / 255},
            {"size", {{"height", height}, {"width", width}}}};
}

torch::Tensor BlipImageFormat::normalized(const torch::Tensor& pixels) const {
    if (pixels.dim() != 4 || pixels.size(1) != 3 || pixels.size(2) != height || pixels.size(3) != width)
        throw Error(ErrorCode::ShapeMismatch,
                    message("The captioner takes pictures of %1 x %2 pixels.", width, height));
    auto channel = [&](const std::array<double, 3>& values) {
        return torch::tensor({values[0], values[1], values[2]}, torch::kFloat32).view({1, 3, 1, 1}).to(pixels.device());
    };
    return (pixels.to(torch::kFloat32) - channel(image_mean)) / channel(image_std);
}

}  // namespace recap
