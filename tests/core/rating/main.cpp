// SPDX-License-Identifier: GPL-3.0-or-later
#include "design_test.h"
#include "question_type_test.h"
#include "statistics_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(DesignTest, QuestionTypeTest, StatisticsTest)
