// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// One entry of the header. Offsets are counted from the first byte after the header.
struct SafetensorsEntry {
    torch::ScalarType dtype = torch::kFloat32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0, end = 0;
};

struct SafetensorsHeader {
    std::map<std::string, SafetensorsEntry> entries;
    std::map<std::string, std::string> metadata;
    std::uint64_t data_begin = 0;  // offset of the data in the file
};

// Reads and checks the header at the start of `file` (the whole file's bytes; the data part is not touched): entries
// must cover the data without hole, overlap or rest, and each must have the size that its shape and dtype say.
// Throws Error(BadFormat), one sentence that begins with `origin`.
SafetensorsHeader parseSafetensorsHeader(std::string_view file, std::string_view origin);

}  // namespace recap
