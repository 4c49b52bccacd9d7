// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lengths that are stored with the current caption, so that queries can ask for them; private to core/data.
#pragma once

#include <string_view>

namespace recap {

struct CaptionMeasure {
    int words = 0;
    int tokens = -1;  // of Stable Diffusion's CLIP, without start and end; -1: its vocabulary was not found
};

// Any thread. The vocabulary is read at the first call.
CaptionMeasure measureCaption(std::string_view text);

}  // namespace recap
