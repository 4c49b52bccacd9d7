// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/project/skipped_file.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct CaptionRunRequest {
    std::string captioner;        // BLIP folder, or the name of a captioner run of the project
    std::string style = "short";  // short or long; the new versions go to source recap_<style>
    std::string filter = {};
    std::int64_t batch_size = 32;
    // Only images with position % shard_count == shard_index, e.g. a part of the work for one night. One process writes
    // to a project at a time.
    std::int64_t shard_index = 0;
    std::int64_t shard_count = 1;
    std::int64_t threads = 0;
};

// Writes a caption for every image that has none from this captioner and style yet, so an interrupted run continues.
class CaptionRunJob final : public Job {
public:
    CaptionRunJob(std::shared_ptr<Project> project, CaptionRunRequest request);
    ~CaptionRunJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }
    std::int64_t written() const { return written_; }
    const std::vector<SkippedFile>& skipped() const { return skipped_; }

private:
    std::shared_ptr<Project> project_;
    CaptionRunRequest request_;
    RunId run_;
    std::int64_t written_ = 0;
    std::vector<SkippedFile> skipped_;
};

}  // namespace recap
