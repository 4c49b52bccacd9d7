// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/imagefolder.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/caption_columns.h"
#include "data/import/table.h"

#include <algorithm>
#include <fstream>
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
            if (file.extension() != kind) {
                out_.problems.push_back({file.string(), "It was passed over: the metadata" + kind + " was used."});
                continue;
            }
            readFile(file);
            ++files;
        }
        for (std::size_t i = 0; i < named_.size(); ++i)
            if (!named_[i]) out_.problems.push_back({listing_.images[i], "No row of a metadata file names it."});
        out_.notes.push_back(std::to_string(rows_) + " rows were read from " + std::to_string(files) + " metadata" +
                             kind + (files == 1 ? " file." : " files."));
        return std::move(out_);
    }

private:
    std::string chosenKind() const {
        for (const char* kind : {".jsonl", ".csv", ".parquet"})
            for (const auto& file : listing_.metadata)
                if (file.extension() == kind) return kind;
        return ".jsonl";
    }

    // What the sink throws is no fault of the file and ends the reading.
    void readFile(const fs::path& file) {
        std::ifstream lines;
        std::unique_ptr<TableReader> table;
        try {
            captions_ = readCaptionColumns(file.parent_path() / kCaptionColumnsFile);
            if (file.extension() != ".jsonl")
                table = openTable(file);
            else if (lines.open(file, std::ios::binary); !lines)
                throw Error(ErrorCode::FileNotFound, "It cannot be read.");
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.what()});
            return;
        }
        table != nullptr ? readTable(*table, file.parent_path()) : readLines(lines, file);
    }

    void readLines(std::ifstream& in, const fs::path& file) {
        std::string line;
        for (std::int64_t number = 1; std::getline(in, line); ++number) {
            if (trimmed(line).empty()) continue;
            const std::string where = file.string() + ":" + std::to_string(number);
            guarded(where, [&] {
                bool repaired = false;
                const Json json = parseJson(utf8FromBytes(line, &repaired), where);
                readRow(file.parent_path(), where, json);
                if (repaired)
                    out_.problems.push_back(
                        {where, "The row was not UTF-8 and was read as Windows-1252; check its accents.", true});
            });
        }
    }

    void readTable(TableReader& table, const fs::path& folder) {
        const auto& columns = table.columns();
        std::vector<Json> cells;
        for (bool more = true; more;)
            guarded(
                table.where(),
                [&] {
                    more = table.next(cells);
                    if (!more) return;
                    Json row = Json::object();
                    for (std::size_t i = 0; i < columns.size(); ++i) {
                        const bool asText = columns[i] == "file_name" || columns[i] == "text";
                        row[columns[i]] = asText ? cells[i] : typedCell(cells[i]);
                    }
                    readRow(folder, table.where(), row);
                },
                &table);
    }

    // One bad row does not end the reading.
    template <class Work>
    void guarded(std::string where, Work work, const TableReader* table = nullptr) {
        try {
            work();
        } catch (const Error& e) {
            out_.problems.push_back({table != nullptr ? table->where() : std::move(where), e.what()});
        }
        if (progress_ && ++seen_ % 1000 == 0) progress_(rows_);
        if (sink_ && out_.rows.size() >= kImportBlock) sink_(std::exchange(out_, {}));
    }

    void readRow(const fs::path& folder, const std::string& where, const Json& json) {
        if (!json.is_object()) throw Error(ErrorCode::BadFormat, "The row is not a JSON object.");
        const auto name = json.find("file_name");
        if (name == json.end() || !name->is_string() || name->get<std::string>().empty())
            throw Error(ErrorCode::BadFormat, "The row has no text in its column 'file_name'.");
        ImportRow row{.image = imagePath(folder, name->get<std::string>()), .where = where};
        for (const auto& [column, value] : json.items()) takeColumn(column, value, row);
        if (row.captions.empty())
            out_.problems.push_back(
                {where, "The row has no caption; the picture was taken without one.", true, row.image.string()});
        out_.rows.push_back(std::move(row));
        ++rows_;
    }

    // Notes that a row names the picture; a second one may not.
    fs::path imagePath(const fs::path& folder, const std::string& name) {
        const fs::path relative = fs::path(name).lexically_normal();
        if (relative.is_absolute() || *relative.begin() == "..")
            throw Error(ErrorCode::BadFormat, "'" + name + "' lies outside the data set's folder.");
        const fs::path path = folder / relative;
        std::error_code error;
        const auto listed = positionOf(path.native());
        if (!listed && !fs::is_regular_file(path, error))
            throw Error(ErrorCode::FileNotFound,
                        "There is no picture '" + name + "' (names are relative to the metadata file's folder).");
        if (listed ? named_[*listed] : !unlisted_.insert(path.native()).second)
            throw Error(ErrorCode::BadFormat, "An earlier row names '" + name + "' already.");
        if (listed) named_[*listed] = true;
        return path;
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

    void takeColumn(const std::string& column, const Json& value, ImportRow& row) const {
        if (column == "file_name" || value.is_null()) return;
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
