// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "data/export/layout.h"
#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/project/skipped_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct ExportRequest {
    std::filesystem::path out = {};          // a folder that does not exist yet, or is empty
    std::string kind = "imagefolder";        // imagefolder, sidecar, coco, webdataset, csv, parquet
    std::vector<std::string> sources = {};   // empty: every source, in the order of their first appearance
    std::vector<std::string> fallback = {};  // sources that stand in, in this order, where the chosen text is missing
    std::string filter = {};                 // query that selects the images
    bool accepted_only =
        false;  // only captions that were accepted or edited; rejected and empty ones are never written
    std::int64_t shard_size = kMostInShard;  // webdataset: samples per shard
};

template <class Visitor>
void describe(ExportRequest& o, Visitor&& field) {
    field("kind", o.kind, FieldInfo{.label = "Layout", .help = "Layout of the export", .choices = exportKindNames()});
    field("sources", o.sources,
          FieldInfo{.label = "Captions", .help = "Caption sources, separated by commas; empty uses all"});
    field("fallback", o.fallback,
          FieldInfo{.label = "If it is missing",
                    .help = "Sources to use where the chosen caption is missing, separated by commas"});
    field("filter", o.filter, FieldInfo{.label = "Filter", .help = "Query that selects the images; empty selects all"});
    field("accepted_only", o.accepted_only,
          FieldInfo{.label = "Accepted captions only", .help = "Use only captions that were accepted or edited"});
    field("shard_size", o.shard_size,
          FieldInfo{
              .label = "Images per shard", .help = "Images per tar shard (webdataset)", .min = 1, .max = kMostInShard});
}

struct ExportReport {
    std::int64_t images = 0;
    std::int64_t captions = 0;
    std::vector<SkippedFile> skipped = {};
};

// Writes images and their current captions in a layout that trainers read. Pictures are copied byte for byte and keep
// their names (a name that is taken gets the image's key added); texts that nobody touched come back byte for byte.
//
// imagefolder: metadata.jsonl beside the pictures; the first source is the column "text", every other one a column of
// its own name, and the images' attributes are further columns. A caption that does not exist is an empty text, so that
// all rows have the same columns. parquet: the same with a metadata.parquet. sidecar: one .txt per picture with the
// caption of the first of the sources that the image has. coco: images/ and captions.json, one annotation a caption,
// each with its source. csv: captions.csv beside the pictures, one row a caption. webdataset: tar shards with key.jpg,
// key.txt (as sidecar) and key.json (every caption and attribute), and their statistics.
// The column "text", a sidecar and key.txt hold the first of `sources` that the image has (imagefolder: the first
// source), else the first of `fallback`. Images without any of the captions are left out and listed. The folder appears
// when it is complete; a cancelled or failed export leaves nothing.
class ExportJob final : public Job {
public:
    ExportJob(std::shared_ptr<Project> project, ExportRequest request);
    void run(JobContext& context) override;
    const ExportReport& report() const { return report_; }

private:
    std::shared_ptr<Project> project_;
    ExportRequest request_;
    ExportReport report_;
};

}  // namespace recap
