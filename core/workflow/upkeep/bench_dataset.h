// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace recap {

struct DatasetBenchRequest {
    std::filesystem::path folder = {};  // scratch; made, and removed at the end unless it is kept
    bool keep = false;                  // leave the project; one that is there is searched and not made again
    std::int64_t images = 100'000;      // small PNG files, each with a text beside it
    std::int64_t sources = 10;          // captions per image
    std::int64_t rounds = 20;           // searches measured per query
};

struct DatasetBenchRow {
    std::string name = {};
    double value = 0;
    std::string unit = {};  // "images/s", "ms", "MB"
};

// Called with what is being done.
using BenchProgress = std::function<void(const std::string& stage, std::int64_t done, std::int64_t total)>;

// Makes a synthetic project and measures: import rate from a warm cache and its memory, writing of the further
// captions, opening, first pages of searches (p95), counts. Captions are drawn from a vocabulary with a Zipf
// distribution, so that there are words in nearly every caption and words in a few. Throws Error(FileNotWritable) or
// Error(DiskFull).
std::vector<DatasetBenchRow> benchDataset(const DatasetBenchRequest& request, const BenchProgress& progress = {});

}  // namespace recap
