// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/import_job.h"
#include "workflow/project.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct ExportRequest {
    std::filesystem::path out = {};         // a folder that does not exist yet, or is empty
    std::string kind = "imagefolder";       // imagefolder, sidecar
    std::vector<std::string> sources = {};  // empty: every source, in the order of their first appearance
    std::string filter = {};                // query that selects the images
    bool accepted_only = false;  // only captions that were accepted or edited; rejected ones are never written
};

struct ExportReport {
    std::int64_t images = 0;
    std::int64_t captions = 0;
    std::vector<SkippedFile> skipped = {};
};

// Writes images and their current captions in a layout that trainers read. Image files are copied as they are and keep
// their names (a name that is taken gets the image's key added).
//
// imagefolder: metadata.jsonl beside the pictures; the first source is the column "text", every other one a column of
// its own name, and the images' attributes are further columns. A caption that does not exist is an empty text, so that
// all rows have the same columns. sidecar: one .txt per picture with the caption of the first of the sources that the
// image has. Images without any of the captions are left out and listed. The folder appears when it is complete; a
// cancelled or failed export leaves nothing.
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
