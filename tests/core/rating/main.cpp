// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit_sample_test.h"
#include "design_test.h"
#include "question_type_test.h"
#include "sequential_golden_test.h"
#include "simulation_test.h"
#include "statistics_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(AuditSampleTest, DesignTest, QuestionTypeTest, SequentialGoldenTest, SimulationTest, StatisticsTest)
