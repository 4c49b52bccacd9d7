// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/caption_curve.h"
#include "workflow/captioning/caption_curve_options.h"
#include "workflow/project/project.h"
#include "workflow/runs/resume_plan.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// Images whose content is known, as in the demo: what a captioner writes for them can be checked, not only compared.
struct KnownImages {
    std::vector<std::string> pictures = {};  // paths; each gets a short and a long caption
    // Measures of knownMeasures() by name, with what a caption is worth by each; NaN where one does not apply. Called
    // on the job's thread.
    std::function<std::map<std::string, double>(const std::string& picture, const std::string& style,
                                                const std::string& caption)>
        judge = {};
    std::string name = {};  // of what is asked and how, among what a captioner is recognised by; empty: no such images
};

struct CaptionCurveRequest {
    CaptionCurveOptions options = {};
    std::string name = {};
    RunId resume = {};  // continue this run; the options are then those of the run
    // Takes commands that other programs leave in the run's folder (run_inbox.h): for a run without a window.
    bool takes_commands = false;
    KnownImages known = {};
};

// Ranges, and numbers of captions that are none. Reads nothing but the options.
std::vector<FieldProblem> captionCurveProblems(const CaptionCurveOptions& options);

// What a curve would do with the captions of the project.
struct CaptionCurvePlan {
    struct Point {
        std::int64_t captions = 0, seed = 0;
        bool done = false;  // by this run or another one of the project
    };
    std::vector<Point> points = {};  // with the captioner before fine-tuning
    std::int64_t steps = 0;          // still to be made
    std::int64_t available = 0;      // human captions that are not held out
    std::int64_t held_out_images = 0, held_out_captions = 0;
    std::vector<std::int64_t> left_out = {};  // numbers of captions that are larger than what there is
};
// `recognise`: whether to look for captioners that are done, for which the weights of the base are read; else none is.
// Throws Error(InvalidOption) or Error(NotFound) for options that no curve can begin with.
CaptionCurvePlan captionCurvePlan(Project& project, const CaptionCurveOptions& options, bool recognise = true);

// A row for a new curve, announced by a RunEvent. CaptionCurveJob makes its own; this is for those who leave the work
// to another program, which then resumes it.
RunRecord createCaptionCurve(Project& project, JobContext& context, const std::string& name,
                             const CaptionCurveOptions& options);
// What continuing a curve would bring back, or why it cannot. Throws Error(NotFound).
ResumePlan captionCurveResumePlan(Project& project, RunId run);

// Fine-tunes a captioner for each number of human captions and each seed, with as many steps each, and compares all of
// them and the base on the same held-out images. Every captioner is recognised by its content (pointKey): one that is
// done, by this run or another one of the project, is not made again, and one that was interrupted continues exactly
// from its last checkpoint. A run with the same name and options is continued instead of a new one made. The result is
// in the run's folder (captionCurveFile) and in rows: a scalar "<measure>:<seed>" at the step of each number of
// captions. Emits RunEvent.
class CaptionCurveJob final : public Job {
public:
    CaptionCurveJob(std::shared_ptr<Project> project, CaptionCurveRequest request);
    ~CaptionCurveJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }
    const CaptionCurve& curve() const { return curve_; }
    // Captioners that were trained or measured now, not recognised.
    std::int64_t made() const { return made_; }

private:
    std::shared_ptr<Project> project_;
    CaptionCurveRequest request_;
    RunId run_;
    CaptionCurve curve_;
    std::int64_t made_ = 0;
};

}  // namespace recap
