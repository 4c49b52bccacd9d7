// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/encode.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <vector>

namespace recap {
namespace {

// A copy in OpenCV's order: blue first.
cv::Mat matFromImage(const ImageBuffer& image) {
    const bool sizes = image.pixels.size() == image.stride() * static_cast<std::size_t>(image.height);
    if (image.empty() || !sizes || image.channels < 1 || image.channels > 4 || image.channels == 2)
        throw Error(ErrorCode::BadFormat, message("A picture without pixels cannot be encoded."));
    cv::Mat out(image.height, image.width, CV_8UC(image.channels));
    for (int y = 0; y < image.height; ++y) {
        std::uint8_t* target = out.ptr<std::uint8_t>(y);
        std::copy_n(image.row(y), image.stride(), target);
        if (image.channels >= 3)
            for (int x = 0; x < image.width; ++x, target += image.channels) std::swap(target[0], target[2]);
    }
    return out;
}

std::string encoded(const ImageBuffer& image, const char* extension, const std::vector<int>& parameters) {
    std::vector<unsigned char> bytes;
    if (!cv::imencode(extension, matFromImage(image), bytes, parameters))
        throw Error(ErrorCode::Internal, message("A picture could not be encoded as %1.", (extension + 1)));
    return std::string(bytes.begin(), bytes.end());
}

}  // namespace

std::string encodePng(const ImageBuffer& image) {
    return encoded(image, ".png", {});
}

std::string encodeJpeg(const ImageBuffer& image, int quality) {
    return encoded(image, ".jpg", {cv::IMWRITE_JPEG_QUALITY, quality});
}

void writePng(const std::filesystem::path& path, const ImageBuffer& image) {
    writeTextAtomically(path, encodePng(image));
}

void writeJpeg(const std::filesystem::path& path, const ImageBuffer& image, int quality) {
    writeTextAtomically(path, encodeJpeg(image, quality));
}

}  // namespace recap
