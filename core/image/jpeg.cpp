// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/jpeg.h"

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>  // needs FILE

namespace recap {
namespace {

constexpr JDIMENSION kRows = 16;  // asked for at once

struct Decoder {
    Decoder() {
        info.err = jpeg_std_error(&errors);
        errors.error_exit = [](j_common_ptr common) {
            std::longjmp(static_cast<Decoder*>(common->client_data)->back, 1);  // the library is C
        };
        errors.output_message = [](j_common_ptr) {};
        info.client_data = this;
    }
    ~Decoder() { jpeg_destroy_decompress(&info); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    std::jmp_buf back{};
};

// Nothing with a destructor lives here across a call of the library, which may jump back to the beginning.
bool decodeInto(Decoder& decoder, std::string_view bytes, ImageBuffer& out) {
    auto& info = decoder.info;
    if (setjmp(decoder.back) != 0) return false;
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&info, TRUE);
    if (info.num_components != 1 && info.num_components != 3) return false;
    if (info.image_width != static_cast<JDIMENSION>(out.width) ||
        info.image_height != static_cast<JDIMENSION>(out.height))
        return false;
    info.out_color_space = JCS_RGB;
    jpeg_start_decompress(&info);
    if (info.output_components != 3) return false;
    while (info.output_scanline < info.output_height) {
        JSAMPROW rows[kRows];
        JDIMENSION count = 0;
        for (auto y = info.output_scanline; count < kRows && y < info.output_height; ++y)
            rows[count++] = out.row(static_cast<int>(y));
        jpeg_read_scanlines(&info, rows, count);
    }
    jpeg_finish_decompress(&info);
    return decoder.errors.num_warnings == 0;
}

}  // namespace

std::optional<ImageBuffer> decodeJpeg(std::string_view bytes, int width, int height) {
    std::optional<ImageBuffer> out(std::in_place, width, height);
    Decoder decoder;
    if (!decodeInto(decoder, bytes, *out)) out.reset();
    return out;
}

}  // namespace recap
