// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <vector>

namespace recap {

// Numbers that were replaced by others of the same run, name and judge, the newest first; the database keeps them by
// itself. Numbers that were computed again and came out the same are not among them.
std::vector<MetricRecord> metricHistory(Database& database);

}  // namespace recap
