// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace recap {

class Database;

// One step of the schema. A released migration is never edited; a change is a new one.
struct Migration {
    int version;
    const char* sql;
    void (*after)(Database& db) = nullptr;  // what SQL alone cannot do, in the same transaction
};

std::span<const Migration> migrations();

}  // namespace recap
