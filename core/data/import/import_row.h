// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the readers of data set layouts produce: rows, not effects. They touch no database.
#pragma once

#include "base/enum_names.h"
#include "base/json.h"
#include "base/message.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace recap {

struct ImportCaption {
    std::string source = {};
    std::string text = {};
    std::string rejected = {};  // the column that says that it should not be used; empty: none does
};

// What a data set calls a picture by, the surest first. Shard: the file that holds it, which only tells two apart.
enum class PictureNameKind { Sha256, Uid, Key, Url, Shard };
inline constexpr EnumNames<PictureNameKind, 5> kPictureNameKindNames{{{PictureNameKind::Sha256, "sha256"},
                                                                      {PictureNameKind::Uid, "uid"},
                                                                      {PictureNameKind::Key, "key"},
                                                                      {PictureNameKind::Url, "url"},
                                                                      {PictureNameKind::Shard, "shard"}}};
struct PictureName {
    PictureNameKind kind = PictureNameKind::Url;
    std::string value = {};
    bool operator==(const PictureName&) const = default;
};

// One image file and what is said about it.
struct ImportRow {
    std::filesystem::path image = {};
    // Instead of a file: an image that the project has already is looked for by these names.
    std::vector<PictureName> names = {};
    Message missing = {};  // of a row with `names` that names a file, too: what to say when there is no such image
    std::vector<ImportCaption> captions = {};
    Json attributes = Json::object();
    std::string where = {};               // file, or file:line, that the captions are from; empty when there are none
    std::vector<std::string> parts = {};  // further files that only this row is made of: a text beside the picture
};

// Something that was not taken, or not taken as it is.
struct ImportProblem {
    std::string file = {};  // path, with ":line" for a row of a metadata file
    Message reason = {};    // one sentence
    bool taken = false;     // a remark on a picture or text that was taken all the same
    // Of a remark: the picture that it says was taken. Whoever could not take it drops the remark.
    std::string picture = {};
};

struct ImportRows {
    std::vector<ImportRow> rows = {};
    std::vector<ImportProblem> problems = {};
    std::vector<Message> notes = {};     // sentences worth reading: which extension was used, ...
    std::vector<std::string> used = {};  // files that were read for all rows: a table, a metadata file
    std::vector<std::string> seen = {};  // of a shard: every member
    std::int64_t expected = 0;           // in a block: about how many rows there are in all; 0: unknown
};

// Takes rows as they are read, some hundred at a time, so that memory does not hold them all.
using ImportSink = std::function<void(ImportRows&& block)>;
inline constexpr std::size_t kImportBlock = 500;

// Called now and then with the number of files or rows seen so far; may throw to stop.
using ImportProgress = std::function<void(std::int64_t seen)>;

}  // namespace recap
