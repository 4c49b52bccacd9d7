// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace recap {

// A picture above these limits is refused before anything is allocated for it.
inline constexpr int kMaxImageSide = 60000;
inline constexpr std::int64_t kMaxImagePixels = 150'000'000;

// What the head of a file says. Width and height are those a viewer shows, EXIF orientation applied.
struct ImageInfo {
    // png, jpeg, webp, bmp, tiff, gif, pnm, jpeg2000, sun raster: by content, whatever the file is called
    std::string format = {};
    int width = 0;
    int height = 0;
    int orientation = 1;  // EXIF 1..8
};

// The picture kinds that are read, by the usual endings of their files in any case.
bool hasImageExtension(const std::filesystem::path& path);
// What a picture kind that is not read is called ("AVIF", "vector"), by the ending or by the first bytes; empty: it is
// read, or no picture.
std::string_view unreadPictureKind(const std::filesystem::path& path);
std::string_view unreadPictureKindOf(std::string_view bytes);

// Reads the head only. Throws Error(FileNotFound), or Error(BadFormat) for a file that is empty, cut off, of no
// supported format, or larger than the limits.
ImageInfo probeImage(const std::filesystem::path& path);
// The same from bytes; `name` is used in messages.
ImageInfo probeImageBytes(std::string_view bytes, std::string_view name);

// RGB, EXIF orientation applied, transparency on white, 16 bit reduced to 8, grey replicated, first frame of an
// animation. maxSide > 0: the longer side is at most that (fast: JPEG is decoded reduced); for thumbnails, not for
// training. Throws as probeImage.
ImageBuffer decodeImage(const std::filesystem::path& path, int maxSide = 0);
ImageBuffer decodeImageBytes(std::string_view bytes, std::string_view name, int maxSide = 0);

}  // namespace recap
