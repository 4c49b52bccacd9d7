// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/imagefolder.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "data/import/caption_columns.h"
#include "data/import/column_roles.h"
#include "data/import/picture_name.h"
#include "data/import/table.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

class ImageFolderReader {
public:
    ImageFolderReader(const FolderListing& listing, const std::string& source, const ImportProgress& progress,
                      const ImportSink& sink)
        : listing_(listing),
          source_(source),
          progress_(progress),
          sink_(sink),
          order_(listing.images.size()),
          named_(listing.images.size(), false) {
        std::iota(order_.begin(), order_.end(), 0U);
        std::sort(order_.begin(), order_.end(),
                  [&](auto a, auto b) { return listing_.images[a] < listing_.images[b]; });
    }

    ImportRows read() {
        out_.problems = listing_.problems;
        const std::string kind = chosenKind();
        std::int64_t files = 0;
        for (const auto& file : listing_.metadata) {
            if (toLower(file.extension().string()) != kind) {
                out_.problems.push_back({file.string(), message("It was ignored: the metadata%1 was used.", kind)});
                continue;
            }
            readFile(file);
            ++files;
        }
        for (std::size_t i = 0; i < named_.size(); ++i)
            if (!named_[i])
                out_.problems.push_back({listing_.images[i], message("No row of a metadata file names it.")});
        out_.notes.push_back(message("Rows that were read from metadata%2: %1 (files: %3).", rows_, kind, files));
        return std::move(out_);
    }

private:
    std::string chosenKind() const {
        for (const char* kind : {".jsonl", ".csv", ".parquet"})
            for (const auto& file : listing_.metadata)
                if (toLower(file.extension().string()) == kind) return kind;
        return ".jsonl";
    }

