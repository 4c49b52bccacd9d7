// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "test_held_out.h"
#include "test_judge.h"
#include "test_scenes.h"

RECAP_TEST_MAIN(TestScenes, TestHeldOut, TestJudge)
