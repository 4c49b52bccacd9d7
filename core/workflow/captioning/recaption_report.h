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
    std::map<std::string, std::int64_t> flagged = {};  // images without a caption, by reason
    std::map<std::string, std::int64_t> faults = {};   // captions with a fault of their text, by fault
    std::int64_t decoded_again = 0;                    // captions that repeated themselves
    std::int64_t images = 0, finished = 0;             // of the shard, by all of its processes

    std::map<std::string, std::int64_t> byReason() const {
        auto all = flagged;
        for (const auto& [name, count] : faults) all[name] += count;
        return all;
    }
};

}  // namespace recap
