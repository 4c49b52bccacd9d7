// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "test_model_parts.h"
#include "test_noise_schedule.h"
#include "test_pipeline.h"
#include "test_scheduler_files.h"
#include "test_schedulers.h"

RECAP_TEST_MAIN(TestNoiseSchedule, TestSchedulers, TestSchedulerFiles, TestPipeline, TestModelParts)
