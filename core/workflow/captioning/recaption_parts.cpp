// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/recaption_parts.h"

#include "base/error.h"
#include "data/parquet.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

enum Column { Image, Key, Source, Text, Author, Provenance, Tokens, Flags, Time };
constexpr std::array kColumns{"image", "key", "source", "text", "author", "provenance", "tokens", "flags", "time"};

}  // namespace

void writePart(const fs::path& file, const std::vector<ResultRow>& rows) {
    std::vector<std::vector<Json>> cells;
    cells.reserve(rows.size());
    for (const auto& row : rows)
        cells.push_back({row.image, row.key, row.source, row.text, row.author, toJsonLine(row.provenance), row.tokens,
                         row.flags, row.time_ms});
    writeParquet(file, {kColumns.begin(), kColumns.end()}, cells);
}

struct PartReader::State {
    std::unique_ptr<TableReader> table;
    std::array<std::size_t, kColumns.size()> places{};
    std::vector<Json> cells;

    [[noreturn]] void refuse(Column column) const {
        throw Error(ErrorCode::BadFormat,
                    message("%1: the column '%2' holds something that this program did not write.", table->where(),
                            kColumns[column]));
    }
    std::string text(Column column) const {
        const auto& cell = cells[places[column]];
        if (!cell.is_string()) refuse(column);
        return cell.get<std::string>();
    }
    std::int64_t number(Column column) const {
        const auto& cell = cells[places[column]];
        if (!cell.is_number_integer()) refuse(column);
        return cell.get<std::int64_t>();
    }
};

PartReader::PartReader(const fs::path& file) : state_(std::make_unique<State>()) {
    state_->table = openParquet(file);
    const auto& columns = state_->table->columns();
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto at = std::find(columns.begin(), columns.end(), kColumns[i]);
        if (at == columns.end())
            throw Error(ErrorCode::BadFormat,
                        message("%1 has no column '%2': it is not a part of a recaptioning.", file, kColumns[i]));
        state_->places[i] = static_cast<std::size_t>(at - columns.begin());
    }
}

PartReader::~PartReader() = default;

std::string PartReader::where() const {
    return state_->table->where();
}

bool PartReader::next(ResultRow& row) {
    auto& state = *state_;
    if (!state.table->next(state.cells)) return false;
    row = {.image = state.number(Image),
           .key = state.text(Key),
           .source = state.text(Source),
           .text = state.text(Text),
           .author = state.text(Author),
           .tokens = state.number(Tokens),
           .flags = state.text(Flags),
           .time_ms = state.number(Time)};
    row.provenance = Json::parse(state.text(Provenance), nullptr, false);
    if (!row.provenance.is_object()) state.refuse(Provenance);
    return true;
}

}  // namespace recap
