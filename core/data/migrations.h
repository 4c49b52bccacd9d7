// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace recap {

// One step of the schema. A released migration is never edited; a change is a new one.
struct Migration {
    int version;
    const char* sql;
};

std::span<const Migration> migrations();

}  // namespace recap
