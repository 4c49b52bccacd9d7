// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/judgement.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace recap {

// What one view of one judge saw, in a file that only grows: a picture is not judged twice, and what was judged before
// a process was killed is still there. Found by the hash of the picture's content and, where a prompt decides, of the
// prompt. A damaged or cut-off record and what follows it count as absent. One process writes at a time; another one
// reads and keeps what it judges to itself.
class JudgementCache {
public:
    // An empty folder: nothing is kept. `judge`: hash of the weights. Throws Error(FileNotWritable).
    JudgementCache(const std::filesystem::path& folder, const std::string& judge, std::string_view view);
    ~JudgementCache();
    JudgementCache(const JudgementCache&) = delete;
    JudgementCache& operator=(const JudgementCache&) = delete;

    std::optional<Judgement> find(const std::string& key) const;
    struct Entry {
        std::string key;
        Judgement judgement;
    };
    // Whole when it returns. Throws Error(FileNotWritable).
    void add(const std::vector<Entry>& entries);
    std::int64_t size() const { return static_cast<std::int64_t>(places_.size()); }

    // Of a picture's SHA-256 and what else decides; 64 hexadecimal digits.
    static std::string keyOf(const std::string& pictureHash, const std::string& text);

private:
    struct Place {
        std::int64_t offset = 0;  // of the payload
        std::uint32_t bytes = 0;
    };
    void readIndex();

    std::filesystem::path file_;
    mutable std::ifstream in_;
    int out_ = -1;
    std::unordered_map<std::string, Place> places_;
};

}  // namespace recap
