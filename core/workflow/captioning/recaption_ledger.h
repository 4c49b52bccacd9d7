// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a shard of a recaptioning has done, in a file that stays small: one bit per image number, and the images that
// could not be captioned with their reasons. At ten million images the bits of all shards together are 1.25 MB.
#pragma once

#include "base/json.h"
#include "base/message.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace recap {

// A set of numbers from 0, one bit each.
class NumberSet {
public:
    bool contains(std::int64_t number) const;
    void add(std::int64_t number);
    std::int64_t size() const { return size_; }
    // As text: base64 of the bits, lowest first.
    std::string text() const;
    // Throws Error(BadFormat) for what text() did not write.
    static NumberSet fromText(const std::string& text);

private:
    std::string bits_;
    std::int64_t size_ = 0;
};

struct RecaptionLedger {
    // An image without a result; it is tried again when the shard is started again.
    struct Exception {
        std::string key = {};   // of the image
        std::string flag = {};  // what was wrong with the answer, by kAnswerFaultNames; empty: no answer was asked for
        Message reason = {};
    };

    std::int64_t shard = 0, shards = 1;
    std::int64_t images = 0;                        // of the shard, at its last start
    std::int64_t parts = 0;                         // part files that `finished` counts: 0 to parts - 1
    NumberSet finished = {};                        // of image number / shards
    std::map<std::int64_t, Exception> failed = {};  // by image number

    void finish(std::int64_t image);
    bool isFinished(std::int64_t image) const { return finished.contains(image / shards); }
    // Images that have neither a result nor a reason why not.
    std::int64_t missing() const;
    bool complete() const { return missing() == 0; }
};

// Throws Error(FileNotFound) or Error(BadFormat).
RecaptionLedger readLedger(const std::filesystem::path& file);
// Written atomically. Throws as writeJsonFile.
void writeLedger(const std::filesystem::path& file, const RecaptionLedger& ledger);

}  // namespace recap
