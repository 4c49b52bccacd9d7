// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/long_captions.h"
#include "workflow/captioning/recaption_options.h"
#include "workflow/captioning/written_faults.h"
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

// Writes a caption for every image that has none of this style from this captioner, decoded in this way, so an
// interrupted run continues. What a caption cannot be stored for is listed: unreadable pictures, captions without a
// word, captions dropped for their length.
class CaptionRunJob final : public Job {
public:
    CaptionRunJob(std::shared_ptr<Project> project, CaptionRunRequest request);
    ~CaptionRunJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }
    std::int64_t written() const { return written_; }
    const LongCaptionCounts& longCaptions() const { return long_; }
    const std::vector<SkippedFile>& skipped() const { return skipped_; }
    const FaultCounts& faults() const { return faults_; }  // of what was written
    std::int64_t decodedAgain() const { return decodedAgain_; }

private:
    std::shared_ptr<Project> project_;
    CaptionRunRequest request_;
    RunId run_;
    std::int64_t written_ = 0;
    LongCaptionCounts long_;
    FaultCounts faults_;
    std::int64_t decodedAgain_ = 0;  // captions that repeated themselves
    std::vector<SkippedFile> skipped_;
};

}  // namespace recap
