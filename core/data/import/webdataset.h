// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "data/import/import_row.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// The shards that a path means: a .tar file, a folder (every .tar in it, by name), a pattern like
// /data/{00000..00127}.tar, or the .parquet beside a shard. Empty when there are none. Throws Error(BadFormat) for a
// pattern with damaged braces.
std::vector<std::filesystem::path> findShards(const std::filesystem::path& path);

// Sentences on what is odd about a list of shards as a whole: gaps in their numbers, missing statistics files.
std::vector<Message> shardNotes(const std::vector<std::filesystem::path>& shards);

// One shard as img2dataset writes it, in place: a picture is known by its path through the shard (x.tar/000000042.jpg).
//
// Members of one sample share the name up to the first dot. key.txt (or .caption, in any case) is the caption of the
// plain source (column_roles.h; `source` where it is not empty), else the field `caption` of key.json; an object
// `captions` {source: text} there is taken as it is (exports of this program have one, and a key.txt that repeats one
// of its texts is no further caption). Where names have further dots, the picture key.png stands for the sample; a
// picture with a text or JSON of its whole name (22.05.png, 22.05.txt) is a sample of its own; where there is no
// key.png every picture is taken, with the sample's text. Other fields of the JSON are captions and attributes as
// columns of a table are. The index of webshart beside the shard (<shard>.json) and, where Parquet can be read, the row
// of <shard>.parquet with the sample's key add captions and attributes; rows whose download failed are counted in a
// note. `seen` holds every member. Cut-off shards, refused names, links, further pictures, texts without a picture and
// damaged JSON are listed. Throws Error(FileNotFound) or Error(BadFormat) when the shard cannot be read at all.
ImportRows readShard(const std::filesystem::path& shard, const std::string& source = {},
                     const ImportProgress& progress = {});

}  // namespace recap
