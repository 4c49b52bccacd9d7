// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// The entry that libFuzzer and AFL++ call. The first byte chooses the reader of foreign bytes, the rest is what it
// reads: 0 safetensors header, 1 ZIP directory, 2 pickle, 3 JSON, 4 UNet, 5 autoencoder, 6 CLIP text, 7 BLIP and
// 8 scheduler configuration, 9 CLIP text to ids, 10 WordPiece text to ids, 11 CLIP vocabulary, 12 adapter name,
// 13 answer of a caption server, 14 open_clip, 15 DINOv2 and 16 DETR configuration,
// 17 class names of a detector, 18 pickle of plain data, 19 prompt set.
// Returns 0 whether the bytes were read or refused with an Error; any other exception, a broken promise of a reader
// or a fault in memory ends the program.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

inline constexpr int kFuzzReaders = 20;
