// SPDX-License-Identifier: GPL-3.0-or-later
#include "folder_metrics_test.h"
#include "judge_kinds_test.h"
#include "judgement_cache_test.h"
#include "server_judge_test.h"
#include "support/test_main.h"

RECAP_TEST_MAIN(JudgementCacheTest, FolderMetricsTest, JudgeKindsTest, ServerJudgeTest)
