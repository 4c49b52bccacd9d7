// SPDX-License-Identifier: GPL-3.0-or-later
#include "held_out_test.h"
#include "judge_test.h"
#include "scenes_test.h"
#include "support/test_main.h"

RECAP_TEST_MAIN(TestScenes, TestHeldOut, TestJudge)
