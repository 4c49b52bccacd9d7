// SPDX-License-Identifier: GPL-3.0-or-later
//
// What exporters write into the metadata of a detector's ONNX file. Ultralytics prints Python values there; they are
// read as data.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

inline constexpr int kMostClasses = 10'000;

// Names by class index: {0: 'person', 1: "driver's car"} in any order, the same with indices in quotes, or ['person',
// 'car'], as Python and JSON print them. Nothing for any other text: an index that is missing, twice or above
// kMostClasses, a name that is no UTF-8, something behind the end.
std::optional<std::vector<std::string>> classNames(std::string_view text);

// Height and width: [480, 640], (480, 640), or one number for both. Nothing for any other text.
std::optional<std::array<int, 2>> imageSize(std::string_view text);

}  // namespace recap
