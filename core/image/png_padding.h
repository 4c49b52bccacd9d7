// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace recap {

inline constexpr std::size_t kPngChunkBytes = 12;  // length, type and checksum of a chunk

// The PNG file made `size` bytes long by a private chunk of zeros in front of its end, which decoders skip. The pixels
// stay what they are. Throws Error(InvalidOption) unless size >= png.size() + kPngChunkBytes, Error(BadFormat) when
// `png` does not end as a PNG file.
std::string paddedPng(std::string png, std::size_t size);

}  // namespace recap
