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

// A table whose rows name pictures, relative to `pictures` (empty: the table's folder).
//
// Wide, one row a picture: the columns named in `columns`, or else image | image_path | file_name | filename | file |
// filepath | path for the picture, and text | caption (-> `source`), alttext | alt_text | alt, top_caption,
// orig_caption, generated_caption, caption_short, caption_long and human for captions, each of the source of its own
// name. Long, one row a caption: when there are the columns `source` and `caption` (or text) and none is named. Every
// other cell that is not empty becomes an attribute. `all_captions` (a list) gives sources caption_1, caption_2 ...
// Broken rows and missing pictures are listed. Throws Error(BadFormat) when no column names pictures; where there are
// web addresses instead, the message says to fetch them with img2dataset. With a sink the rows of a wide table go
// there.
ImportRows readTable(const std::filesystem::path& table, const TableColumns& columns, const std::string& source,
                     const std::filesystem::path& pictures = {}, const ImportProgress& progress = {},
                     const ImportSink& sink = {});

// What one row of web-scraped metadata says beside its picture: captions by the rules above, everything else that is
// not empty as attributes. `skip` columns are left out.
void takeMetadataRow(const std::vector<std::string>& columns, const std::vector<Json>& cells, const std::string& source,
                     const std::vector<std::string_view>& skip, ImportRow& row);

}  // namespace recap
