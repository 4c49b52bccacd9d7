// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/caption_curve.h"
#include "workflow/report/page_template.h"
#include "workflow/results/metric_row.h"
#include "workflow/study/study_captions.h"

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
    PageWords words = {};                // of the report
};

// The names and waits-for relations of the stages, for the graph in the window and `--json`.
struct StudyStage {
    std::string name;                // e.g. "data", "captioner", "recaption", "train:recap_mix", "samples:alttext", ...
    std::string title;               // English sentence fragment for people
    std::vector<std::string> after;  // names of stages that must be done first
};
std::vector<StudyStage> studyStages(const StudyRequest& request);

// The demo study: data, captioner fine-tuning, recaptioning, arms with equal budget, samples, metrics,
// captioners by the number of human captions, report. Every
// stage that is finished is skipped when the job runs again on the same project, so a killed study continues and ends
// in the same table. Emits StageEvent for each stage besides the events of the jobs it runs.
class StudyJob final : public Job {
public:
    explicit StudyJob(StudyRequest request);
    ~StudyJob() override;
    void run(JobContext& context) override;
    const std::vector<MetricRow>& rows() const { return rows_; }
    const std::vector<StudyCaptions>& captions() const { return captions_; }
    // By the number of human captions that the captioner learned from.
    const CaptionCurve& curve() const { return curve_; }
    const std::filesystem::path& report() const { return report_; }

private:
    StudyRequest request_;
    std::vector<MetricRow> rows_;
    std::vector<StudyCaptions> captions_;
    CaptionCurve curve_;
    std::filesystem::path report_;
};

}  // namespace recap
