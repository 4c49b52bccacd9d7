// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/import_kind.h"

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
std::string kindOfJsonLines(const fs::path& file) {
    TextLines lines(file);
    for (std::string line; lines.next(line);) {
        if (trimmed(line).empty()) continue;
        const Json row = Json::parse(line, nullptr, false);
        return row.is_object() && !row.contains("file_name") ? "jsonl" : "imagefolder";
    }
    return "imagefolder";
}

}  // namespace

std::string kindOfFile(const fs::path& file) {
    const auto extension = lowerExtension(file);
    if (file.stem() == "metadata" && (extension == ".csv" || extension == ".parquet")) return "imagefolder";
    if (hasImageExtension(file)) return "sidecar";
    if (extension == ".jsonl") return kindOfJsonLines(file);
    if (extension == ".json") return "coco";
    if (extension == ".csv" || extension == ".tsv") return "csv";
    if (extension == ".parquet") return findShards(file).empty() ? "parquet" : "webdataset";
    if (extension == ".tar" || file.filename().string().find('{') != std::string::npos) return "webdataset";
    const Message why = extension == ".txt" || extension == ".caption"
                            ? message("A text is imported with its picture: name that, or their folder.")
                            : reasonByName(file.string()).sentence;
    throw Error(ErrorCode::BadFormat,
                message("%1 cannot be imported. %2 Name a folder, a picture, metadata.jsonl or another .jsonl, COCO "
                        "captions (.json), a table (.csv, .tsv, .parquet) or a shard (.tar).",
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

std::string kindOfFolder(const fs::path& folder, const FolderListing& listing) {
    if (!listing.metadata.empty()) return "imagefolder";
    const TextPairs pairs(listing);
    if (std::any_of(listing.images.begin(), listing.images.end(),
                    [&](const std::string& image) { return !pairs.of(image).empty(); }))
        return "sidecar";
    if (!cocoFiles(folder).empty()) return "coco";
    if (fs::exists(folder / kCaptionTable)) return "csv";
    if (!listing.images.empty()) return "folder";
    if (!findShards(folder).empty()) return "webdataset";
    return parquetFiles(listing).empty() ? "folder" : "parquet";
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
