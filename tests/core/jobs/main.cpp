// SPDX-License-Identifier: GPL-3.0-or-later
#include "job_test.h"
#include "support/test_main.h"

RECAP_TEST_MAIN(JobTest)
