// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/report/study_report.h"

#include <filesystem>
#include <string>
#include <utility>

namespace recap::report_internal {

// Two decimals, or fewer digits for large numbers; "-" for NaN.
std::string numberText(double value);
// The picture as a data URI (PNG, at most `maxSide` pixels wide or high); empty when it cannot be read.
std::string imageUri(const std::filesystem::path& path, int maxSide);

// What study_report.html asks for; false for what is empty and therefore left out.
inline Json orNone(const std::string& text) {
    return text.empty() ? Json(false) : Json(text);
}
// {"list": entries}, for a section with a heading.
inline Json listOrNone(Json entries) {
    return entries.empty() ? Json(false) : Json::object({{"list", std::move(entries)}});
}
}  // namespace recap::report_internal
