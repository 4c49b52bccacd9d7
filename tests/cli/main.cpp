// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line_test.h"
#include "convert_commands_test.h"
#include "inspect_commands_test.h"
#include "model_commands_test.h"
#include "project_commands_test.h"
#include "train_commands_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(CommandLineTest, ProjectCommandsTest, ModelCommandsTest, ConvertCommandsTest, InspectCommandsTest,
                TrainCommandsTest)
