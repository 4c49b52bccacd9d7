// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/long_captions.h"
#include "workflow/captioning/recaption_folder.h"
#include "workflow/captioning/recaption_options.h"
#include "workflow/captioning/recaption_report.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace recap {

struct RecaptionPlan;
class ShardResults;

struct CaptionRunRequest {
    RecaptionOptions options;
    // One of several processes, which leave their captions in result files (recaption_folder.h) until CaptionMergeJob
    // stores them; the project is only read.
    std::optional<RecaptionShard> shard = {};
};

// Writes a caption for every image that has none of this style from this captioner, decoded in this way, so an
// interrupted run continues. What a caption cannot be stored for is listed: unreadable pictures, captions without a
// word, captions dropped for their length. When there is nothing to do it says why and makes no run.
class CaptionRunJob final : public Job {
public:
    CaptionRunJob(std::shared_ptr<Project> project, CaptionRunRequest request);
    ~CaptionRunJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }  // none: there was nothing to do, or a shard was captioned
    std::int64_t written() const { return report_.written; }
    const LongCaptionCounts& longCaptions() const { return long_; }
    const std::vector<SkippedFile>& skipped() const { return report_.skipped; }
    const RecaptionReport& report() const { return report_; }

private:
    void runInProject(JobContext& context, const RecaptionPlan& plan);
    void runShard(JobContext& context, const RecaptionPlan& plan);
    void captionShard(ShardResults& results, const RecaptionPlan& plan, const std::vector<ImageId>& images,
                      std::int64_t& decodedAgain);

    std::shared_ptr<Project> project_;
    CaptionRunRequest request_;
    RunId run_;
    LongCaptionCounts long_;
    RecaptionReport report_;
};

}  // namespace recap
