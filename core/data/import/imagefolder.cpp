// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/imagefolder.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/table.h"

#include <fstream>
#include <set>

namespace fs = std::filesystem;

namespace recap {
namespace {

class ImageFolderReader {
public:
    ImageFolderReader(const FolderListing& listing, const std::string& source, const ImportProgress& progress)
        : listing_(listing),
          source_(source),
          progress_(progress),
          present_(listing.images.begin(), listing.images.end()) {}

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
        for (const auto& image : listing_.images)
            if (!named_.contains(image)) out_.problems.push_back({image, "No row of a metadata file names it."});
        out_.notes.push_back(std::to_string(out_.rows.size()) + " rows were read from " + std::to_string(files) +
                             " metadata" + kind + (files == 1 ? " file." : " files."));
        return std::move(out_);
    }

private:
    std::string chosenKind() const {
        for (const char* kind : {".jsonl", ".csv", ".parquet"})
            for (const auto& file : listing_.metadata)
                if (file.extension() == kind) return kind;
        return ".jsonl";
    }

    void readFile(const fs::path& file) {
        try {
            file.extension() == ".jsonl" ? readLines(file) : readTable(file);
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.what()});
        }
    }

    void readLines(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        if (!in) throw Error(ErrorCode::FileNotFound, "It cannot be read.");
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
                        {where, "The row was not UTF-8 and was read as Windows-1252; check its accents."});
            });
        }
    }

    void readTable(const fs::path& file) {
        const auto table = openTable(file);
        const auto& columns = table->columns();
        std::vector<Json> cells;
        for (bool more = true; more;)
            guarded(
                table->where(),
                [&] {
                    more = table->next(cells);
                    if (!more) return;
                    Json row = Json::object();
                    for (std::size_t i = 0; i < columns.size(); ++i) {
                        const bool asText = columns[i] == "file_name" || columns[i] == "text";
                        row[columns[i]] = asText ? cells[i] : typedCell(cells[i]);
                    }
                    readRow(file.parent_path(), table->where(), row);
                },
                table.get());
    }

    // One bad row does not end the reading.
    template <class Work>
    void guarded(std::string where, Work work, const TableReader* table = nullptr) {
        try {
            work();
        } catch (const Error& e) {
            out_.problems.push_back({table != nullptr ? table->where() : std::move(where), e.what()});
        }
        if (progress_ && ++seen_ % 1000 == 0) progress_(static_cast<std::int64_t>(out_.rows.size()));
    }

    void readRow(const fs::path& folder, const std::string& where, const Json& json) {
        if (!json.is_object()) throw Error(ErrorCode::BadFormat, "The row is not a JSON object.");
        const auto name = json.find("file_name");
        if (name == json.end() || !name->is_string() || name->get<std::string>().empty())
            throw Error(ErrorCode::BadFormat, "The row has no text in its column 'file_name'.");
        ImportRow row{.image = imagePath(folder, name->get<std::string>()), .where = where};
        for (const auto& [column, value] : json.items()) takeColumn(column, value, row);
        if (row.captions.empty())
            out_.problems.push_back({where, "The row has no caption; the picture was taken without one."});
        named_.insert(row.image);
        out_.rows.push_back(std::move(row));
    }

    fs::path imagePath(const fs::path& folder, const std::string& name) const {
        const fs::path relative = fs::path(name).lexically_normal();
        if (relative.is_absolute() || *relative.begin() == "..")
            throw Error(ErrorCode::BadFormat, "'" + name + "' lies outside the data set's folder.");
        const fs::path path = folder / relative;
        std::error_code error;
        if (!present_.contains(path) && !fs::is_regular_file(path, error))
            throw Error(ErrorCode::FileNotFound,
                        "There is no picture '" + name + "' (names are relative to the metadata file's folder).");
        if (named_.contains(path)) throw Error(ErrorCode::BadFormat, "An earlier row names '" + name + "' already.");
        return path;
    }

    void takeColumn(const std::string& column, const Json& value, ImportRow& row) const {
        if (column == "file_name" || value.is_null()) return;
        if (!value.is_string()) {
            row.attributes[column] = value;
            return;
        }
        const auto& text = value.get_ref<const std::string&>();
        if (!trimmed(text).empty())
            row.captions.push_back({column == "text" ? source_ : sourceNameOfColumn(column), text});
    }

    const FolderListing& listing_;
    const std::string& source_;
    const ImportProgress& progress_;
    std::set<fs::path> present_;
    std::set<fs::path> named_;
    ImportRows out_;
    std::int64_t seen_ = 0;
};

}  // namespace

ImportRows readImageFolder(const FolderListing& listing, const std::string& source, const ImportProgress& progress) {
    return ImageFolderReader(listing, source, progress).read();
}

}  // namespace recap
