// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/png_padding.h"

#include "base/error.h"

#include <boost/crc.hpp>

#include <cstdint>

namespace recap {
namespace {

std::string bigEndian(std::uint32_t value) {
    std::string bytes;
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>((value >> shift) & 255);
    return bytes;
}

}  // namespace

std::string paddedPng(std::string png, std::size_t size) {
    if (size < png.size() + kPngChunkBytes)
        throw Error(ErrorCode::InvalidOption,
                    message("A PNG file cannot be padded to less than its size and one chunk."));
    if (png.size() < kPngChunkBytes || png.compare(png.size() - 8, 4, "IEND") != 0)
        throw Error(ErrorCode::BadFormat, message("The data to pad do not end like a PNG file."));
    // Ancillary, private and safe to copy, as the case of its letters says.
    std::string body = "paDd";
    body.append(size - png.size() - kPngChunkBytes, '\0');
    boost::crc_32_type checksum;
    checksum.process_bytes(body.data(), body.size());
    const auto length = static_cast<std::uint32_t>(body.size() - 4);
    png.insert(png.size() - kPngChunkBytes, bigEndian(length) + body + bigEndian(checksum.checksum()));
    return png;
}

}  // namespace recap
