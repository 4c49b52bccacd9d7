// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/folder.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

inline constexpr const char* kCaptionTable = "captions.csv";  // as this program exports it

// What a named file is taken for: sidecar (one picture), imagefolder, coco, csv, jsonl, parquet or webdataset. Throws
// Error(BadFormat) for a file that no reader is for, with a sentence on what to do: it is never replaced by its folder.
std::string kindOfFile(const std::filesystem::path& file);

// sidecar, imagefolder, coco, csv, parquet, webdataset or folder.
std::string kindOfFolder(const std::filesystem::path& folder, const FolderListing& listing);

// captions*.json in the folder or its annotations/, by name.
std::vector<std::filesystem::path> cocoFiles(const std::filesystem::path& folder);

// The Parquet tables of a folder, by name.
std::vector<std::filesystem::path> parquetFiles(const FolderListing& listing);

// A listing in which `file` is the only metadata file. Throws Error(InvalidOption) for a file that cannot be one.
FolderListing onlyMetadata(FolderListing listing, const std::filesystem::path& file);

}  // namespace recap
