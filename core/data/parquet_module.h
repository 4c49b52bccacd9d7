// SPDX-License-Identifier: GPL-3.0-or-later
//
// The border between the program and the Parquet module: this function, and that of image/parquet_pictures.h, found by
// name. Both sides are built together.
#pragma once

#include "data/import/table.h"
#include "image/parquet_pictures.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace recap {

struct ParquetModule {
    std::unique_ptr<TableReader> (*open)(const std::filesystem::path& path);
    // The bytes of a file; `path` is only for messages.
    std::string (*encode)(const std::filesystem::path& path, const std::vector<std::string>& columns,
                          std::span<const std::vector<Json>> rows);
};

inline constexpr const char* kParquetModuleEntry = "recap_parquet_module";

}  // namespace recap
