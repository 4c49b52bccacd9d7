// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folder in which the processes of one recaptioning leave their captions until a writer of the project merges them:
// specification.json, and for shard 3 of 8 shard-00003-of-00008.json (the ledger), ....lock, and its parts
// shard-00003-of-00008-000000.parquet and so on, each whole as soon as it is there.
#pragma once

#include "base/json.h"
#include "data/records.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// A share of the images: those whose number in the project leaves `index` when divided by `count`. Numbers are given at
// the import and never change, so that the division does not depend on the filter, on what is captioned already, or on
// when a process starts.
struct RecaptionShard {
    std::int64_t index = 0;
    std::int64_t count = 1;
    std::filesystem::path folder = {};  // of the results; empty: runs/recaption-<specification> in the project
    // A part is written when it has so many captions or has been open for so long: what a killed process loses at most.
    std::int64_t part_captions = 5000;
    double part_seconds = 300;
};
// Throws Error(InvalidOption).
void requireShard(const RecaptionShard& shard);

// What the captions of a folder depend on, the same for all of its shards.
struct RecaptionSpecification {
    RunKind kind = RunKind::Recaption;
    // author, source, filter, shards, project (its first image), and what else the kind's captions depend on.
    Json facts = Json::object();
    // What makes the same again but may differ between processes: the options of the run, among them the machine's.
    Json options = Json::object();
    std::int64_t seed = 0;

    std::string id() const;  // eight digits of the facts that do not depend on project and shards
    std::string text(const char* fact) const { return facts.at(fact).get<std::string>(); }
    std::int64_t shards() const { return facts.at("shards").get<std::int64_t>(); }
};
// Names the project by its first image, which its copies share: key and time of import. Throws Error(NotFound) for a
// project without images.
std::string projectMark(Project& project);

// Makes the folder and records the specification, or compares it with the one that is recorded. Throws
// Error(InvalidOption) that says what differs.
void requireSpecification(const std::filesystem::path& folder, const RecaptionSpecification& specification);
// Throws Error(FileNotFound) or Error(BadFormat).
RecaptionSpecification readSpecification(const std::filesystem::path& folder);

// Where the results of a specification go when no folder is named.
std::filesystem::path resultFolder(const Project& project, const RecaptionSpecification& specification);
// The folders below the project's runs/ that hold results.
std::vector<std::filesystem::path> resultFolders(const std::filesystem::path& project);

std::filesystem::path ledgerFile(const std::filesystem::path& folder, std::int64_t shard, std::int64_t shards);
std::filesystem::path lockFile(const std::filesystem::path& folder, std::int64_t shard, std::int64_t shards);
std::filesystem::path partFile(const std::filesystem::path& folder, std::int64_t shard, std::int64_t shards,
                               std::int64_t part);
// The part files of a folder, by name.
std::vector<std::filesystem::path> partFiles(const std::filesystem::path& folder);

}  // namespace recap
