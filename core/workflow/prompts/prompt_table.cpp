// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/prompts/prompt_table.h"

#include "base/describe.h"
#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "data/import/table.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace recap {
namespace {

using Cells = std::vector<std::string>;

const std::vector<std::string_view> kPromptColumns{"prompts", "prompt", "caption", "text"};
const std::vector<std::string_view> kIdColumns{"id", "caption_id", "key"};
const std::vector<std::string_view> kCategoryColumns{"category"};

// "a ""quoted"" word" without its marks; what is not quoted as a whole stays.
std::string unquoted(std::string_view cell) {
    if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::string(cell);
    std::string out;
    for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
        out += cell[i];
        if (cell[i] != '"') continue;
        if (i + 2 >= cell.size() || cell[i + 1] != '"') return std::string(cell);
        ++i;
    }
    return out;
}

Cells cellsOf(std::string_view line, char separator) {
    Cells cells;
    for (std::size_t begin = 0; begin <= line.size();) {
        const auto end = std::min(line.find(separator, begin), line.size());
        cells.push_back(unquoted(trimmed(line.substr(begin, end - begin))));
        begin = end + 1;
    }
    return cells;
}

// Takes rows as texts by the header's columns.
class Rows {
public:
    Rows(const fs::path& file, const Cells& columns)
        : prompt_(findColumn(columns, kPromptColumns)),
          id_(findColumn(columns, kIdColumns)),
          category_(findColumn(columns, kCategoryColumns)),
          collected_(file.string()) {
        if (!prompt_)
            throw Error(ErrorCode::BadFormat,
                        message("%1 has no column of prompts; the header line must name one of: %2.", file,
                                listOf(kPromptColumns)));
    }
    void take(const Cells& cells, const std::string& where) {
        const auto cell = [&](std::size_t column) { return std::string(trimmed(cells.at(column))); };
        ++row_;
        PromptItem item{id_ ? cell(*id_) : std::to_string(row_), cell(*prompt_), {}};
        if (category_) item.category = cell(*category_);
        collected_.add(std::move(item), where);
    }
    PromptSet set() { return collected_.take(); }

private:
    std::optional<std::size_t> prompt_, id_, category_;
    PromptCollector collected_;
    std::size_t row_ = 0;
};

[[noreturn]] void refuseEncoding(const fs::path& file) {
    throw Error(ErrorCode::BadFormat, message("%1 is neither UTF-8 nor UTF-16; save it as UTF-8.", file));
}

PromptSet readQuoted(const fs::path& file) {
    const auto table = openTable(file);
    if (!table->remark().empty()) refuseEncoding(file);
    Rows rows(file, table->columns());
    const auto next = [&](std::vector<Json>& row) {
        try {
            return table->next(row);
        } catch (const Error& e) {
            throw Error(e.code(), message("%1: %2", table->where(), e.message()));
        }
    };
    for (std::vector<Json> row; next(row);) {
        Cells cells;
        for (const auto& cell : row)
            cells.push_back(cell.is_null()     ? std::string()
                            : cell.is_string() ? cell.get<std::string>()
                                               : toJsonLine(cell));
        rows.take(cells, table->where());
    }
    return rows.set();
}

// Whether the text is tab separated with as many cells in every line, so that no cell holds an end of line.
bool isTabbed(const std::vector<std::string_view>& lines) {
    const auto tabs = [](std::string_view line) { return std::count(line.begin(), line.end(), '\t'); };
    return !lines.empty() && tabs(lines.front()) > 0 && std::all_of(lines.begin(), lines.end(), [&](auto line) {
        return trimmed(line).empty() || tabs(line) == tabs(lines.front());
    });
}

}  // namespace

bool isPromptTable(const fs::path& file, const std::string& firstLine) {
    const std::string extension = toLower(file.extension().string());
    if (extension == ".csv" || extension == ".tsv" || extension == ".parquet") return true;
    if (firstLine.starts_with('{') || firstLine.starts_with('[')) return false;
    constexpr std::string_view kSeparators = "\t,;";
    return std::any_of(kSeparators.begin(), kSeparators.end(), [&](char separator) {
        const auto cells = cellsOf(firstLine, separator);
        return findColumn(cells, kPromptColumns) &&
               (findColumn(cells, kIdColumns) || findColumn(cells, kCategoryColumns));
    });
}

PromptSet readPromptTable(const fs::path& file) {
    if (toLower(file.extension().string()) == ".parquet") return readQuoted(file);
    bool repaired = false;
    const std::string text = readText(file, kMostPromptBytes, &repaired);
    if (repaired) refuseEncoding(file);
    const auto lines = linesOf(text);
    if (!isTabbed(lines)) return readQuoted(file);
    Rows rows(file, cellsOf(lines.front(), '\t'));
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (!trimmed(lines[i]).empty()) rows.take(cellsOf(lines[i], '\t'), file.string() + ":" + std::to_string(i + 1));
    return rows.set();
}

}  // namespace recap
