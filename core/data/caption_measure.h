// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is stored with the current caption, so that queries can ask for it; private to core/data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace recap {

struct CaptionMeasure {
    int words = 0;
    int tokens = -1;  // of Stable Diffusion's CLIP, without start and end; -1: its vocabulary was not found
};

// Any thread. The vocabulary is read at the first call.
CaptionMeasure measureCaption(std::string_view text);

// Whether the caption only says how the file is called, compared by letters and digits alone: "img_0042.JPG" says
// nothing more than "IMG 0042".
bool saysFileName(std::string_view text, const std::filesystem::path& file);

// The same number for the same text; different texts hardly ever share one.
std::int64_t textNumber(std::string_view text);

}  // namespace recap
