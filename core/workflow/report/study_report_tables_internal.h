// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/report/study_report.h"

namespace recap::report_internal {

Json resultsData(const StudyReportData& data, const PageWords& words);
Json differencesData(const StudyReportData& data, const PageWords& words);
Json definitionsData(const StudyReportData& data, const PageWords& words);

}  // namespace recap::report_internal
