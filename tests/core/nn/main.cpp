// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "nn_test.h"

RECAP_TEST_MAIN(TestNn)
