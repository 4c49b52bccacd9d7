// SPDX-License-Identifier: GPL-3.0-or-later
#include "metric_pictures_test.h"
#include "metrics_job_test.h"
#include "support/test_main.h"

RECAP_TEST_MAIN(MetricsJobTest, MetricPicturesTest)
