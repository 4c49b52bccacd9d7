// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/letterbox.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace recap {
namespace {

constexpr std::uint8_t kBorder = 114;

int rounded(double value) {
    return static_cast<int>(std::nearbyint(value));  // halves to even, as Python rounds
}

Letterbox started(int photoWidth, int photoHeight, int width, int height) {
    if (photoWidth < 1 || photoHeight < 1 || width < 1 || height < 1)
        throw Error(ErrorCode::ShapeMismatch, message("An image without pixels cannot be resized."));
    Letterbox out;
    out.photo_width = photoWidth;
    out.photo_height = photoHeight;
    out.width = width;
    out.height = height;
    out.ratio = std::min(static_cast<double>(height) / photoHeight, static_cast<double>(width) / photoWidth);
    return out;
}

struct Tap {
    int first, second;
    float share;  // of the second
};

std::vector<Tap> taps(int in, int out) {
    std::vector<Tap> all;
    for (int i = 0; i < out; ++i) {
        const double at = std::max((i + 0.5) * in / out - 0.5, 0.0);
        const int first = std::min(static_cast<int>(at), in - 1);
        all.push_back({first, std::min(first + 1, in - 1), static_cast<float>(at - first)});
    }
    return all;
}

}  // namespace

Letterbox Letterbox::ultralytics(int photoWidth, int photoHeight, int width, int height) {
    auto out = started(photoWidth, photoHeight, width, height);
    out.resized_width = std::max(rounded(photoWidth * out.ratio), 1);
    out.resized_height = std::max(rounded(photoHeight * out.ratio), 1);
    const double across = (width - out.resized_width) / 2.0, down = (height - out.resized_height) / 2.0;
    out.left = rounded(across - 0.1);
    out.right = rounded(across + 0.1);
    out.top = rounded(down - 0.1);
    out.bottom = rounded(down + 0.1);
    return out;
}

Letterbox Letterbox::yolox(int photoWidth, int photoHeight, int width, int height) {
    auto out = started(photoWidth, photoHeight, width, height);
    out.centred = false;
    out.resized_width = std::max(static_cast<int>(photoWidth * out.ratio), 1);
    out.resized_height = std::max(static_cast<int>(photoHeight * out.ratio), 1);
    out.right = width - out.resized_width;
    out.bottom = height - out.resized_height;
    return out;
}

std::array<float, 4> Letterbox::toPhoto(const std::array<float, 4>& box) const {
    std::array<float, 4> out{};
    for (std::size_t i = 0; i < box.size(); ++i) {
        const bool across = i % 2 == 0;
        const int photo = across ? photo_width : photo_height;
        const double gain = centred ? static_cast<double>(across ? resized_width : resized_height) / photo : ratio;
        const double at = (static_cast<double>(box[i]) - (across ? left : top)) / gain;
        out[i] = static_cast<float>(centred ? std::clamp(at, 0.0, static_cast<double>(photo)) : at);
    }
    return out;
}

ImageBuffer Letterbox::field(const ImageBuffer& photo) const {
    if (photo.width != photo_width || photo.height != photo_height)
        throw Error(ErrorCode::ShapeMismatch, message("A picture has another size than its place was made for."));
    const auto picture = resizeBilinearPlain(photo, resized_width, resized_height);
    ImageBuffer out(width, height, photo.channels, kBorder);
    for (int y = 0; y < resized_height; ++y) std::copy_n(picture.row(y), picture.stride(), out.at(left, top + y));
    return out;
}

ImageBuffer resizeBilinearPlain(const ImageBuffer& image, int width, int height) {
    if (image.empty() || width < 1 || height < 1)
        throw Error(ErrorCode::ShapeMismatch, message("An image without pixels cannot be resized."));
    if (image.width == width && image.height == height) return image;
    const auto columns = taps(image.width, width), rows = taps(image.height, height);
    ImageBuffer out(width, height, image.channels);
    for (int y = 0; y < height; ++y) {
        const auto& row = rows[static_cast<std::size_t>(y)];
        for (int x = 0; x < width; ++x) {
            const auto& column = columns[static_cast<std::size_t>(x)];
            const auto *topLeft = image.at(column.first, row.first), *topRight = image.at(column.second, row.first),
                       *lowLeft = image.at(column.first, row.second), *lowRight = image.at(column.second, row.second);
            for (int k = 0; k < image.channels; ++k) {
                const float top = topLeft[k] + (topRight[k] - topLeft[k]) * column.share;
                const float low = lowLeft[k] + (lowRight[k] - lowLeft[k]) * column.share;
                out.at(x, y)[k] = static_cast<std::uint8_t>(top + (low - top) * row.share + 0.5F);
            }
        }
    }
    return out;
}

}  // namespace recap
