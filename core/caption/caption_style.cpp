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

std::string captionBody(std::string_view caption, std::string_view prefix) {
    if (caption.starts_with(prefix)) caption.remove_prefix(prefix.size());
    const auto first = caption.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string() : std::string(caption.substr(first));
}

}  // namespace recap
