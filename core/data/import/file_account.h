// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"

#include "data/import/import_row.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Files of an import: seen = taken + listed + passed_over.
struct FileCounts {
    std::int64_t seen = 0;
    std::int64_t taken = 0;        // pictures, texts, tables and shards that were read
    std::int64_t listed = 0;       // each with the reason why not
    std::int64_t passed_over = 0;  // no part of a data set: hidden files, caches, README
    FileCounts& operator+=(const FileCounts& other);
};

// Why a file was not read that nothing was said about; `passed_over` when nobody would expect it to be.
struct FileReason {
    Message sentence = {};
    bool passed_over = false;
};

// By its name alone.
FileReason reasonByName(std::string_view path);

// What became of every file that an import saw. Each is marked once, and what was not marked is listed at the end, so
// the sums add up whatever the readers do.
class FileAccount {
public:
    // All files of a folder or shard, before the first mark. The text must outlive the account.
    void see(std::string_view path);
    // False: it was marked before. A file that was not seen before counts as seen now: a row has named it.
    bool take(std::string_view path);
    bool list(std::string_view path);
    // The same for the files of see() only, so a "file:line" is none.
    bool listSeen(std::string_view path);

    struct Rest {
        std::string file = {};  // a path, or "folder/*.ext" for many of one folder with the same reason
        Message reason = {};
        std::int64_t files = 0;
        bool passed_over = false;
    };
    // Marks and returns what has no mark yet, in the order of the names.
    std::vector<Rest> rest(const std::function<FileReason(std::string_view path)>& reason);
    const FileCounts& counts() const { return counts_; }

private:
    enum class Mark : std::uint8_t { None, Taken, Listed };
    struct Entry {
        std::string_view path;
        Mark mark;
    };
    Entry* find(std::string_view path);
    bool mark(std::string_view path, Mark mark, bool seenOnly);

    std::vector<Entry> entries_;
    bool sorted_ = true;
    FileCounts counts_;
};

}  // namespace recap
