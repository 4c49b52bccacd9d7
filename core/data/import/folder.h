// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/import_row.h"

#include <string>
#include <vector>

namespace recap {

// Every file below a folder, sorted by path.
struct FolderListing {
    std::vector<std::string> images;              // plain texts: a path object takes five times the memory
    std::vector<std::string> texts;               // .txt and .caption
    std::vector<std::filesystem::path> metadata;  // metadata.jsonl, metadata.csv, metadata.parquet
    std::vector<std::filesystem::path> vectors;   // .svg, .svgz: pictures that cannot be imported
    std::vector<ImportProblem> problems;
};

// Follows links to folders, each folder once, so loops end. Hidden files and folders and the caches of trainers
// (_latent_cache, *.npz) are passed over in silence; unreadable folders and broken links are problems.
// Throws Error(FileNotFound) when the root itself cannot be read.
FolderListing listFolder(const std::filesystem::path& root, const ImportProgress& progress = {});

// The text files of a picture by name, as positions in `texts`: a.caption and a.txt belong to a.jpg.
std::vector<std::size_t> textsOf(const FolderListing& listing, const std::string& image);

// Rows without captions: the layout of a plain folder of pictures. With a sink the rows go there.
ImportRows readFolder(const FolderListing& listing, const ImportSink& sink = {});

}  // namespace recap
