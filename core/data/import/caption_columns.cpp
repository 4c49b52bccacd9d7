// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/caption_columns.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/unicode.h"
#include "data/import/table.h"

#include <algorithm>
#include <array>

namespace fs = std::filesystem;

namespace recap {
namespace {

// img2dataset, LAION, COYO, COCO and Hugging Face data sets.
constexpr std::array<std::string_view, 29> kMetadataColumns{
    "author",        "coco_url",      "creator",    "date",         "date_captured", "domain",
    "error_message", "exif",          "flickr_url", "format",       "hash",          "id",
    "image_id",      "image_url",     "key",        "licence",      "license",       "md5",
    "mode",          "original_path", "phash",      "photographer", "sha1",          "sha256",
    "source_url",    "split",         "status",     "url",          "webdataset_key"};

}  // namespace

std::map<std::string, std::string> readCaptionColumns(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return {};
    const Json json = readJsonFile(file);
    std::map<std::string, std::string> columns;
    const auto list = json.is_object() ? json.find("captions") : json.end();
    if (!json.is_object() || list == json.end() || !list->is_object())
        throw Error(ErrorCode::BadFormat, message("%1 must be an object with an object 'captions' of columns.", file));
    for (const auto& [column, source] : list->items()) {
        if (!source.is_string() || source.get_ref<const std::string&>().empty() ||
            source.get<std::string>() != sourceNameOfColumn(source.get<std::string>()))
            throw Error(ErrorCode::BadFormat, message("%1: column '%2' does not name a caption source.", file, column));
        columns[column] = source.get<std::string>();
    }
    if (columns.empty()) throw Error(ErrorCode::BadFormat, message("%1 names no column.", file));
    return columns;
}

void writeCaptionColumns(const fs::path& file, const std::map<std::string, std::string>& columns) {
    writeJsonFile(file, {{"captions", columns}});
}

bool isMetadataColumn(std::string_view column) {
    return std::find(kMetadataColumns.begin(), kMetadataColumns.end(), toLower(column)) != kMetadataColumns.end();
}

}  // namespace recap
