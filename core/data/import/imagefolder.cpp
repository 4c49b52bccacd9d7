// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/imagefolder.h"

#include "base/error.h"
#include "base/unicode.h"

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
        std::int64_t files = 0;
        for (const auto& file : listing_.metadata) {
            if (file.extension() != ".jsonl") continue;
            readFile(file);
            ++files;
        }
        for (const auto& file : listing_.metadata)
            if (file.extension() != ".jsonl")
                out_.problems.push_back({file.string(), files > 0 ? "It was passed over: the metadata.jsonl was used."
                                                                  : "Only metadata.jsonl files are read."});
        for (const auto& image : listing_.images)
            if (!named_.contains(image))
                out_.problems.push_back({image.string(), "No row of a metadata file names it."});
        out_.notes.push_back(std::to_string(out_.rows.size()) + " rows were read from " + std::to_string(files) +
                             (files == 1 ? " metadata.jsonl." : " metadata.jsonl files."));
        return std::move(out_);
    }

private:
    void readFile(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        if (!in) {
            out_.problems.push_back({file.string(), "It cannot be read."});
            return;
        }
        std::string line;
        for (std::int64_t number = 1; std::getline(in, line); ++number) {
            if (trimmed(line).empty()) continue;
            const std::string where = file.string() + ":" + std::to_string(number);
            try {
                readRow(file.parent_path(), where, line);
            } catch (const Error& e) {
                out_.problems.push_back({where, e.what()});
            }
            if (progress_ && number % 1000 == 0) progress_(static_cast<std::int64_t>(out_.rows.size()));
        }
    }

    void readRow(const fs::path& folder, const std::string& where, const std::string& line) {
        bool repaired = false;
        const Json json = parseJson(utf8FromBytes(line, &repaired), where);
        if (!json.is_object()) throw Error(ErrorCode::BadFormat, "The row is not a JSON object.");
        const auto name = json.find("file_name");
        if (name == json.end() || !name->is_string() || name->get<std::string>().empty())
            throw Error(ErrorCode::BadFormat, "The row has no text in its column 'file_name'.");
        ImportRow row{.image = imagePath(folder, name->get<std::string>()), .where = where};
        for (const auto& [column, value] : json.items()) takeColumn(column, value, row);
        if (repaired)
            out_.problems.push_back({where, "The row was not UTF-8 and was read as Windows-1252; check its accents."});
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
        const std::string text(trimmed(value.get_ref<const std::string&>()));
        if (!text.empty()) row.captions.push_back({column == "text" ? source_ : sourceName(column), text});
    }

    // Column names are free, names of sources are not.
    static std::string sourceName(const std::string& column) {
        std::string name;
        for (const char c : column) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                               c == '-' || c == '.';
            name += plain ? c : '_';
        }
        return name;
    }

    const FolderListing& listing_;
    const std::string& source_;
    const ImportProgress& progress_;
    std::set<fs::path> present_;
    std::set<fs::path> named_;
    ImportRows out_;
};

}  // namespace

ImportRows readImageFolder(const FolderListing& listing, const std::string& source, const ImportProgress& progress) {
    return ImageFolderReader(listing, source, progress).read();
}

}  // namespace recap
