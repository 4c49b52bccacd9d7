// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/server_captions.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace recap {

// What became of the results of one folder.
struct MergedResults {
    std::filesystem::path folder = {};
    RunId run = {};
    std::int64_t missing = 0;  // images of the filter that have no caption, no result and no reason why not
    std::int64_t shards = 0, complete_shards = 0;
    ServerCaptionTally tally = {};  // known: stored by an earlier merge of them
};

// Stores the captions of result folders (recaption_folder.h) in the project as new versions, as far as their shards
// have come, and never over a caption that a person has approved. A folder is one run, however often it is merged; a
// caption that is there already is counted as known, so a merge that was interrupted is repeated.
class CaptionMergeJob final : public Job {
public:
    CaptionMergeJob(std::shared_ptr<Project> project, std::vector<std::filesystem::path> folders);
    void run(JobContext& context) override;
    const std::vector<MergedResults>& results() const { return results_; }

private:
    std::shared_ptr<Project> project_;
    std::vector<std::filesystem::path> folders_;
    std::vector<MergedResults> results_;
};

}  // namespace recap
