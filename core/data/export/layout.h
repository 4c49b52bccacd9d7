// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

struct ExportCaption {
    std::string source = {};
    std::string text = {};
    CaptionStatus status = CaptionStatus::New;
    std::string author = {};
};

// One image on its way out.
struct ExportItem {
    const ImageRecord* image = nullptr;
    std::string name = {};  // file name in the target, unique without its extension
    const ExportCaption* text =
        nullptr;  // for layouts that know one text; null only where others have their own column
    std::vector<const ExportCaption*> captions = {};  // of the sources asked for; null where there is none
    Json attributes = Json::object();
    std::string original = {};  // bytes of the text file that `text` was read from, when it is untouched since
};

// A sample's key has four digits for its place in a shard.
inline constexpr std::int64_t kMostInShard = 10'000;

struct ExportOptions {
    std::filesystem::path folder = {};
    std::vector<std::string> sources = {};
    std::int64_t shard_size = kMostInShard;
};

// One layout of a data set, written item by item. Throws Error(FileNotWritable), Error(DiskFull), Error(FileNotFound)
// or Error(BadFormat) when the item's picture cannot be read; nothing of that item is written then.
class ExportLayout {
public:
    virtual ~ExportLayout() = default;
    // Returns the number of captions written.
    virtual std::int64_t add(const ExportItem& item) = 0;
    virtual void finish() {}
};

// What a layout does with captions; see ExportJob for what the layouts are.
struct ExportKind {
    std::string_view name;
    bool column_per_source = false;  // every source has a column of its own
    bool row_per_caption = false;    // every caption is a row: nothing stands in for a missing one
    bool text_files = false;         // one text file a picture, which comes back byte for byte
    bool shards = false;
    std::unique_ptr<ExportLayout> (*make)(const ExportOptions& options);
};
const std::vector<ExportKind>& exportKinds();
// For an option: the names.
std::vector<std::string_view> exportKindNames();
// Throws Error(InvalidOption) for another name.
const ExportKind& exportKind(std::string_view name);
// Throws Error(InvalidOption) for another kind, and for parquet when it cannot be written here.
std::unique_ptr<ExportLayout> makeExportLayout(std::string_view kind, const ExportOptions& options);

// Small files of a folder that is put in place as a whole: not flushed one by one.
void writeExportFile(const std::filesystem::path& path, std::string_view bytes);

}  // namespace recap
