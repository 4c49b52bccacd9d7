// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <vector>

namespace recap::testing {

// The source tree: RECAP_SOURCE_DIR, else where this file was compiled, so that a test program runs in any folder.
inline std::filesystem::path sourceDirectory() {
    if (const char* source = std::getenv("RECAP_SOURCE_DIR")) return source;
    return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
}

// A file of the copy in the source tree, whatever RECAP_GOLDEN says: for tests that only need some small real model or
// file, not a recorded answer.
inline std::filesystem::path goldenFixture(std::string_view file) {
    return sourceDirectory() / "tests/golden/data" / file;
}

// Root of the golden data: RECAP_GOLDEN (any folder of the same layout), else the copy in the source tree.
inline std::filesystem::path goldenRoot() {
    if (const char* root = std::getenv("RECAP_GOLDEN")) return std::filesystem::absolute(root);
    return goldenFixture({});
}

// Every case folder of an area, sorted; empty when the area is not there.
inline std::vector<std::filesystem::path> goldenCases(std::string_view area) {
    std::vector<std::filesystem::path> cases;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(goldenRoot() / area, error))
        if (std::filesystem::exists(entry.path() / "case.json")) cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    return cases;
}

// Keep the result in a variable before looping over a part of it: the temporary would be gone.
inline Json goldenCase(const std::filesystem::path& folder) {
    return readJsonFile(folder / "case.json");
}

// A path of a case.json: relative to the case, or to the golden root when it begins with an area's name.
inline std::filesystem::path goldenFile(const std::filesystem::path& folder, const std::filesystem::path& file) {
    const auto local = folder / file;
    return std::filesystem::exists(local) ? local : goldenRoot() / file;
}

}  // namespace recap::testing
