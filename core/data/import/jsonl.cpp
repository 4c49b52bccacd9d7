// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/table.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"

#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

class JsonLinesReader final : public TableReader {
public:
    explicit JsonLinesReader(const fs::path& path) : lines_(path) {
        TextLines all(path);
        std::string line;
        for (bool more = true; more;) {
            try {
                bool repaired = false;
                more = all.next(line, &repaired);
                repaired_ = repaired_ || repaired;
                if (more && !trimmed(line).empty()) addColumns(Json::parse(line, nullptr, false));
            } catch (const Error&) {  // said when the row is read
            }
        }
        if (columns_.empty())
            throw Error(ErrorCode::BadFormat,
                        message("%1 holds no JSON object; every line should be one that names a picture.", path));
    }

    const std::vector<std::string>& columns() const override { return columns_; }
    std::int64_t rows() const override { return rows_; }
    std::string where() const override { return lines_.where(); }
    Message remark() const override {
        return repaired_ ? message("Rows that were not UTF-8 were read as Windows-1252; check their accents.")
                         : Message{};
    }

    bool next(std::vector<Json>& cells) override {
        std::string line;
        do {
            if (!lines_.next(line)) return false;
        } while (trimmed(line).empty());
        const Json row = parseJson(line, where());
        if (!row.is_object()) throw Error(ErrorCode::BadFormat, message("The row is not a JSON object."));
        cells.assign(columns_.size(), {});
        for (const auto& [key, value] : row.items())
            if (const auto at = positions_.find(key); at != positions_.end()) cells[at->second] = value;
        return true;
    }

private:
    void addColumns(const Json& row) {
        if (!row.is_object()) return;
        ++rows_;
        for (const auto& [key, value] : row.items())
            if (positions_.try_emplace(key, columns_.size()).second) columns_.push_back(key);
    }

    TextLines lines_;
    std::vector<std::string> columns_;
    std::unordered_map<std::string, std::size_t> positions_;
    std::int64_t rows_ = 0;
    bool repaired_ = false;
};

}  // namespace

std::unique_ptr<TableReader> openJsonLines(const fs::path& path) {
    return std::make_unique<JsonLinesReader>(path);
}

}  // namespace recap
