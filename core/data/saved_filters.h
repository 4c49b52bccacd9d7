// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"

#include <string>
#include <vector>

namespace recap {

// A query that a person gave a name; kept with the project.
struct SavedFilter {
    std::string name = {};
    std::string query = {};
};

// In the order of their names.
std::vector<SavedFilter> savedFilters(Database& db);
// A filter of that name is replaced. Throws Error(InvalidOption) for an empty name.
void saveFilter(Database& db, const SavedFilter& filter);
// Does nothing when there is none of that name.
void removeFilter(Database& db, const std::string& name);

}  // namespace recap
