// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "model_parts_test.h"
#include "noise_schedule_test.h"
#include "pipeline_test.h"
#include "scheduler_files_test.h"
#include "schedulers_test.h"

RECAP_TEST_MAIN(TestNoiseSchedule, TestSchedulers, TestSchedulerFiles, TestPipeline, TestModelParts)
