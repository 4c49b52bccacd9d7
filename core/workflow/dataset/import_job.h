// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "base/message.h"
#include "data/import/file_account.h"
#include "data/import/import_kind.h"
#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/project/skipped_file.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct ImportRequest {
    std::filesystem::path path;
    std::string kind = "auto";
    // Name of the caption source; empty: by kind (human for COCO, alttext for everything else).
    std::string source = {};
    std::string images = {};                // coco, csv, parquet: folder of the pictures; empty: found by itself
    std::vector<std::string> columns = {};  // csv, parquet: "image=COLUMN", "SOURCE=COLUMN"; empty: by usual names
};

template <class Visitor>
void describe(ImportRequest& o, Visitor&& field) {
    field(
        "kind", o.kind,
        FieldInfo{.label = "Layout", .help = "Layout of the data set; auto detects it", .choices = importKindNames()});
    field("source", o.source,
          FieldInfo{.label = "Caption source", .help = "Name of the caption source; the default depends on the kind"});
    field("images", o.images,
          FieldInfo{.label = "Folder of the images",
                    .help = "Folder of the images, for COCO and tables; empty: found automatically"});
    field("columns", o.columns,
          FieldInfo{.label = "Columns", .help = "Columns of a table: image=COLUMN or SOURCE=COLUMN"});
}

struct ImportReport {
    std::string kind;                  // what the path was taken for
    std::int64_t images = 0;           // new images
    std::int64_t known = 0;            // images the project had already (same content)
    std::int64_t captions = 0;         // new caption versions
    std::int64_t replaced = 0;         // of them: took the place of another text that an import had brought
    std::int64_t moved = 0;            // known images found under another path: moved or renamed
    std::int64_t changed = 0;          // files of the project that hold another picture now: changed by other programs
    std::vector<SkippedFile> skipped;  // and remarks
    std::vector<Message> notes = {};   // what was read and how, one sentence each; the job says them, too
    // What became of every file that was seen: in a folder each file, else those that were named. In a shard each
    // member counts, too. seen = taken + listed + passed_over, and each entry of `skipped` says how many it stands for.
    FileCounts files = {};
    std::int64_t notTaken() const;  // entries of `skipped` that are neither remarks nor passed over
};

// Reads a data set into a project: a folder of pictures, sidecar texts, an imagefolder, COCO captions, tar shards, CSV
// or Parquet tables (see data/import). A named file is read as itself or refused, never replaced by its folder. Images
// stay where they are, members of shards too, and are identified by content, so a second import of the same path adds
// only what is new and finds what was moved. Broken and unpaired files are listed in the report, never fatal. Cancel
// keeps what was taken. Shards are read one after the other, so memory does not grow with their number.
class ImportJob final : public Job {
public:
    ImportJob(std::shared_ptr<Project> project, ImportRequest request);
    void run(JobContext& context) override;
    const ImportReport& report() const { return report_; }

private:
    std::shared_ptr<Project> project_;
    ImportRequest request_;
    ImportReport report_;
};

}  // namespace recap
