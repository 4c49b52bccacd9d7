// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_table.h"

namespace recap::cli {

// `recap rate power` and `recap rate rank`, below `recap rate`.
void addRateStatistics(CommandTable& table, CLI::App* group);

}  // namespace recap::cli
