// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures inside Parquet files, as Hugging Face data sets hold them. A place is written as a path through the file:
// /data/train.parquet/image/7.png is row 7 (from 0) of its column "image"; the ending is for people. Parquet itself is
// known to a loadable module (see data/parquet.h), whose functions for this are found by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace recap {

struct ParquetPlace {
    std::filesystem::path file = {};
    std::string column = {};
    std::int64_t row = 0;
};

// None: the path does not lead through a Parquet file.
std::optional<ParquetPlace> splitParquet(const std::filesystem::path& path);

// None: there is no such row, or no picture in it, or Parquet files cannot be read here. Any thread.
std::optional<std::int64_t> parquetPictureSize(const ParquetPlace& place);
// Throws Error(FileNotFound). Reading in the order of the rows is quick; another order reads a row group up to the row
// again. Any thread.
std::string readParquetPicture(const ParquetPlace& place);

inline constexpr const char* kParquetModuleFile = "librecap_parquet.so";
inline constexpr const char* kParquetPicturesEntry = "recap_parquet_picture";
// What stands there: whether the place holds a picture, its size and, unless `bytes` is null, its bytes. Throws Error.
using ParquetPictureReader = bool (*)(const ParquetPlace& place, std::int64_t& size, std::string* bytes);

}  // namespace recap
