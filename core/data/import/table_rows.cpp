// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/table_rows.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/column_roles.h"
#include "data/import/picture_name.h"
#include "image/picture_file.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

const std::vector<std::string_view> kImageColumns{"image",    "image_path", "file_name",  "filename",  "file",
                                                  "filepath", "path",       "img",        "picture",   "jpg",
                                                  "png",      "webp",       "image_name", "image_file"};
class TableImport {
public:
    TableImport(const fs::path& path, const TableColumns& columns, const std::string& source, const fs::path& pictures,
                const ImportSink& sink)
        : table_(openTable(path)),
          path_(path),
          roles_(table_->columns(), plainSource(table_->columns(), source)),
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
        if (!source_column_ && !roles_.hasCaptions())
            out_.problems.push_back(
                {path_.string(),
                 message("It has no column of captions (text, caption, conversations ...), so none were imported; name "
                         "one with --column SOURCE=COLUMN."),
                 true});
        remarks_.say(path_.string(), out_.problems);
        out_.used.push_back(path_.string());
        if (image_) out_.notes.push_back(message("Pictures that %2 names: %1.", rows_.size(), path_));
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
        image_ = mapped_.image.empty() ? findColumn(names, kImageColumns) : require(mapped_.image);
        if (!image_ && !namesPictures(names))
            throw Error(ErrorCode::BadFormat, message("%1 has no column that names pictures (image, file_name, path "
                                                      "...); name it with --column image=NAME.",
                                                      path_));
        if (image_) roles_.ignore(*image_);
        shard_ = findColumn(names, {"source_tar"});
        if (!mapped_.captions.empty()) {
            std::vector<std::pair<std::size_t, std::string>> captions;
            for (const auto& [source, column] : mapped_.captions) captions.emplace_back(require(column), source);
            return roles_.setCaptions(captions);
        }
        source_column_ = findColumn(names, {"source"});
        text_column_ = findColumn(names, {"caption", "text"});
        if (!text_column_) source_column_.reset();
    }

    void takeRow(const std::vector<Json>& cells) {
        if (const auto why = source_column_ ? std::nullopt : roles_.failure(cells))
            throw Error(ErrorCode::BadFormat, *why);
        ImportRow& row = rowFor(cells);
        if (row.where.empty()) row.where = table_->where();
        if (source_column_) {
            if (cells[*source_column_].is_string())
                addCaptions(sourceNameOfColumn(cells[*source_column_].get<std::string>()), cells[*text_column_], row);
            return;
        }
        roles_.take(cells, row, remarks_, true);
        if (row.captions.empty() && row.names.empty() && roles_.hasCaptions())
            out_.problems.push_back({table_->where(),
                                     message("The row has no caption; the picture was imported without one."), true,
                                     row.image.string()});
    }

    // In the long form several rows speak of one picture.
    ImportRow& rowFor(const std::vector<Json>& cells) {
        const Json nothing;
        const auto& cell = image_ ? cells[*image_] : nothing;
        const bool says = cell.is_string() && !trimmed(cell.get_ref<const std::string&>()).empty();
        const auto name = says ? cell.get<std::string>() : std::string();
        auto names = roles_.namesOf(cells);
        const bool named = std::any_of(names.begin(), names.end(),
                                       [](const auto& entry) { return entry.kind != PictureNameKind::Shard; });
        if (name.empty() && !named)
            throw Error(ErrorCode::BadFormat,
                        image_ ? message("The row names no picture in its column '%1'.", table_->columns()[*image_])
                               : message("The row names no picture."));
        const auto picture = name.empty() ? std::nullopt : pictureOf(name, cells);
        if (!picture && !named) throw Error(ErrorCode::FileNotFound, missing(name));
        if (!picture) return strangerRow(name, std::move(names));
        const auto known = picture->path.lexically_proximate(folder_).native();
        const auto found = rows_.find(known);
        if (found != rows_.end()) {
            if (!source_column_) throw Error(ErrorCode::BadFormat, message("An earlier row already names '%1'.", name));
            return out_.rows[found->second];
        }
        rows_.emplace(known, out_.rows.size());
        out_.rows.push_back({.image = picture->path});
        if (picture->guessed)
            out_.problems.push_back({table_->where(), guessRemark(name, *picture), true, picture->path.string()});
        return out_.rows.back();
    }

    // Of a picture that does not lie here. Whoever takes the rows finds out when several speak of one image; only the
    // long form needs to know here.
    ImportRow& strangerRow(const std::string& name, std::vector<PictureName> names) {
        if (source_column_) {
            std::string all = name;
            for (const auto& entry : names) all += '\n' + entry.value;
            const auto [known, fresh] = strangers_.try_emplace(all, out_.rows.size());
            if (!fresh) return out_.rows[known->second];
        }
        out_.rows.push_back({.names = std::move(names), .missing = name.empty() ? Message{} : missing(name)});
        return out_.rows.back();
    }

    Message missing(const std::string& name) const {
        return message("There is no picture '%1' (names are relative to %2).", name, folder_);
    }

    // A table may name pictures anywhere, so a path that leads to one is right as it is. Where the table names the
    // shard, too, the picture may lie in there.
    std::optional<NamedPicture> pictureOf(const std::string& name, const std::vector<Json>& cells) const {
        const fs::path plain = (folder_ / name).lexically_normal();
        if (pictureExists(plain)) return NamedPicture{plain};
        try {
            if (auto found = findPicture(folder_, name)) return found;
            if (shard_ && cells[*shard_].is_string())
                return findPicture(folder_, (fs::path(cells[*shard_].get<std::string>()) / name).string());
        } catch (const Error&) {  // it leads out of the folder, which a table may
        }
        return std::nullopt;
    }

    std::unique_ptr<TableReader> table_;
    fs::path path_;
    ColumnRoles roles_;
    ColumnRemarks remarks_;
    fs::path folder_;
    const TableColumns& mapped_;
    std::optional<std::size_t> image_, shard_;
    std::optional<std::size_t> source_column_, text_column_;  // long form
    const ImportSink& sink_;
    std::unordered_map<std::string, std::size_t> rows_;  // by the picture's name; the place counts in the long form
    std::unordered_map<std::string, std::size_t> strangers_;  // the same in the long form, by all names of the row
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

}  // namespace recap
