// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/animated_webp.h"

#include <webp/demux.h>
#include <algorithm>
#include <memory>

namespace recap {

bool isAnimatedWebp(const ByteReader& file) {
    constexpr std::uint32_t kAnimation = 2;  // flags of the VP8X chunk
    return file.part(12, 4) == "VP8X" && (file.u8(20) & kAnimation) != 0;
}

ImageBuffer decodeAnimatedWebp(const ByteReader& file) {
    const auto bytes = file.part(0, file.size());
    const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_BGRA;
    const std::unique_ptr<WebPAnimDecoder, decltype(&WebPAnimDecoderDelete)> decoder(
        WebPAnimDecoderNew(&data, &options), &WebPAnimDecoderDelete);
    WebPAnimInfo info;
    std::uint8_t* pixels = nullptr;
    int time = 0;
    if (decoder == nullptr || WebPAnimDecoderGetInfo(decoder.get(), &info) == 0 ||
        WebPAnimDecoderGetNext(decoder.get(), &pixels, &time) == 0)
        file.throwBroken(message("its webp data is damaged or of an unusual kind"));
    ImageBuffer out(static_cast<int>(info.canvas_width), static_cast<int>(info.canvas_height), 4);
    std::copy_n(pixels, out.pixels.size(), out.pixels.begin());
    return out;
}

}  // namespace recap
