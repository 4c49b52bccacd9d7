// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/color_profile.h"

#include "image/byte_reader.h"

#include <zlib.h>
#include <map>

namespace recap {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxProfile = 16u << 20;

std::string inflated(std::string_view packed) {
    std::string out(1u << 20, '\0');
    for (;; out.resize(out.size() * 4)) {
        auto size = static_cast<uLongf>(out.size());
        const int result = uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                                      reinterpret_cast<const Bytef*>(packed.data()), packed.size());
        if (result == Z_OK) {
            out.resize(size);
            return out;
        }
        if (result != Z_BUF_ERROR || out.size() > kMaxProfile) return {};
    }
}

// iCCP: a name, a zero, the compression method 0, compressed bytes.
std::string profileOfPng(const ByteReader& file) {
    for (std::size_t offset = 8;;) {
        const std::size_t length = file.u32be(offset);
        const auto kind = file.part(offset + 4, 4);
        if (kind == "IDAT" || kind == "IEND") return {};
        const auto body = file.part(offset + 8, length);
        if (kind == "iCCP") {
            const auto name = body.find('\0');
            return name == std::string_view::npos || name + 2 > body.size() ? std::string()
                                                                            : inflated(body.substr(name + 2));
        }
        offset += 12 + length;
    }
}

// APP2 segments "ICC_PROFILE\0", number, count: a profile may be longer than a segment.
std::string profileOfJpeg(const ByteReader& file) {
    constexpr auto kMark = "ICC_PROFILE\0"sv;
    std::map<std::uint32_t, std::string_view> parts;
    for (std::size_t offset = 2; file.u8(offset) == 0xFF;) {
        while (file.u8(offset) == 0xFF) ++offset;
        const auto marker = file.u8(offset++);
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) continue;
        if (marker == 0xDA || marker == 0xD9) break;
        const std::size_t length = file.u16be(offset);
        if (length < 2) break;
        const auto body = file.part(offset + 2, length - 2);
        if (marker == 0xE2 && body.starts_with(kMark) && body.size() > kMark.size() + 2)
            parts[static_cast<unsigned char>(body[kMark.size()])] = body.substr(kMark.size() + 2);
        offset += length;
    }
    std::string out;
    for (const auto& [number, part] : parts) out += part;
    return out;
}

std::string profileOfWebp(const ByteReader& file) {
    for (std::size_t offset = 12; offset + 8 <= file.size();) {
        const std::size_t length = file.u32le(offset + 4);
        if (file.part(offset, 4) == "ICCP") return std::string(file.part(offset + 8, length));
        offset += 8 + length + length % 2;
    }
    return {};
}

std::string profileOfTiff(const ByteReader& file) {
    constexpr std::uint32_t kProfileTag = 34675;
    const bool big = file.part(0, 2) == "MM";
    const auto u16 = [&](std::size_t o) { return big ? file.u16be(o) : file.u16le(o); };
    const auto u32 = [&](std::size_t o) { return big ? file.u32be(o) : file.u32le(o); };
    const std::size_t directory = u32(4);
    for (std::size_t i = 0; i < u16(directory); ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        if (u16(entry) == kProfileTag && u32(entry + 4) > 4)
            return std::string(file.part(u32(entry + 8), u32(entry + 4)));
    }
    return {};
}

}  // namespace

std::string embeddedColorProfile(std::string_view bytes) {
    const ByteReader file(bytes, "picture");
    try {
        if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return profileOfPng(file);
        if (bytes.starts_with("\xFF\xD8\xFF")) return profileOfJpeg(file);
        if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return profileOfWebp(file);
        if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return profileOfTiff(file);
    } catch (const Error&) {
        // Cut off or damaged.
    }
    return {};
}

}  // namespace recap
