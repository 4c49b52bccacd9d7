// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of Arrow arrays as JSON; part of the Parquet module.
#pragma once

#include "base/json.h"

#include <arrow/api.h>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace recap {

[[noreturn]] void throwBadParquet(const std::filesystem::path& path, const std::string& reason);

// Null, a truth value, number or text; lists (of fixed size, too) are arrays, structs and maps objects, a dictionary's
// code is what it stands for. Times and decimals are texts as Arrow prints them, bytes are null.
Json cellAt(const arrow::Array& array, std::int64_t row);

// The bytes of a picture in a cell: of a struct {bytes, path}, as Hugging Face writes it, or of a column of bytes when
// they begin like a picture. None: there is no picture in it.
std::optional<std::string_view> pictureBytesAt(const arrow::Array& array, std::int64_t row);

struct CellPicture {
    bool held = false;        // a picture lies in the cell itself
    std::string ending = {};  // ".png" ...
    Json cell = {};           // else the cell; of a struct {no bytes, path} the path
};
CellPicture pictureAt(const arrow::Array& array, std::int64_t row);

}  // namespace recap
