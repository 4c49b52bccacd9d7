// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics_commands_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(MetricsCommandsTest)
