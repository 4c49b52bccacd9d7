// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the query language adds to SQL; private to core/data.
#pragma once

struct sqlite3;

namespace recap {

// recap_contains(text, part): 1 when the text contains the part in any case; the part is folded already.
// recap_matches(text, pattern): 1 when the regular expression matches somewhere.
void addQueryFunctions(sqlite3* connection);

}  // namespace recap
