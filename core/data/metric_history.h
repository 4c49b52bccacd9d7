// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <vector>

namespace recap {

// Values that were replaced by others of the same number (sameNumber), the newest first; the database keeps them by
// itself. Numbers that were computed again and came out the same are not among them.
std::vector<MetricRecord> metricHistory(Database& database);

}  // namespace recap
