// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
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

struct ExportOptions {
    std::filesystem::path folder = {};
    std::vector<std::string> sources = {};
    std::int64_t samples_per_shard = 10'000;  // 1 .. 10,000: a sample's key has four digits for its place
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

// sidecar, imagefolder, parquet, coco, webdataset, csv; see ExportJob for what they are.
const std::vector<std::string>& exportKinds();
// Throws Error(InvalidOption) for another kind, and for parquet when it cannot be written here.
std::unique_ptr<ExportLayout> makeExportLayout(const std::string& kind, ExportOptions options);

// Small files of a folder that is put in place as a whole: not flushed one by one.
void writeExportFile(const std::filesystem::path& path, std::string_view bytes);

}  // namespace recap
