// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/table_rows.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/picture_name.h"
#include "image/picture_file.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

const std::vector<std::string_view> kImageColumns{"image", "image_path", "file_name", "filename", "file", "filepath",
                                                  "path",  "img",        "picture",   "jpg",      "png",  "webp"};
const std::vector<std::string_view> kUrlColumns{"url", "image_url"};

// Column (lower case) and source; an empty source is the one that the caller names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kCaptionColumns{
    {{"text", ""},
     {"caption", ""},
     {"captions", ""},
     {"re_caption", "re_caption"},
     {"org_caption", "org_caption"},
     {"alttext", "alttext"},
     {"alt_text", "alttext"},
     {"alt", "alttext"},
     {"orig_caption", "alttext"},
     {"top_caption", "top_caption"},
     {"generated_caption", "generated_caption"},
     {"caption_short", "caption_short"},
     {"caption_long", "caption_long"},
     {"recap_short", "recap_short"},
     {"recap_long", "recap_long"},
     {"human", "human"},
     {"all_captions", "caption"}}};

std::string lowerAscii(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

std::optional<std::string> captionSourceOf(std::string_view column, const std::string& source) {
    const std::string lower = lowerAscii(column);
    for (const auto& [name, target] : kCaptionColumns)
        if (name == lower) return target.empty() ? source : std::string(target);
    return std::nullopt;
}

bool isEmpty(const Json& cell) {
    return cell.is_null() || (cell.is_string() && trimmed(cell.get_ref<const std::string&>()).empty());
}

// A text is one caption, a list of texts several: source_1, source_2 ...
void addCaptions(const std::string& source, const Json& cell, ImportRow& row) {
    if (isEmpty(cell)) return;
    const auto known = [&](const std::string& text) {
        return std::any_of(row.captions.begin(), row.captions.end(),
                           [&](const auto& c) { return c.source == source && c.text == text; });
    };
    if (cell.is_string()) {
        if (!known(cell.get<std::string>())) row.captions.push_back({source, cell.get<std::string>()});
    } else if (cell.is_array()) {
        int number = 0;
        for (const auto& entry : cell) {
            std::string name = source + "_";
            name += std::to_string(++number);
            if (entry.is_string() && !isEmpty(entry)) row.captions.push_back({name, entry.get<std::string>()});
        }
    }
}

class TableImport {
public:
    TableImport(const fs::path& path, const TableColumns& columns, const std::string& source, const fs::path& pictures,
                const ImportSink& sink)
        : table_(openTable(path)),
          path_(path),
          source_(source),
          folder_((pictures.empty() ? path.parent_path() : pictures).lexically_normal()),
          mapped_(columns),
          sink_(sink) {
        findRoles();
    }

    ImportRows read(const ImportProgress& progress) {
        std::vector<Json> cells;
        std::int64_t seen = 0;
        const auto expected = table_->rows();
        for (bool more = true; more;) {
            try {
                more = table_->next(cells);
                if (more) takeRow(cells);
            } catch (const Error& e) {
                out_.problems.push_back({table_->where(), e.message()});
            }
            if (progress && ++seen % 1000 == 0) progress(seen);
            // In the long form a later row may speak of an earlier picture.
            if (sink_ && !source_column_ && out_.rows.size() >= kImportBlock) {
                out_.expected = expected;
                sink_(std::exchange(out_, {}));
            }
        }
        if (!table_->remark().empty()) out_.problems.push_back({path_.string(), table_->remark(), true});
        out_.used.push_back(path_.string());
        out_.notes.push_back(message("%1 pictures are named by %2.", rows_.size(), path_));
        return std::move(out_);
    }

private:
    std::size_t require(const std::string& column) const {
        if (const auto at = findColumn(table_->columns(), {column})) return *at;
        std::string names;
        for (const auto& name : table_->columns()) names += (names.empty() ? "" : ", ") + name;
        throw Error(ErrorCode::BadFormat, message("%1 has no column '%2'; it has: %3.", path_, column, names));
    }

    void findRoles() {
        const auto& names = table_->columns();
        const auto image = mapped_.image.empty() ? findColumn(names, kImageColumns) : require(mapped_.image);
        if (!image && findColumn(names, kUrlColumns))
            throw Error(ErrorCode::BadFormat,
                        message("%1 names web addresses instead of files. Download the pictures with img2dataset and "
                                "import the shards it creates; its parquet files are joined to them.",
                                path_));
        if (!image)
            throw Error(ErrorCode::BadFormat, message("%1 has no column that names pictures (image, file_name, path "
                                                      "...); name it with --column image=NAME.",
                                                      path_));
        image_ = *image;
        roles_.assign(names.size(), {});
        if (!mapped_.captions.empty()) {
            for (const auto& [source, column] : mapped_.captions) roles_[require(column)] = source;
            return;
        }
        source_column_ = findColumn(names, {"source"});
        text_column_ = findColumn(names, {"caption", "text"});
        if (source_column_ && text_column_) return;
        source_column_.reset();
        for (std::size_t i = 0; i < names.size(); ++i)
            if (const auto source = captionSourceOf(names[i], source_)) roles_[i] = *source;
    }

    void takeRow(const std::vector<Json>& cells) {
        if (!cells[image_].is_string() || isEmpty(cells[image_]))
            throw Error(ErrorCode::BadFormat,
                        message("The row names no picture in its column '%1'.", table_->columns()[image_]));
        ImportRow& row = rowFor(cells[image_].get<std::string>());
        const auto before = row.captions.size();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i == image_ || isEmpty(cells[i]) || (source_column_ && (i == *source_column_ || i == *text_column_)))
                continue;
            if (!roles_[i].empty())
                addCaptions(roles_[i], cells[i], row);
            else if (!source_column_)
                row.attributes[table_->columns()[i]] = typedCell(cells[i]);
        }
        if (source_column_ && cells[*source_column_].is_string())
            addCaptions(sourceNameOfColumn(cells[*source_column_].get<std::string>()), cells[*text_column_], row);
        if (row.captions.size() == before && !source_column_)
            out_.problems.push_back({table_->where(),
                                     message("The row has no caption; the picture was imported without one."), true,
                                     row.image.string()});
        if (row.where.empty()) row.where = table_->where();
    }

    // In the long form several rows speak of one picture.
    ImportRow& rowFor(const std::string& name) {
        const auto picture = pictureOf(name);
        const auto known = picture.path.lexically_proximate(folder_).native();
        const auto found = rows_.find(known);
        if (found != rows_.end()) {
            if (!source_column_) throw Error(ErrorCode::BadFormat, message("An earlier row already names '%1'.", name));
            return out_.rows[found->second];
        }
        rows_.emplace(known, out_.rows.size());
        out_.rows.push_back({.image = picture.path});
        if (picture.guessed)
            out_.problems.push_back({table_->where(), guessRemark(name, picture), true, picture.path.string()});
        return out_.rows.back();
    }

    // A table may name pictures anywhere, so a path that leads to one is right as it is.
    NamedPicture pictureOf(const std::string& name) const {
        const fs::path plain = (folder_ / name).lexically_normal();
        if (pictureExists(plain)) return {plain};
        std::optional<NamedPicture> found;
        try {
            found = findPicture(folder_, name);
        } catch (const Error&) {  // it leads out of the folder, which a table may
        }
        if (!found)
            throw Error(ErrorCode::FileNotFound,
                        message("There is no picture '%1' (names are relative to %2).", name, folder_));
        return *found;
    }

    std::unique_ptr<TableReader> table_;
    fs::path path_;
    const std::string& source_;
    fs::path folder_;
    const TableColumns& mapped_;
    std::size_t image_ = 0;
    std::vector<std::string> roles_;                          // caption source by column; empty: none
    std::optional<std::size_t> source_column_, text_column_;  // long form
    const ImportSink& sink_;
    std::unordered_map<std::string, std::size_t> rows_;  // by the picture's name; the place counts in the long form
    ImportRows out_;
};

}  // namespace

