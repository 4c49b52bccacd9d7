// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_table.h"

namespace recap::cli {

// recap caption quality, and recap caption promote.
void addCaptionQuality(CommandTable& table, CLI::App* group);

}  // namespace recap::cli
