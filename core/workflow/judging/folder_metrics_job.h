// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/judging/measuring.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace recap {

struct FolderMetricsRequest {
    std::filesystem::path pictures;         // of the model
    std::filesystem::path reference = {};   // real pictures; empty: none
    std::filesystem::path prompts = {};     // prompt set; empty: none
    std::filesystem::path judges = {};      // judges file
    std::filesystem::path cache = {};       // folder of what was judged before; empty: nothing is kept
    std::vector<std::string> metrics = {};  // names of the registry; empty: all that the judges can compute
    std::string device = {};
    std::int64_t replicates = 2000;
    std::int64_t seed = 1;
    std::optional<WorkShard> shard = {};  // this share is judged and kept in the cache, and nothing is computed
};

// Metrics of folders of pictures, without a project: of one against real pictures, or with a prompt set (pairFolder). A
// metric without a value is a row as well, and its card says why; that is so for every number when some prompt of
// the set has no picture. Throws Error(FileNotFound), Error(BadFormat), Error(InvalidOption).
class FolderMetricsJob final : public Job {
public:
    explicit FolderMetricsJob(FolderMetricsRequest request) : request_(std::move(request)) {}
    void run(JobContext& context) override;
    const std::vector<MeasuredNumber>& numbers() const { return numbers_; }
    const Measuring::Kept& kept() const { return kept_; }  // of a shard

private:
    FolderMetricsRequest request_;
    std::vector<MeasuredNumber> numbers_;
    Measuring::Kept kept_;
};

}  // namespace recap
