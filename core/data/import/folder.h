// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/import_row.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace recap {

// Every file below a folder, sorted by path. Plain texts: a path object takes five times the memory.
struct FolderListing {
    std::vector<std::string> images;              // of the kinds that are read
    std::vector<std::string> texts;               // .txt and .caption
    std::vector<std::filesystem::path> metadata;  // metadata.jsonl, metadata.csv, metadata.parquet
    std::vector<std::string> others;              // what else lies there, hidden files too
    std::vector<std::string> closed;              // folders that were not looked into: hidden ones, caches of trainers
    std::vector<ImportProblem> problems;
};

// Follows links to folders, each folder once, so loops end. Hidden folders and the caches of trainers (_latent_cache)
// are not looked into; unreadable folders and broken links are problems.
// Throws Error(FileNotFound) when the root itself cannot be read.
FolderListing listFolder(const std::filesystem::path& root, const ImportProgress& progress = {});

// One picture with the texts beside it. Throws Error(FileNotFound).
FolderListing listPicture(const std::filesystem::path& picture);

// Which texts belong to a picture: a.txt, a.caption, a.jpg.txt or a.jpg.caption to a.jpg, whatever Unicode form (NFC,
// NFD) either name is written in. The listing must outlive it.
class TextPairs {
public:
    explicit TextPairs(const FolderListing& listing);
    // Positions in `texts`, the one to be read first.
    std::vector<std::size_t> of(const std::string& picture) const;

private:
    void add(const std::string& stem, std::vector<std::size_t>& out) const;

    const FolderListing& listing_;
    std::unordered_multimap<std::string, std::size_t> decomposed_;  // texts whose names are not NFC, by stem in NFC
};

// Rows without captions: the layout of a plain folder of pictures. With a sink the rows go there.
ImportRows readFolder(const FolderListing& listing, const ImportSink& sink = {});

}  // namespace recap
