// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a picture lies: a file of its own, or inside a tar shard or Parquet file, written as a path through it:
// /data/00000.tar/000000042.jpg, /data/train.parquet/image/7.png. Everything that opens the picture of an image goes
// through here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace recap {

struct PictureStat {
    std::int64_t bytes = 0;
    std::int64_t modified_ms = 0;  // of the file; of the shard or table that it lies in
};

// Whether the path leads into a shard or Parquet file; reads no picture.
bool isInsideShard(const std::filesystem::path& path);

// None: there is no such file or member. Shards are indexed once and remembered while they do not change. Any thread.
std::optional<PictureStat> statPicture(const std::filesystem::path& path);
inline bool pictureExists(const std::filesystem::path& path) {
    return statPicture(path).has_value();
}

// All bytes. Throws Error(FileNotFound), or Error(BadFormat) when there are more than `limit`. Any thread.
std::string readPicture(const std::filesystem::path& path, std::uintmax_t limit = 256u << 20);

}  // namespace recap
