// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the Parquet module opens a file.
#pragma once

#include <parquet/arrow/reader.h>
#include <filesystem>
#include <memory>

namespace recap {

// Pages that have a checksum are compared with it when they are read. Throws Error(BadFormat).
std::unique_ptr<parquet::arrow::FileReader> openedParquet(const std::filesystem::path& path,
                                                          const parquet::ArrowReaderProperties& properties);

}  // namespace recap
