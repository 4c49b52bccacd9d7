// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/enum_names.h"
#include "data/import/folder.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// What an import reads. Auto: it is found out. Jsonl and JsonList are only ever found out.
enum class ImportKind { Auto, Folder, Sidecar, ImageFolder, Coco, Webdataset, Parquet, Csv, Jsonl, JsonList };
inline constexpr EnumNames<ImportKind, 10> kImportKindNames{{{ImportKind::Auto, "auto"},
                                                             {ImportKind::Folder, "folder"},
                                                             {ImportKind::Sidecar, "sidecar"},
                                                             {ImportKind::ImageFolder, "imagefolder"},
                                                             {ImportKind::Coco, "coco"},
                                                             {ImportKind::Webdataset, "webdataset"},
                                                             {ImportKind::Parquet, "parquet"},
                                                             {ImportKind::Csv, "csv"},
                                                             {ImportKind::Jsonl, "jsonl"},
                                                             {ImportKind::JsonList, "json"}}};
// For an option: the names that a person may give.
std::vector<std::string_view> importKindNames();
// Throws Error(InvalidOption) for another name.
ImportKind importKind(std::string_view name);

inline constexpr const char* kCaptionTable = "captions.csv";  // as this program exports it

// What a named file is taken for: sidecar (one picture), imagefolder, coco, csv, jsonl, json, parquet or webdataset.
// Throws Error(BadFormat) for a file that no reader is for, with a sentence on what to do: it is never replaced by its
// folder.
ImportKind kindOfFile(const std::filesystem::path& file);

// sidecar, imagefolder, coco, csv, parquet, webdataset or folder.
ImportKind kindOfFolder(const std::filesystem::path& folder, const FolderListing& listing);

// captions*.json in the folder or its annotations/, by name.
std::vector<std::filesystem::path> cocoFiles(const std::filesystem::path& folder);

// The Parquet tables of a folder, by name.
std::vector<std::filesystem::path> parquetFiles(const FolderListing& listing);

// A listing in which `file` is the only metadata file. Throws Error(InvalidOption) for a file that cannot be one.
FolderListing onlyMetadata(FolderListing listing, const std::filesystem::path& file);

}  // namespace recap
