// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_table.h"

namespace recap::cli {

// `recap dataset audit P create` and `recap dataset audit P report`.
void addDatasetAudit(CommandTable& table, CLI::App* group);

}  // namespace recap::cli
