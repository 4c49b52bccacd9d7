// SPDX-License-Identifier: GPL-3.0-or-later
#include "bootstrap_test.h"
#include "caption_scores_test.h"
#include "detections_test.h"
#include "distribution_metrics_test.h"
#include "geneval_test.h"
#include "metric_difference_test.h"
#include "prompt_metrics_test.h"
#include "prompt_set_test.h"
#include "repeated_runs_test.h"
#include "tise_metrics_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(BootstrapTest, CaptionScoresTest, DetectionsTest, DistributionMetricsTest, GenEvalTest,
                MetricDifferenceTest, PromptMetricsTest, PromptSetTest, RepeatedRunsTest, TiseMetricsTest)
