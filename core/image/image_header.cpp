// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/byte_reader.h"
#include "image/decode.h"

#include "base/unicode.h"

#include <algorithm>

namespace recap {
namespace {

// EXIF orientation from a TIFF structure (the body of EXIF, or a TIFF file's own first directory); also its size tags.
struct TiffTags {
    std::uint32_t width = 0, height = 0;
    int orientation = 1;
};

TiffTags readTiffTags(const ByteReader& tiff) {
    const auto order = tiff.part(0, 2);
    const bool big = order == "MM";
    if (!big && order != "II") tiff.throwBroken(message("its TIFF header is damaged"));
    const auto u16 = [&](std::size_t o) { return big ? tiff.u16be(o) : tiff.u16le(o); };
    const auto u32 = [&](std::size_t o) { return big ? tiff.u32be(o) : tiff.u32le(o); };
    TiffTags tags;
    const std::size_t directory = u32(4);
    const auto entries = u16(directory);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        const auto tag = u16(entry), type = u16(entry + 2);
        if (type != 3 && type != 4) continue;
        const auto value = type == 3 ? u16(entry + 8) : u32(entry + 8);
        if (tag == 256) tags.width = value;
        if (tag == 257) tags.height = value;
        if (tag == 274 && value >= 1 && value <= 8) tags.orientation = static_cast<int>(value);
    }
    return tags;
}

// Orientation is a courtesy: damaged EXIF must not make a good picture unreadable.
int exifOrientation(std::string_view exif, std::string_view name) {
    if (exif.starts_with(std::string_view("Exif\0\0", 6))) exif.remove_prefix(6);
    try {
        return readTiffTags(ByteReader(exif, name)).orientation;
    } catch (const Error&) {
        return 1;
    }
}

ImageInfo probePng(const ByteReader& file) {
    ImageInfo info{
        .format = "png", .width = static_cast<int>(file.u32be(16)), .height = static_cast<int>(file.u32be(20))};
    if (file.part(12, 4) != "IHDR") file.throwBroken(message("its PNG header is damaged"));
    for (std::size_t offset = 8;;) {
        const std::size_t length = file.u32be(offset);
        const auto kind = file.part(offset + 4, 4);
        const auto body = file.part(offset + 8, length);
        file.part(offset + 8 + length, 4);  // checksum
        if (kind == "eXIf") info.orientation = exifOrientation(body, file.name());
        if (kind == "IEND") return info;
        offset += 12 + length;
    }
}

ImageInfo probeJpeg(const ByteReader& file) {
    ImageInfo info{.format = "jpeg"};
    std::size_t offset = 2;
    for (;;) {
        if (file.u8(offset) != 0xFF) file.throwBroken(message("its JPEG segments are damaged"));
        while (file.u8(offset) == 0xFF) ++offset;  // fill bytes are allowed
        const auto marker = file.u8(offset++);
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) continue;  // no length
        if (marker == 0xD9) file.throwBroken(message("the JPEG holds no picture"));
        const std::size_t length = file.u16be(offset);
        if (length < 2) file.throwBroken(message("its JPEG segments are damaged"));
        const auto body = file.part(offset + 2, length - 2);
        if (marker == 0xE1 && body.starts_with("Exif")) info.orientation = exifOrientation(body, file.name());
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            info.height = static_cast<int>(file.u16be(offset + 3));
            info.width = static_cast<int>(file.u16be(offset + 5));
        }
        offset += length;
        if (marker == 0xDA) break;
    }
    // libjpeg fills what is missing with grey and only warns; the end marker tells a cut-off file for certain, since
    // compressed data never contains it.
    const auto scan = file.part(offset, file.size() - offset);
    if (scan.rfind("\xFF\xD9") == std::string_view::npos) file.throwCutOff();
    return info;
}

ImageInfo probeWebp(const ByteReader& file) {
    ImageInfo info{.format = "webp"};
    file.part(8, file.u32le(4));
    const auto kind = file.part(12, 4);
    if (kind == "VP8X") {
        info.width = static_cast<int>(file.u24le(24)) + 1;
        info.height = static_cast<int>(file.u24le(27)) + 1;
        for (std::size_t offset = 12; offset + 8 <= file.size();) {
            const std::size_t length = file.u32le(offset + 4);
            if (file.part(offset, 4) == "EXIF")
                info.orientation = exifOrientation(file.part(offset + 8, length), file.name());
            offset += 8 + length + length % 2;
        }
    } else if (kind == "VP8 ") {
        info.width = static_cast<int>(file.u16le(26) & 0x3FFF);
        info.height = static_cast<int>(file.u16le(28) & 0x3FFF);
    } else if (kind == "VP8L") {
        const auto bits = file.u32le(21);
        info.width = static_cast<int>(bits & 0x3FFF) + 1;
        info.height = static_cast<int>(bits >> 14 & 0x3FFF) + 1;
    } else {
        file.throwBroken(message("its WebP header is damaged"));
    }
    return info;
}

