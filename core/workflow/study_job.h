// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "data/metric_repository.h"
#include "jobs/job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

struct StudyRequest {
    std::filesystem::path project;  // created when missing; an interrupted study in it continues
    bool quick = false;             // a small version, for a first look
    double scale = 1;               // share of all sizes, above 0 and at most 1; below 1 only for a try
    std::int64_t seed = 1;
    std::vector<std::string> arms = {};  // empty: alttext and recap_mix; also recap_short, recap_long
    std::int64_t threads = 0;            // how many arms may train side by side; 0: as many as there are cores
};

// One line of the paper's table: a model and its metrics by name (fid, soa_c, soa_i, ca, pa, rp).
struct StudyRow {
    std::string model;
    std::vector<MetricRecord> metrics;
};

// How many captions of one kind are right about their images, over images that no captioner was trained on.
struct StudyCaptions {
    std::string kind;            // alttext; before: the captioner as shipped; recap_short, recap_long
    std::int64_t n = 0;          // captions
    std::int64_t objects = 0;    // exactly the right objects named
    std::int64_t counts = 0;     // in the right numbers
    std::int64_t related = 0;    // captions of scenes in which one object stands in a relation to another
    std::int64_t axis = 0;       // of these: right objects, and side by side or one above the other as they stand
    std::int64_t relations = 0;  // and in the right direction
    std::int64_t held_out = 0;   // captions that state a held-out combination, which no image shows
};

// The names and waits-for relations of the stages, for the graph in the window and `--json`.
struct StudyStage {
    std::string name;                // e.g. "data", "captioner", "recaption", "train:recap_mix", "samples:alttext", ...
    std::string title;               // English sentence fragment for people
    std::vector<std::string> after;  // names of stages that must be done first
};
std::vector<StudyStage> studyStages(const StudyRequest& request);

// The demo study: data, captioner fine-tuning, recaptioning, arms with equal budget, samples, metrics, report. Every
// stage that is finished is skipped when the job runs again on the same project, so a killed study continues and ends
// in the same table. Emits StageEvent for each stage besides the events of the jobs it runs.
class StudyJob final : public Job {
public:
    explicit StudyJob(StudyRequest request);
    ~StudyJob() override;
    void run(JobContext& context) override;
    const std::vector<StudyRow>& rows() const { return rows_; }
    const std::vector<StudyCaptions>& captions() const { return captions_; }
    const std::filesystem::path& report() const { return report_; }

private:
    StudyRequest request_;
    std::vector<StudyRow> rows_;
    std::vector<StudyCaptions> captions_;
    std::filesystem::path report_;
};

}  // namespace recap
