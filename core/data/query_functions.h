// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the query language adds to SQL; private to core/data.
#pragma once

struct sqlite3;

namespace recap {

// recap_contains(text, part): 1 when the text contains the part in any case; the part is folded already.
// recap_matches(text, pattern): 1 when the regular expression matches somewhere.
// recap_attribute(object, name): a member of a JSON object; NULL where there is none.
// recap_bucket(width, height, resolution): the training crop, as width * 65536 + height.
// recap_cut_off(text): isCutOff().
void addQueryFunctions(sqlite3* connection);

}  // namespace recap
