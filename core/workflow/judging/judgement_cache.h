// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/judgement.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace recap {

// What one view of one judge saw, in files that only grow: a picture is not judged twice, and what was judged before
// a process was killed is still there. Found by the hash of the picture's content and, where a prompt decides, of the
// prompt. A damaged or cut-off record and what follows it count as absent. Several processes, also on several machines
// that share a file system with locks, read and write at a time: each writes a file of its own, which it locks, and
// all read all files. One thread.
class JudgementCache {
public:
    // An empty folder: nothing is kept. `judge`: hash of the weights. Writes nothing yet.
    JudgementCache(const std::filesystem::path& folder, const std::string& judge, std::string_view view);
    ~JudgementCache();
    JudgementCache(const JudgementCache&) = delete;
    JudgementCache& operator=(const JudgementCache&) = delete;

    std::optional<Judgement> find(const std::string& key) const;
    struct Entry {
        std::string key;
        Judgement judgement;
    };
    // Whole when it returns. Where the folder cannot be written to or has no locks nothing is kept, and keeps() is
    // false from then on. Throws Error(FileNotWritable) when a write fails, e.g. on a full disk.
    void add(const std::vector<Entry>& entries);
    bool keeps() const { return !folder_.empty() && !refused_; }
    // Throws Error(FileNotWritable) where nothing can be kept.
    void requireKept();
    // Takes in what other processes have added.
    void refresh();
    std::int64_t size() const { return static_cast<std::int64_t>(places_.size()); }

    // Of a picture's SHA-256 and what else decides; 64 hexadecimal digits.
    static std::string keyOf(const std::string& pictureHash, const std::string& text);

private:
    class File;
    // The 32 bytes of a key; they are a hash already.
    using Key = std::array<char, 32>;
    struct HashOfKey {
        std::size_t operator()(const Key& key) const {
            std::size_t out = 0;
            std::memcpy(&out, key.data(), sizeof out);
            return out;
        }
    };
    struct Place {
        std::uint32_t file = 0, bytes = 0;  // of the payload
        std::int64_t offset = 0;
    };
    static std::optional<Key> binary(std::string_view key);
    std::filesystem::path fileAt(std::size_t number) const;
    void read(std::size_t file);
    bool openOwn();

    std::filesystem::path folder_;
    std::string stem_;
    std::vector<std::unique_ptr<File>> files_;  // by their number, from the first to the last that there is
    std::optional<std::size_t> own_;            // which of them this process writes
    bool refused_ = false;
    std::unordered_map<Key, Place, HashOfKey> places_;
};

}  // namespace recap