ImageInfo probeBmp(const ByteReader& file) {
    ImageInfo info{.format = "bmp"};
    if (file.u32le(14) == 12) {
        info.width = static_cast<int>(file.u16le(18));
        info.height = static_cast<int>(file.u16le(20));
    } else {
        info.width = static_cast<std::int32_t>(file.u32le(18));
        const auto height = static_cast<std::int32_t>(file.u32le(22));
        info.height = height < 0 ? -std::max(height, -INT32_MAX) : height;  // negative: rows from top to bottom
    }
    file.part(file.u32le(10), 1);
    return info;
}

ImageInfo probeTiff(const ByteReader& file) {
    const auto tags = readTiffTags(file);
    return {.format = "tiff",
            .width = static_cast<int>(std::min<std::uint32_t>(tags.width, INT32_MAX)),
            .height = static_cast<int>(std::min<std::uint32_t>(tags.height, INT32_MAX)),
            .orientation = tags.orientation};
}

// "P6 width height maximum" and one white space, comments in between; what follows is of a known length.
ImageInfo probePnm(const ByteReader& file) {
    const auto kind = file.u8(1) - '0';
    std::size_t offset = 2;
    const auto isSpace = [&] { return file.u8(offset) == ' ' || (file.u8(offset) >= 9 && file.u8(offset) <= 13); };
    const auto next = [&]() -> std::int64_t {
        for (bool comment = false; comment || isSpace() || file.u8(offset) == '#'; ++offset)
            comment = file.u8(offset) == '#' || (comment && file.u8(offset) != '\n');
        std::int64_t value = 0;
        for (; file.u8(offset) >= '0' && file.u8(offset) <= '9' && value < INT32_MAX / 10; ++offset)
            value = 10 * value + (file.u8(offset) - '0');
        return value;
    };
    const auto width = next(), height = next();
    const bool bits = kind == 1 || kind == 4, binary = kind >= 4;
    const auto sample = bits || next() < 256 ? 1 : 2, channels = kind == 3 || kind == 6 ? 3 : 1;
    const auto row = kind == 4 ? (width + 7) / 8 : width * channels * sample;
    if (binary) file.part(offset + 1, static_cast<std::size_t>(row * height));
    return {.format = "pnm", .width = static_cast<int>(width), .height = static_cast<int>(height)};
}

// The picture's size stands in the marker SIZ of its codestream (ISO 15444-1, A.5.1), boxes around it or not.
ImageInfo probeJpeg2000(const ByteReader& file) {
    const auto bytes = file.part(0, file.size());
    const auto start = bytes.find("\xFF\x4F\xFF\x51");
    if (start == std::string_view::npos) file.throwBroken(message("its JPEG 2000 header is damaged"));
    const auto side = [&](std::size_t at) {
        const auto end = file.u32be(start + at), begin = file.u32be(start + at + 8);
        return end > begin && end - begin <= INT32_MAX ? static_cast<int>(end - begin) : 0;
    };
    ImageInfo info{.format = "jpeg2000", .width = side(8), .height = side(12)};
    // Packets never contain the end marker.
    if (bytes.rfind("\xFF\xD9") == std::string_view::npos || bytes.rfind("\xFF\xD9") < start) file.throwCutOff();
    return info;
}

ImageInfo probeSunRaster(const ByteReader& file) {
    const auto side = [&](std::size_t at) {
        return static_cast<int>(std::min<std::uint32_t>(file.u32be(at), INT32_MAX));
    };
    return {.format = "sun raster", .width = side(4), .height = side(8)};
}

ImageInfo probeAny(const ByteReader& file, std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.empty()) throw Error(ErrorCode::BadFormat, message("%1 is empty (zero bytes).", file.name()));
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return probePng(file);
    if (bytes.starts_with("\xFF\xD8\xFF")) return probeJpeg(file);
    if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return probeWebp(file);
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a"))
        return {.format = "gif", .width = static_cast<int>(file.u16le(6)), .height = static_cast<int>(file.u16le(8))};
    if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return probeTiff(file);
    if (bytes.starts_with("BM")) return probeBmp(file);
    if (bytes.size() > 2 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6') return probePnm(file);
    if (bytes.starts_with("\0\0\0\x0CjP  "sv) || bytes.starts_with("\xFF\x4F\xFF\x51")) return probeJpeg2000(file);
    if (bytes.starts_with("\x59\xA6\x6A\x95")) return probeSunRaster(file);
    if (const auto kind = unreadPictureKindOf(bytes); !kind.empty())
        file.throwBroken(message("%1 pictures are not read; convert it to PNG or JPEG", kind));
    file.throwBroken(message("it is none of PNG, JPEG, WebP, BMP, TIFF, GIF, PNM, JPEG 2000 and Sun raster"));
}

}  // namespace

ImageInfo probeImageBytes(std::string_view bytes, std::string_view name) {
    const ByteReader file(bytes, name);
    ImageInfo info = probeAny(file, bytes);
    if (info.width < 1 || info.height < 1) file.throwBroken(message("its size is zero"));
    if (info.width > kMaxImageSide || info.height > kMaxImageSide ||
        static_cast<std::int64_t>(info.width) * info.height > kMaxImagePixels)
        throw Error(ErrorCode::BadFormat, message("%1 claims %2 x %3 pixels, more than the limit of %4 megapixels.",
                                                  name, info.width, info.height, kMaxImagePixels / 1'000'000));
    if (info.orientation >= 5) std::swap(info.width, info.height);
    return info;
}

}  // namespace recap
