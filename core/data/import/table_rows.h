// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/import_row.h"
#include "data/import/table.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// Which column of a table means what. Column names are matched regardless of case.
struct TableColumns {
    std::string image = {};                                          // path of the picture
    std::vector<std::pair<std::string, std::string>> captions = {};  // (source, column)
};

// From "image=PATH", "alttext=TEXT" ...: the picture's column, and for each caption source its column.
// Throws Error(InvalidOption) for an entry without '=' and for a source name that cannot be one.
TableColumns parseTableColumns(const std::vector<std::string>& entries);

// A table whose rows name pictures, relative to `pictures` (empty: the table's folder), or in the shard that the column
// source_tar names.
//
// Wide, one row a picture: the columns named in `columns`, or else image | image_path | file_name | filename | file |
// filepath | path ... for the picture, and the columns of captions that column_roles.h knows; `source` (may be empty)
// is what captions are called whose column says no more than text or caption. Long, one row a caption: when there are
// the columns `source` and `caption` (or text) and none is named. Every other cell that is not empty becomes an
// attribute. Rows whose maker says that they failed, broken rows and missing pictures are listed. A row whose picture
// does not lie here, but which says its sum, identifier, key or address, is one with `names`. Throws Error(BadFormat)
// when no column names pictures. With a sink the rows of a wide table go there.
ImportRows readTable(const std::filesystem::path& table, const TableColumns& columns, const std::string& source,
                     const std::filesystem::path& pictures = {}, const ImportProgress& progress = {},
                     const ImportSink& sink = {});

}  // namespace recap
