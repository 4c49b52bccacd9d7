// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Why a query that is right may find nothing: a remark beside its result.
struct QueryHint {
    enum class Kind {
        UnknownSource,       // `name` is no caption source of the project
        FilesNotChecked,     // nobody has looked yet whether the files are there
        PicturesNotChecked,  // nobody has read the pictures yet: unreadable ones and duplicates are not known
        NotScored,           // no caption has been scored by a CLIP yet
    };
    Kind kind = Kind::UnknownSource;
    std::string name = {};                // UnknownSource: as written
    std::string nearest = {};             // UnknownSource: the source that is nearly called so; empty: none
    std::vector<std::string> known = {};  // UnknownSource: every source of the project
    std::size_t position = 0;             // byte of the query, from 0
};

// In the order of the query, each kind and name once. Throws QueryError.
std::vector<QueryHint> queryHints(Database& database, std::string_view query);
// One English sentence.
std::string queryHintText(const QueryHint& hint);

// The statistics say with these that they have looked at every image's file, and read its picture.
void noteFilesChecked(Database& database);
void notePicturesChecked(Database& database);

}  // namespace recap
