// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/table.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "data/parquet.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::uintmax_t kMaxCsvBytes = 1u << 30;

// The separator that the header line has most of, outside quotation marks.
char separatorOf(std::string_view text) {
    constexpr std::string_view kCandidates = ",;\t";
    std::array<int, 3> counts{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) break;
        const auto at = kCandidates.find(c);
        if (!quoted && at != kCandidates.npos) ++counts[at];
    }
    return kCandidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

class CsvReader final : public TableReader {
public:
    explicit CsvReader(const fs::path& path) : name_(path.string()), text_(readText(path, kMaxCsvBytes, &repaired_)) {
        if (trimmed(text_).empty())
            throw Error(ErrorCode::BadFormat, message("%1 is empty; a header line was expected.", name_));
        separator_ = separatorOf(text_);
        std::vector<Json> header;
        readRow(header);
        std::set<std::string> seen;
        for (const auto& cell : header) {
            const std::string column(trimmed(cell.is_string() ? cell.get_ref<const std::string&>() : std::string()));
            if (!column.empty() && !seen.insert(column).second)
                throw Error(ErrorCode::BadFormat, message("%1 has two columns called '%2'.", name_, column));
            columns_.push_back(column);
        }
    }

    const std::vector<std::string>& columns() const override { return columns_; }
    std::int64_t rows() const override { return std::count(text_.begin(), text_.end(), '\n') - 1; }
    Message remark() const override {
        return repaired_ ? message("The table was not UTF-8 and was read as Windows-1252; check its accents.")
                         : Message{};
    }
    std::string where() const override { return name_ + ":" + std::to_string(row_); }

    bool next(std::vector<Json>& cells) override {
        while (at_ < text_.size()) {
            readRow(cells);
            if (cells.size() == 1 && cells.front().is_null()) continue;  // an empty line
            if (cells.size() != columns_.size())
                throw Error(ErrorCode::BadFormat,
                            message("The row has %1 cells, the header %2.", cells.size(), columns_.size()));
            return true;
        }
        return false;
    }

private:
    void readRow(std::vector<Json>& cells) {
        cells.clear();
        row_ = line_;
        for (bool more = true; more;) {
            cells.push_back(readCell());
            more = at_ < text_.size() && text_[at_] == separator_;
            if (more) ++at_;
        }
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++line_;
    }

    Json readCell() {
        if (at_ < text_.size() && text_[at_] == '"') return quotedCell();
        const auto start = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
        return at_ == start ? Json() : Json(text_.substr(start, at_ - start));
    }

    Json quotedCell() {
        std::string cell;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
                ++at_;
            }
            line_ += text_[at_] == '\n' ? 1 : 0;
            cell += text_[at_];
        }
        if (at_ < text_.size()) ++at_;
        // Sloppy writers put text behind the closing quotation mark.
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
            cell += text_[at_++];
        return cell;
    }

    std::string name_;
    bool repaired_ = false;
    std::string text_;
    char separator_ = ',';
    std::vector<std::string> columns_;
    std::size_t at_ = 0;
    std::int64_t line_ = 1, row_ = 1;
};

std::string lowerAscii(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

}  // namespace

std::unique_ptr<TableReader> openCsv(const fs::path& path) {
    return std::make_unique<CsvReader>(path);
}

std::unique_ptr<TableReader> openTable(const fs::path& path) {
    const auto extension = lowerAscii(path.extension().string());
    if (extension == ".parquet") return openParquet(path);
    if (extension == ".json") return openJsonList(path);
    return extension == ".jsonl" ? openJsonLines(path) : openCsv(path);
}

std::optional<std::size_t> findColumn(const std::vector<std::string>& columns,
                                      const std::vector<std::string_view>& names) {
    for (const auto name : names)
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (lowerAscii(columns[i]) == lowerAscii(name)) return i;
    return std::nullopt;
}

Json typedCell(const Json& cell) {
    if (!cell.is_string()) return cell;
    const auto& text = cell.get_ref<const std::string&>();
    const char* end = text.data() + text.size();
    std::int64_t integer = 0;
    if (const auto r = std::from_chars(text.data(), end, integer); r.ec == std::errc() && r.ptr == end) return integer;
    double number = 0;
    const bool numeral = !text.empty() && text.find_first_not_of("0123456789+-.eE") == std::string::npos;
    if (const auto r = std::from_chars(text.data(), end, number); numeral && r.ec == std::errc() && r.ptr == end)
        return number;
    return cell;
}

std::string sourceNameOfColumn(std::string_view column) {
    std::string name;
    for (const char c : column) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                           c == '-' || c == '.';
        name += plain ? c : '_';
    }
    return name;
}

}  // namespace recap
