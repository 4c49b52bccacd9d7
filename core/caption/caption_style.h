// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/enum_names.h"

#include <string_view>

namespace recap {

enum class CaptionStyle { Short, Long, Mix };
inline constexpr EnumNames<CaptionStyle, 3> kCaptionStyleNames{
    {{CaptionStyle::Short, "short"}, {CaptionStyle::Long, "long"}, {CaptionStyle::Mix, "mix"}}};

// Caption source of a project and text in front of the caption for each style; Mix has neither, it is one of the
// others.
std::string_view recapSource(CaptionStyle style);
std::string_view captionPrefix(CaptionStyle style);

}  // namespace recap
