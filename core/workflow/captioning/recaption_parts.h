// SPDX-License-Identifier: GPL-3.0-or-later
//
// The captions of a shard in Parquet files (recaption_folder.h).
#pragma once

#include "base/json.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// A row of a part. Columns: image key source text author provenance tokens flags time.
struct ResultRow {
    std::int64_t image = 0;            // number in the project that the process read
    std::string key = {};              // of the image
    std::string source = {};           // caption source
    std::string text = {};             // empty: the captioner wrote nothing that can be used, see `flags`
    std::string author = {};           // as of a caption version
    Json provenance = Json::object();  // as of a caption version
    std::int64_t tokens = -1;          // CLIP tokens without start and end; -1: not known
    std::string flags = {};            // kept, retried or truncated: longer than CLIP reads; dropped; empty
    std::int64_t time_ms = 0;          // when it was written
};
// Throws as writeParquet.
void writePart(const std::filesystem::path& file, const std::vector<ResultRow>& rows);

// Reads a part row by row and trusts nothing in it.
class PartReader {
public:
    // Throws as openParquet, and Error(BadFormat) when a column is missing.
    explicit PartReader(const std::filesystem::path& file);
    ~PartReader();
    // False at the end. Throws Error(BadFormat) for a row that cannot be used; the next call reads on behind it.
    bool next(ResultRow& row);
    std::string where() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace recap