TableColumns parseTableColumns(const std::vector<std::string>& entries) {
    TableColumns out;
    for (const auto& entry : entries) {
        const auto mark = entry.find('=');
        if (mark == std::string::npos || mark == 0 || mark + 1 == entry.size())
            throw Error(ErrorCode::InvalidOption,
                        message("'%1' is not a column mapping; write image=COLUMN or SOURCE=COLUMN.", entry));
        const auto role = entry.substr(0, mark), column = entry.substr(mark + 1);
        if (role != sourceNameOfColumn(role))
            throw Error(
                ErrorCode::InvalidOption,
                message("'%1' cannot be the name of a caption source: use letters, digits, '_', '-' and '.'.", role));
        if (role == "image")
            out.image = column;
        else
            out.captions.emplace_back(role, column);
    }
    return out;
}

ImportRows readTable(const fs::path& table, const TableColumns& columns, const std::string& source,
                     const fs::path& pictures, const ImportProgress& progress, const ImportSink& sink) {
    return TableImport(table, columns, source, pictures, sink).read(progress);
}

void takeMetadataRow(const std::vector<std::string>& columns, const std::vector<Json>& cells, const std::string& source,
                     const std::vector<std::string_view>& skip, ImportRow& row) {
    for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
        const std::string lower = lowerAscii(columns[i]);
        if (isEmpty(cells[i]) || std::find(skip.begin(), skip.end(), lower) != skip.end()) continue;
        if (const auto target = captionSourceOf(columns[i], source))
            addCaptions(*target, cells[i], row);
        else
            row.attributes[columns[i]] = cells[i];
    }
}

}  // namespace recap
