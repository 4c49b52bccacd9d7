// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/import_row.h"

#include <map>

namespace recap {

// Every file below a folder, sorted by path.
struct FolderListing {
    std::vector<std::filesystem::path> images;
    // Text files by path without extension: a.txt and a.caption are found under a.
    std::map<std::string, std::vector<std::filesystem::path>> texts;
    std::vector<std::filesystem::path> metadata;  // metadata.jsonl, metadata.csv, metadata.parquet
    std::vector<std::filesystem::path> vectors;   // .svg, .svgz: pictures that cannot be imported
    std::vector<ImportProblem> problems;
};

// Follows links to folders, each folder once, so loops end. Hidden files and folders and the caches of trainers
// (_latent_cache, *.npz) are passed over in silence; unreadable folders and broken links are problems.
// Throws Error(FileNotFound) when the root itself cannot be read.
FolderListing listFolder(const std::filesystem::path& root, const ImportProgress& progress = {});

// Rows without captions: the layout of a plain folder of pictures.
ImportRows readFolder(const FolderListing& listing);

}  // namespace recap
