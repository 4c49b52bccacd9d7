// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/table.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"

#include <array>
#include <istream>
#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kMaxElementBytes = 16u << 20;

bool isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Behind a byte order mark, if there is one.
void skipMark(std::istream& in) {
    if (in.peek() == 0xEF) in.ignore(3);
}

// The elements of a JSON list as texts, whatever is in them. Elements end where brackets and quotation marks say so,
// so that one that is no JSON does not end the reading.
class JsonListElements {
public:
    explicit JsonListElements(const fs::path& path) : name_(path.string()), in_(openText(path)) {
        skipMark(*in_);
        if (nextSolid() != '[') throw Error(ErrorCode::BadFormat, message("%1 is not a JSON list of objects.", path));
    }

    // Throws Error(BadFormat) for a list that is cut off and for an element that is too large or no text; the next call
    // goes on behind it, or is the end.
    bool next(std::string& element, bool* repaired = nullptr) {
        if (ended_) return false;
        element.clear();
        int c = nextSolid();
        ++number_;
        if (c == ']' && number_ == 1) {
            ended_ = true;
            return false;
        }
        for (int depth = 0; depth > 0 || (c != ',' && c != ']'); c = in_->rdbuf()->sbumpc()) {
            if (c == kEnd || element.size() > kMaxElementBytes) {
                ended_ = true;
                throw Error(ErrorCode::BadFormat, c == kEnd
                                                      ? message("The list is cut off here.")
                                                      : message("The element is larger than 16 MB; the rest of the "
                                                                "list was not read."));
            }
            element += static_cast<char>(c);
            if (c == '"') takeString(element);
            if (c == '{' || c == '[') ++depth;
            if (c == '}' || c == ']') --depth;
        }
        ended_ = c == ']';
        element = textFromBytes(element, where(), repaired);
        return true;
    }
    std::string where() const { return name_ + ", element " + std::to_string(number_); }

private:
    static constexpr int kEnd = std::char_traits<char>::eof();

    int nextSolid() {
        int c = in_->rdbuf()->sbumpc();
        while (isSpace(c)) c = in_->rdbuf()->sbumpc();
        return c;
    }

    // Behind the opening quotation mark. The end of the file is noticed by the caller.
    void takeString(std::string& element) {
        for (int c = in_->rdbuf()->sbumpc(); c != kEnd && element.size() <= kMaxElementBytes;
             c = in_->rdbuf()->sbumpc()) {
            element += static_cast<char>(c);
            if (c == '"') return;
            if (c != '\\') continue;
            if (const int escaped = in_->rdbuf()->sbumpc(); escaped != kEnd) element += static_cast<char>(escaped);
        }
    }

    std::string name_;
    std::unique_ptr<std::istream> in_;
    std::int64_t number_ = 0;
    bool ended_ = false;
};

// Rows are JSON objects, each a text of `Texts`.
template <class Texts>
class JsonRowsReader final : public TableReader {
public:
    explicit JsonRowsReader(const fs::path& path) : texts_(path) {
        Texts all(path);
        std::string text;
        for (bool more = true; more;) {
            try {
                bool repaired = false;
                more = all.next(text, &repaired);
                repaired_ = repaired_ || repaired;
                if (more && !trimmed(text).empty()) addColumns(parseJsonRow(text, ""));
            } catch (const Error&) {  // said when the row is read
            }
        }
        if (columns_.empty())
            throw Error(
                ErrorCode::BadFormat,
                message("%1 holds no JSON object; every line or element should be one that names a picture.", path));
    }

    const std::vector<std::string>& columns() const override { return columns_; }
    std::int64_t rows() const override { return rows_; }
    std::string where() const override { return texts_.where(); }
    Message remark() const override {
        return repaired_ ? message("Rows that were not UTF-8 were read as Windows-1252; check their accents.")
                         : Message{};
    }

    bool next(std::vector<Json>& cells) override {
        std::string text;
        do {
            if (!texts_.next(text)) return false;
        } while (trimmed(text).empty());
        const Json row = parseJsonRow(text, where());
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

    Texts texts_;
    std::vector<std::string> columns_;
    std::unordered_map<std::string, std::size_t> positions_;
    std::int64_t rows_ = 0;
    bool repaired_ = false;
};

// NaN, Infinity and -Infinity outside of texts become null.
std::string withoutNaN(std::string_view text) {
    constexpr std::array<std::string_view, 3> kWords{"-Infinity", "Infinity", "NaN"};
    std::string out;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '"') quoted = !quoted;
        std::size_t length = 0;
        for (const auto word : kWords)
            if (!quoted && text.substr(i).starts_with(word)) length = std::max(length, word.size());
        if (length > 0) {
            out += "null";
            i += length;
            continue;
        }
        out += text[i++];
        if (quoted && out.back() == '\\' && i < text.size()) out += text[i++];
    }
    return out;
}

}  // namespace

Json parseJsonRow(std::string_view text, std::string_view origin) {
    Json row = Json::parse(text, nullptr, false);
    return row.is_discarded() ? parseJson(withoutNaN(text), origin) : row;
}

bool isJsonList(const fs::path& path) {
    const auto in = openText(path);
    skipMark(*in);
    char first = 0;
    return *in >> first && first == '[';
}

std::unique_ptr<TableReader> openJsonLines(const fs::path& path) {
    return std::make_unique<JsonRowsReader<TextLines>>(path);
}

std::unique_ptr<TableReader> openJsonList(const fs::path& path) {
    return std::make_unique<JsonRowsReader<JsonListElements>>(path);
}

}  // namespace recap
