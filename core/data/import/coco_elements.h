// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace recap {

// Which of its two lists a file had.
struct CocoLists {
    bool images = false, annotations = false;
};

// Reads a file of COCO's layout: a JSON object with the lists `images` and `annotations`, in either order. Their
// elements are handed on as they end and dropped, so that memory holds one of them; `section` is the list's name and
// `number` counts from 1 in each. What `take` throws ends the reading. Throws Error(FileNotFound), or Error(BadFormat)
// when the file is not JSON.
CocoLists readCocoElements(
    const std::filesystem::path& json,
    const std::function<void(const std::string& section, std::int64_t number, const Json& element)>& take);

}  // namespace recap
