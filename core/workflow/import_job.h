// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct ImportRequest {
    std::filesystem::path path;
    std::string kind = "auto";  // auto, folder, sidecar, imagefolder
    std::string source =
        {};  // name of the caption source; empty: by kind (alttext for sidecar texts and imagefolder `text`)
};

struct SkippedFile {
    std::string file;    // path, with ":line" for a row of a metadata file
    std::string reason;  // one sentence
};

struct ImportReport {
    std::string kind;           // what the folder was taken for
    std::int64_t images = 0;    // new images
    std::int64_t known = 0;     // images the project had already (same content)
    std::int64_t captions = 0;  // new caption versions
    std::vector<SkippedFile> skipped;
};

// Reads a folder into a project. Images stay where they are and are identified by content, so a second import of the
// same folder adds only what is new. Broken and unpaired files are listed in the report, never fatal. Cancel keeps what
// was taken.
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
