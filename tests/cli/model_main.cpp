// SPDX-License-Identifier: GPL-3.0-or-later
#include "convert_commands_test.h"
#include "inspect_commands_test.h"
#include "model_commands_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(ModelCommandsTest, ConvertCommandsTest, InspectCommandsTest)