    // What the sink throws is no fault of the file and ends the reading.
    void readFile(const fs::path& file) {
        std::optional<TextLines> lines;
        std::unique_ptr<TableReader> table;
        try {
            const auto columns = file.parent_path() / kCaptionColumnsFile;
            captions_ = readCaptionColumns(columns);
            if (!captions_.empty()) out_.used.push_back(columns.string());
            if (toLower(file.extension().string()) != ".jsonl")
                table = openTable(file);
            else
                lines.emplace(file);
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.message()});
            return;
        }
        if (table != nullptr && !table->remark().empty())
            out_.problems.push_back({file.string(), table->remark(), true});
        table != nullptr ? readTable(*table, file.parent_path()) : readLines(*lines, file.parent_path());
        out_.used.push_back(file.string());
    }

    void readLines(TextLines& in, const fs::path& folder) {
        std::string line;
        bool repaired = false;
        for (bool more = true; more;)
            guarded(
                [&] { return in.where(); },
                [&] {
                    more = in.next(line, &repaired);
                    if (!more || trimmed(line).empty()) return;
                    readRow(folder, in.where(), parseJson(line, in.where()));
                    if (repaired)
                        out_.problems.push_back(
                            {in.where(),
                             message("The row was not UTF-8 and was read as Windows-1252; check its accents."), true});
                });
    }

    void readTable(TableReader& table, const fs::path& folder) {
        const auto& columns = table.columns();
        std::vector<Json> cells;
        for (bool more = true; more;)
            guarded([&] { return table.where(); },
                    [&] {
                        more = table.next(cells);
                        if (!more) return;
                        Json row = Json::object();
                        for (std::size_t i = 0; i < columns.size(); ++i) {
                            const bool asText = columns[i] == "file_name" || columns[i] == "text";
                            row[columns[i]] = asText ? cells[i] : typedCell(cells[i]);
                        }
                        readRow(folder, table.where(), row);
                    });
    }

    // One bad row does not end the reading.
    template <class Where, class Work>
    void guarded(Where where, Work work) {
        try {
            work();
        } catch (const Error& e) {
            out_.problems.push_back({where(), e.message()});
        }
        if (progress_ && ++seen_ % 1000 == 0) progress_(rows_);
        if (sink_ && out_.rows.size() >= kImportBlock) sink_(std::exchange(out_, {}));
    }

    void readRow(const fs::path& folder, const std::string& where, const Json& json) {
        if (!json.is_object()) throw Error(ErrorCode::BadFormat, message("The row is not a JSON object."));
        const auto name = json.find("file_name");
        if (name == json.end() || !name->is_string() || name->get<std::string>().empty())
            throw Error(ErrorCode::BadFormat, message("The row has no text in its column 'file_name'."));
        const auto picture = pictureOf(folder, name->get<std::string>());
        ImportRow row{.image = picture.path, .where = where};
        if (picture.guessed)
            out_.problems.push_back({where, guessRemark(name->get<std::string>(), picture), true, row.image.string()});
        for (const auto& [column, value] : json.items()) takeColumn(column, value, row);
        if (row.captions.empty())
            out_.problems.push_back({where, message("The row has no caption; the picture was imported without one."),
                                     true, row.image.string()});
        out_.rows.push_back(std::move(row));
        ++rows_;
    }

    // Notes that a row names the picture; a second one may not.
    NamedPicture pictureOf(const fs::path& folder, const std::string& name) {
        const auto plain = (folder / name).lexically_normal();
        // Most are named as they lie there, which the listing knows without asking the file system.
        const bool below = !fs::path(name).is_absolute() && name.find("..") == std::string::npos;
        auto picture = below && positionOf(plain.native()) ? NamedPicture{plain} : NamedPicture{};
        if (picture.path.empty()) {
            auto found = findPicture(folder, name);
            if (!found)
                throw Error(
                    ErrorCode::FileNotFound,
                    message("There is no picture '%1' (names are relative to the metadata file's folder).", name));
            picture = std::move(*found);
        }
        const auto listed = positionOf(picture.path.native());
        if (listed ? named_[*listed] : !unlisted_.insert(picture.path.native()).second)
            throw Error(ErrorCode::BadFormat, message("An earlier row already names '%1'.", name));
        if (listed) named_[*listed] = true;
        return picture;
    }

    std::optional<std::size_t> positionOf(const std::string& image) const {
        const auto it = std::lower_bound(order_.begin(), order_.end(), image,
                                         [&](auto i, const auto& wanted) { return listing_.images[i] < wanted; });
        if (it == order_.end() || listing_.images[*it] != image) return std::nullopt;
        return *it;
    }

    // Without a file that says which columns are captions, every text is one but those of the usual metadata.
    std::string sourceOf(const std::string& column) const {
        if (captions_.empty() && isMetadataColumn(column)) return {};
        if (captions_.empty()) return column == "text" ? usualSource() : sourceNameOfColumn(column);
        const auto it = captions_.find(column);
        if (it == captions_.end()) return {};
        return column == "text" && !source_.empty() ? source_ : it->second;
    }
    std::string usualSource() const { return source_.empty() ? "alttext" : source_; }

    // A list of texts is several captions where the column is one of captions; elsewhere it may be tags or words.
    bool isCaptionList(const std::string& column, const Json& value) const {
        const bool named = captions_.empty() ? column == "text" || column == "caption" || column == "captions"
                                             : captions_.contains(column);
        return named && value.is_array() && !value.empty() &&
               std::all_of(value.begin(), value.end(), [](const auto& entry) { return entry.is_string(); });
    }

    void takeColumn(const std::string& column, const Json& value, ImportRow& row) const {
        if (column == "file_name" || value.is_null()) return;
        if (isCaptionList(column, value)) {
            addCaptions(sourceOf(column), value, row);
            return;
        }
        if (!value.is_string()) {
            row.attributes[column] = value;
            return;
        }
        const auto& text = value.get_ref<const std::string&>();
        if (trimmed(text).empty()) return;
        if (auto source = sourceOf(column); !source.empty())
            row.captions.push_back({std::move(source), text});
        else
            row.attributes[column] = value;
    }

    const FolderListing& listing_;
    const std::string& source_;
    const ImportProgress& progress_;
    const ImportSink& sink_;
    std::vector<std::uint32_t> order_;             // of the listed pictures, by path
    std::vector<bool> named_;                      // listed pictures that a row names
    std::set<std::string> unlisted_;               // other pictures that a row names: hidden ones
    std::map<std::string, std::string> captions_;  // column and source; empty: the file does not say
    ImportRows out_;
    std::int64_t rows_ = 0;
    std::int64_t seen_ = 0;
};

}  // namespace

ImportRows readImageFolder(const FolderListing& listing, const std::string& source, const ImportProgress& progress,
                           const ImportSink& sink) {
    return ImageFolderReader(listing, source, progress, sink).read();
}

}  // namespace recap
