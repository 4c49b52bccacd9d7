// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of a table, whatever file they lie in.
#pragma once

#include "base/json.h"
#include "base/message.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// A table read row by row. Cells are null, truth values, numbers, texts, or (Parquet only) arrays and objects.
class TableReader {
public:
    virtual ~TableReader() = default;
    virtual const std::vector<std::string>& columns() const = 0;
    // False at the end. Throws Error(BadFormat) for a row that cannot be read; the next call goes on behind it.
    virtual bool next(std::vector<Json>& cells) = 0;
    // About how many rows there are, for the progress.
    virtual std::int64_t rows() const = 0;
    // A sentence on how the file as a whole was read, when that is worth looking at; else empty.
    virtual Message remark() const { return {}; }
    // The row read last, for messages: "file:line" or "file, row 7".
    virtual std::string where() const = 0;
};

// One JSON object a line; the columns are all keys that occur, in the order of their first rows. Read twice. Lines that
// are no object are rows that cannot be read. Throws Error(FileNotFound), or Error(BadFormat) when no line is an
// object.
std::unique_ptr<TableReader> openJsonLines(const std::filesystem::path& path);

// A JSON list of objects, read element by element, so that memory does not hold a long file. Columns, bad elements and
// exceptions as openJsonLines.
std::unique_ptr<TableReader> openJsonList(const std::filesystem::path& path);
// Whether a JSON file is a list, by its first character. Throws Error(FileNotFound).
bool isJsonList(const std::filesystem::path& path);

// parseJson() of one row; NaN and Infinity, which Python writes and JSON does not know, are null.
Json parseJsonRow(std::string_view text, std::string_view origin);

// Comma, semicolon or tab separated text with a header line, quoted as in RFC 4180; which separator is found out from
// the header. An unquoted empty cell is null, every other cell a text. In any encoding of base/text_file.h. Throws
// Error(FileNotFound), or Error(BadFormat) for an empty file and for column names that occur twice.
std::unique_ptr<TableReader> openCsv(const std::filesystem::path& path);

// By extension: .csv, .tsv, .jsonl, .json (a list) or .parquet. Throws as openCsv, and Error(InvalidOption) when this
// build reads no Parquet.
std::unique_ptr<TableReader> openTable(const std::filesystem::path& path);

// Position of the first of `names` that is a column, regardless of case.
std::optional<std::size_t> findColumn(const std::vector<std::string>& columns,
                                      const std::vector<std::string_view>& names);

// A text that is a number as one, else the text.
Json typedCell(const Json& cell);

// Column names are free, names of caption sources are not: other characters become '_'.
std::string sourceNameOfColumn(std::string_view column);

}  // namespace recap
