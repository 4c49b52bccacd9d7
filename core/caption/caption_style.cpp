// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/caption_style.h"

namespace recap {

std::string_view recapSource(CaptionStyle style) {
    if (style == CaptionStyle::Mix) return {};
    return style == CaptionStyle::Short ? "recap_short" : "recap_long";
}

std::string_view captionPrefix(CaptionStyle style) {
    if (style == CaptionStyle::Mix) return {};
    return style == CaptionStyle::Short ? "a picture of" : "a detailed picture of";
}

}  // namespace recap
