// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/study_report.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace recap::report_internal {

// Text for element content and attributes.
std::string escaped(std::string_view text);
// Two decimals, or fewer digits for large numbers; "-" for NaN.
std::string numberText(double value);
// The picture as a data URI (PNG, at most `maxSide` pixels wide or high); empty when it cannot be read.
std::string imageUri(const std::filesystem::path& path, int maxSide);
// <figure> with axes, one line a curve (dash and marker differ, not only colour) and a legend.
std::string chartSvg(const ReportChart& chart);
// The page's style sheet.
std::string_view styleSheet();

// Sections; each is empty when its data are.
std::string tableSection(const StudyReportData& data);
std::string differenceSection(const StudyReportData& data);
std::string paperSection(const StudyReportData& data);
std::string definitionSection(const StudyReportData& data);

}  // namespace recap::report_internal
