// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project.h"
#include "workflow/study_job.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace recap {

struct MetricsRequest {
    std::vector<RunId> runs;
    std::vector<std::string> metrics = {};            // of fid soa_c soa_i ca pa rp count_exact pa_both; empty: all
    std::filesystem::path judge = {};                 // folder of the demo's judge; empty: the shipped one
    std::vector<std::pair<RunId, RunId>> pairs = {};  // (first, second) of `runs` whose differences are wanted as well
    std::int64_t replicates = 2000;
    std::int64_t seed = 1;
};

// second - first on the same prompts, with intervals; one that excludes 0 separates the two.
struct MetricDifferences {
    RunId first, second;
    std::vector<MetricRecord> metrics;
};

// Judges the pictures of runs (of their last step) and computes the table's metrics with intervals over prompts. The
// truth is what the prompts say in the demo's grammar; the Frechet distance is taken to the project's images whose
// objects are known. The numbers are stored with the runs when the project may be written.
class MetricsJob final : public Job {
public:
    MetricsJob(std::shared_ptr<Project> project, MetricsRequest request);
    void run(JobContext& context) override;
    const std::vector<StudyRow>& rows() const { return rows_; }
    const std::vector<MetricDifferences>& differences() const { return differences_; }

private:
    std::shared_ptr<Project> project_;
    MetricsRequest request_;
    std::vector<StudyRow> rows_;
    std::vector<MetricDifferences> differences_;
};

}  // namespace recap
