// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/import_kind.h"

#include "base/describe.h"
#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "data/import/file_account.h"
#include "data/import/table.h"
#include "data/import/webdataset.h"
#include "image/decode.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace recap {
namespace {

std::string lowerExtension(const fs::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension;
}

// Rows of an image folder name their picture in file_name; any other file of JSON lines is a table.
ImportKind kindOfJsonLines(const fs::path& file) {
    TextLines lines(file);
    for (std::string line; lines.next(line);) {
        if (trimmed(line).empty()) continue;
        const Json row = Json::parse(line, nullptr, false);
        return row.is_object() && !row.contains("file_name") ? ImportKind::Jsonl : ImportKind::ImageFolder;
    }
    return ImportKind::ImageFolder;
}

}  // namespace

std::vector<std::string_view> importKindNames() {
    std::vector<std::string_view> names;
    for (const auto& [kind, name] : kImportKindNames)
        if (kind != ImportKind::Jsonl && kind != ImportKind::JsonList) names.push_back(name);
    return names;
}

ImportKind importKind(std::string_view name) {
    const auto known = importKindNames();
    if (std::find(known.begin(), known.end(), name) == known.end())
        throw Error(ErrorCode::InvalidOption,
                    message("The import kind cannot be '%1'; allowed: %2.", name, listOf(known)));
    return *findEnum(kImportKindNames, name);
}

ImportKind kindOfFile(const fs::path& file) {
    const auto extension = lowerExtension(file);
    if (file.stem() == "metadata" && (extension == ".csv" || extension == ".parquet")) return ImportKind::ImageFolder;
    if (hasImageExtension(file)) return ImportKind::Sidecar;
    if (extension == ".jsonl") return kindOfJsonLines(file);
    // COCO captions are one object; a list of objects is a table.
    if (extension == ".json") return isJsonList(file) ? ImportKind::JsonList : ImportKind::Coco;
    if (extension == ".csv" || extension == ".tsv") return ImportKind::Csv;
    if (extension == ".parquet") return findShards(file).empty() ? ImportKind::Parquet : ImportKind::Webdataset;
    if (extension == ".tar" || file.filename().string().find('{') != std::string::npos) return ImportKind::Webdataset;
    const Message why = extension == ".txt" || extension == ".caption"
                            ? message("A text is imported with its picture: name that, or their folder.")
                            : reasonByName(file.string()).sentence;
    throw Error(ErrorCode::BadFormat,
                message("%1 cannot be imported. %2 Name a folder, a picture, metadata.jsonl or another .jsonl, COCO "
                        "captions (.json), a table (.csv, .tsv, .parquet, a .json list) or a shard (.tar).",
                        file, why));
}

std::vector<fs::path> cocoFiles(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& place : {folder, folder / "annotations"})
        for (auto it = fs::directory_iterator(place, error); !error && it != fs::directory_iterator();
             it.increment(error))
            if (it->path().extension() == ".json" && it->path().filename().string().starts_with("captions"))
                found.push_back(it->path());
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<fs::path> parquetFiles(const FolderListing& listing) {
    std::vector<fs::path> found;
    for (const auto& path : listing.others)
        if (lowerExtension(path) == ".parquet") found.emplace_back(path);
    for (const auto& path : listing.metadata)
        if (lowerExtension(path) == ".parquet") found.push_back(path);
    return found;
}

ImportKind kindOfFolder(const fs::path& folder, const FolderListing& listing) {
    if (!listing.metadata.empty()) return ImportKind::ImageFolder;
    const TextPairs pairs(listing);
    if (std::any_of(listing.images.begin(), listing.images.end(),
                    [&](const std::string& image) { return !pairs.of(image).empty(); }))
        return ImportKind::Sidecar;
    if (!cocoFiles(folder).empty()) return ImportKind::Coco;
    if (fs::exists(folder / kCaptionTable)) return ImportKind::Csv;
    if (!listing.images.empty()) return ImportKind::Folder;
    if (!findShards(folder).empty()) return ImportKind::Webdataset;
    return parquetFiles(listing).empty() ? ImportKind::Folder : ImportKind::Parquet;
}

FolderListing onlyMetadata(FolderListing listing, const fs::path& file) {
    const auto extension = lowerExtension(file);
    if (extension != ".jsonl" && extension != ".csv" && extension != ".parquet")
        throw Error(
            ErrorCode::InvalidOption,
            message("%1 is not a metadata file of an image folder; such files are .jsonl, .csv and .parquet.", file));
    listing.metadata = {file};
    // Nobody asked for what else lies there.
    listing.texts.clear();
    listing.others.clear();
    listing.closed.clear();
    return listing;
}

}  // namespace recap
