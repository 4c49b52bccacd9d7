// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/report/study_report.h"

namespace recap::report_internal {

// Axes and one line a curve (dash and marker differ, not only colour) as SVG that holds numbers only; names and labels
// stay texts.
Json chartData(const ReportChart& chart);

}  // namespace recap::report_internal
