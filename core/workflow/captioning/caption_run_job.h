// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/recaption_options.h"
#include "workflow/project/project.h"
#include "workflow/project/skipped_file.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct CaptionRunRequest {
    RecaptionOptions options;
    // Only images with position % shard_count == shard_index, e.g. a part of the work for one night. One process writes
    // to a project at a time.
    std::int64_t shard_index = 0;
    std::int64_t shard_count = 1;
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
