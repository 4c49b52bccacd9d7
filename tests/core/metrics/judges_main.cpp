// SPDX-License-Identifier: GPL-3.0-or-later
#include "detr_test.h"
#include "dinov2_test.h"
#include "inception_test.h"
#include "judge_input_test.h"
#include "support/test_main.h"

RECAP_TEST_MAIN(InceptionTest, JudgeInputTest, Dinov2Test, DetrTest)
