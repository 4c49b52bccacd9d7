// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_table.h"

namespace recap::cli {

// "caption curve".
void addCaptionCurve(CommandTable& table, CLI::App* group);

}  // namespace recap::cli
