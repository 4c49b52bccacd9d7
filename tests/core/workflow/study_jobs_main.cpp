// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_evaluate_test.h"
#include "caption_jobs_test.h"
#include "demo_data_test.h"
#include "sample_run_job_test.h"
#include "study_job_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(DemoDataTest, CaptionEvaluateTest, CaptionJobsTest, SampleRunJobTest, StudyJobTest)
