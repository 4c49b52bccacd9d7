// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_session_test.h"
#include "study_report_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(RatingSessionTest, StudyReportTest)
