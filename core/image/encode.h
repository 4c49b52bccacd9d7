// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"

#include <filesystem>
#include <string>

namespace recap {

// One, three (RGB) or four (RGBA) channels. No metadata is written. Throws Error(BadFormat) for an empty buffer.
std::string encodePng(const ImageBuffer& image);
// One or three channels; quality 1..100.
std::string encodeJpeg(const ImageBuffer& image, int quality = 92);

// Atomic. Throws Error(FileNotWritable) or Error(DiskFull).
void writePng(const std::filesystem::path& path, const ImageBuffer& image);
void writeJpeg(const std::filesystem::path& path, const ImageBuffer& image, int quality = 92);

}  // namespace recap
