// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/judging/measuring.h"
#include "workflow/project/project.h"
#include "workflow/results/metric_row.h"
#include "workflow/results/model_differences.h"
#include "workflow/runs/work_shard.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace recap {

class PictureJudge;

struct MetricsRequest {
    std::vector<RunId> runs;
    std::vector<std::string> metrics = {};  // names of the registry; empty: all that the judges can compute
    std::filesystem::path judges = {};      // judges file, or folder of the demo's judge; empty: that shipped
    std::filesystem::path prompts = {};     // prompt set: what the runs' prompts ask for; empty: none
    std::string reference = {};             // run or folder of real pictures; empty: the project's images
    std::int64_t step = 0;                  // of the pictures; 0: those that stand for a run
    // Of `runs`: whose differences are wanted in any case, and with which run every other is compared; without one
    // every pair is, of up to six models (compareRuns).
    std::vector<std::pair<RunId, RunId>> pairs = {};
    std::optional<RunId> baseline = {};
    std::int64_t replicates = 2000;
    // Of the bootstrap. Without it the seed that the runs' numbers were made with before, so that computing them again
    // gives the same intervals; 1 where there are none.
    std::optional<std::int64_t> seed = {};
    std::string device = {};                       // of judges whose entry names none; empty: "auto"
    std::shared_ptr<PictureJudge> judged_by = {};  // instead of the demo's judge
    // This share of the pictures is judged and kept in the project's cache, and nothing is computed or stored. The
    // project need not be writable.
    std::optional<WorkShard> shard = {};
};

// Judges the pictures of runs (runPictures) and computes metrics with intervals over prompts. The truth is that of the
// prompt set, or what the demo's judge reads in the prompts; of a prompt set its prompts are judged, and no others.
// Distances are taken to the pictures of `reference`; by the demo's judge to the project's images whose objects are
// known. A metric without a value is a row as well: its value is NaN and its card says why. That is so for every number
// with a missing part: a picture that cannot be read, a prompt of the set without a picture. Where models differ in how
// many pictures they have, the card of a number that depends on that has the number at the smallest count as well.
// Numbers and paired differences (run_differences.h) are stored when the project may be written, and with the numbers
// what each picture contributes (workflow/results/metric_pictures.h); numbers they replace stay readable
// (data/metric_history.h). What was judged is kept in the project's cache, so that a stopped job goes on where it was.
// Throws Error(InvalidOption) for an unknown metric, for one that no judge can compute, for a pair that shares no
// picture and for a baseline that is not among the runs, Error(NotFound) for a run that is not there or has no pictures
// (of the step, of the prompt set), Error(BadFormat) for a prompt set or a judges file that is wrong.
class MetricsJob final : public Job {
public:
    MetricsJob(std::shared_ptr<Project> project, MetricsRequest request);
    void run(JobContext& context) override;
    const std::vector<MetricRow>& rows() const { return rows_; }
    const std::vector<MetricDifferences>& differences() const { return differences_; }
    const Measuring::Kept& kept() const { return kept_; }  // of a shard

private:
    std::shared_ptr<Project> project_;
    MetricsRequest request_;
    std::vector<MetricRow> rows_;
    std::vector<MetricDifferences> differences_;
    Measuring::Kept kept_;
};

}  // namespace recap
