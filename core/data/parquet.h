// SPDX-License-Identifier: GPL-3.0-or-later
//
// Parquet files through Apache Arrow, which Debian 12 does not have: the program finds it in a module of its own
// (librecap_parquet.so, built when packaging/setup has fetched Arrow) and loads it when a Parquet file is first met.
#pragma once

#include "data/import/table.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace recap {

// Whether Parquet can be read and written; loads the module.
bool parquetAvailable();
// Throws Error(InvalidOption) with a sentence on what to do when it cannot; `path` is the file or folder that needs it.
void requireParquet(const std::filesystem::path& path);

// Row group by row group; any compression that Arrow knows (snappy, zstd, gzip, brotli, lz4, none). Pages that have a
// checksum are compared with it. Throws Error(FileNotFound), Error(BadFormat), or as requireParquet.
std::unique_ptr<TableReader> openParquet(const std::filesystem::path& path);

// One table of rows with the same columns, with snappy compression, as img2dataset does, and a checksum for each page;
// written to a temporary and renamed when whole. A column whose cells are all whole numbers (or null) is int64, all
// numbers double, all truth values bool, else text (arrays and objects as JSON). Throws as openParquet,
// Error(FileNotWritable) and Error(DiskFull).
void writeParquet(const std::filesystem::path& path, const std::vector<std::string>& columns,
                  std::span<const std::vector<Json>> rows);

}  // namespace recap
