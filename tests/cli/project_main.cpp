// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line_test.h"
#include "metrics_show_test.h"
#include "project_commands_test.h"
#include "prompts_commands_test.h"
#include "rate_commands_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(CommandLineTest, MetricsShowTest, ProjectCommandsTest, PromptsCommandsTest, RateCommandsTest)
