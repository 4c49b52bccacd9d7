// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/project/skipped_file.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace recap {

// What a process of a recaptioning did.
struct RecaptionReport {
    std::filesystem::path folder = {};  // of the results; empty: it wrote to the project
    std::int64_t written = 0;           // captions
    std::vector<SkippedFile> skipped = {};
    std::map<std::string, std::int64_t> flagged = {};
    std::int64_t images = 0, finished = 0;  // of the shard, by all of its processes
};

}  // namespace recap
