// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/decode.h"

#include "image/animated_webp.h"
#include "image/byte_reader.h"
#include "image/gif.h"
#include "image/jpeg.h"
#include "image/picture_file.h"
#include "image/resize.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <optional>
#include <utility>

namespace recap {
namespace {

// OpenCV writes its own lines about damaged files to standard error; ours name the file.
void silenceOpenCv() {
    static const bool once = [] {
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        return true;
    }();
    static_cast<void>(once);
}

// How many times smaller a JPEG is decoded: 1, 2, 4 or 8.
int reductionOf(const ImageInfo& info, int maxSide) {
    const int most = maxSide > 0 ? std::max(info.width, info.height) / maxSide : 1;
    return most >= 8 ? 8 : most >= 4 ? 4 : most >= 2 ? 2 : 1;
}

cv::Mat decodeByOpenCv(std::string_view bytes, const ByteReader& file, const ImageInfo& info, int maxSide) {
    silenceOpenCv();
    int flags = cv::IMREAD_UNCHANGED;
    if (info.format == "jpeg") {
        const int reduction = reductionOf(info, maxSide);
        flags = reduction == 8   ? cv::IMREAD_REDUCED_COLOR_8
                : reduction == 4 ? cv::IMREAD_REDUCED_COLOR_4
                : reduction == 2 ? cv::IMREAD_REDUCED_COLOR_2
                                 : cv::IMREAD_COLOR;
        flags |= cv::IMREAD_IGNORE_ORIENTATION;
    }
    cv::Mat image;
    try {
        const cv::Mat input(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
        image = cv::imdecode(input, flags);
    } catch (const cv::Exception&) {
        image.release();
    }
    if (image.empty()) file.throwBroken(message("its %1 data is damaged or of an unusual kind", info.format));
    return image;
}

cv::Mat turned(const cv::Mat& image, int orientation) {
    cv::Mat out = image, flipped;
    switch (orientation) {
        case 2: cv::flip(image, out = cv::Mat(), 1); break;
        case 3: cv::rotate(image, out = cv::Mat(), cv::ROTATE_180); break;
        case 4: cv::flip(image, out = cv::Mat(), 0); break;
        case 5: cv::transpose(image, out = cv::Mat()); break;
        case 6: cv::rotate(image, out = cv::Mat(), cv::ROTATE_90_CLOCKWISE); break;
        case 7:
            cv::transpose(image, flipped);
            cv::rotate(flipped, out = cv::Mat(), cv::ROTATE_180);
            break;
        case 8: cv::rotate(image, out = cv::Mat(), cv::ROTATE_90_COUNTERCLOCKWISE); break;
        default: break;
    }
    return out;
}

ImageBuffer turnedRgb(ImageBuffer image, int orientation) {
    if (orientation == 1) return image;
    const auto rgb = turned(cv::Mat(image.height, image.width, CV_8UC3, image.pixels.data()), orientation);
    ImageBuffer out(rgb.cols, rgb.rows);
    rgb.copyTo(cv::Mat(out.height, out.width, CV_8UC3, out.pixels.data()));
    return out;
}

// Most pictures are JPEG, and OpenCV takes twice the time: it decodes into a picture of its own whose channels have to
// be put in order then.
std::optional<ImageBuffer> directJpeg(std::string_view bytes, const ImageInfo& info, int maxSide) {
    if (info.format != "jpeg" || reductionOf(info, maxSide) > 1) return std::nullopt;
    const bool onItsSide = info.orientation >= 5;
    auto image = decodeJpeg(bytes, onItsSide ? info.height : info.width, onItsSide ? info.width : info.height);
    return image ? std::optional(turnedRgb(std::move(*image), info.orientation)) : std::nullopt;
}

// Rounded x / 255 for 0 <= x <= 255 * 255, as Pillow composites.
std::uint8_t divide255(int x) {
    x += 128;
    return static_cast<std::uint8_t>(((x >> 8) + x) >> 8);
}

// OpenCV's order is BGR; 8 or 16 bit, one to four channels.
template <class Sample>
ImageBuffer rgbFromMat(const cv::Mat& image) {
    constexpr int kScale = sizeof(Sample) == 1 ? 1 : 257;
    const auto eightBit = [](Sample v) { return static_cast<int>((v + kScale / 2) / kScale); };
    const int channels = image.channels();
    ImageBuffer out(image.cols, image.rows);
    for (int y = 0; y < image.rows; ++y) {
        const auto* in = image.ptr<Sample>(y);
        std::uint8_t* pixel = out.row(y);
        if (channels == 3) {  // most pictures: nothing to composite
            for (int x = 0; x < image.cols; ++x, in += 3, pixel += 3)
                for (int c = 0; c < 3; ++c) pixel[c] = static_cast<std::uint8_t>(eightBit(in[2 - c]));
            continue;
        }
        for (int x = 0; x < image.cols; ++x, in += channels, pixel += 3) {
            const bool grey = channels < 3;
            const int alpha = channels == 4 ? eightBit(in[3]) : channels == 2 ? eightBit(in[1]) : 255;
            for (int c = 0; c < 3; ++c) {
                const int value = eightBit(in[grey ? 0 : 2 - c]);
                pixel[c] = divide255(value * alpha + 255 * (255 - alpha));
            }
        }
    }
    return out;
}

ImageBuffer rgbOnWhite(const ImageBuffer& rgba) {
    ImageBuffer out(rgba.width, rgba.height);
    const std::uint8_t* in = rgba.pixels.data();
    for (std::size_t i = 0; i < out.pixels.size(); i += 3, in += 4)
        for (std::size_t c = 0; c < 3; ++c) out.pixels[i + c] = divide255(in[c] * in[3] + 255 * (255 - in[3]));
    return out;
}

ImageBuffer limited(ImageBuffer image, int maxSide) {
    const int longer = std::max(image.width, image.height);
    if (maxSide <= 0 || longer <= maxSide) return image;
    const auto scaled = [&](int side) {
        return std::max(1, static_cast<int>(std::lround(static_cast<double>(side) * maxSide / longer)));
    };
    return resizeImage(image, scaled(image.width), scaled(image.height), Filter::Bilinear);
}

}  // namespace

ImageBuffer decodeImageBytes(std::string_view bytes, std::string_view name, int maxSide) {
    const ImageInfo info = probeImageBytes(bytes, name);
    const ByteReader file(bytes, name);
    if (info.format == "gif") return limited(rgbOnWhite(decodeGif(file)), maxSide);
    if (auto image = directJpeg(bytes, info, maxSide)) return limited(std::move(*image), maxSide);

    ImageBuffer frame;  // owns the pixels of an animation's first frame
    if (info.format == "webp" && isAnimatedWebp(file)) frame = decodeAnimatedWebp(file);
    cv::Mat image = frame.empty() ? decodeByOpenCv(bytes, file, info, maxSide)
                                  : cv::Mat(frame.height, frame.width, CV_8UC4, frame.pixels.data());
    // OpenCV's TIFF reader has turned the picture already, whatever the flags say.
    if (info.format != "tiff") image = turned(image, info.orientation);
    // A reduced JPEG is smaller; a damaged head must not change what was promised of any other.
    if (maxSide == 0 && (image.cols != info.width || image.rows != info.height))
        file.throwBroken(message("its header and its pixels differ in size"));
    if (image.depth() == CV_8U) return limited(rgbFromMat<std::uint8_t>(image), maxSide);
    if (image.depth() == CV_16U) return limited(rgbFromMat<std::uint16_t>(image), maxSide);
    file.throwBroken(message("its pixels are neither 8 nor 16 bit"));
}

ImageInfo probeImage(const std::filesystem::path& path) {
    return probeImageBytes(readPicture(path), path.string());
}

ImageBuffer decodeImage(const std::filesystem::path& path, int maxSide) {
    return decodeImageBytes(readPicture(path), path.string(), maxSide);
}

}  // namespace recap
