// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/caption_evaluate_options.h"
#include "workflow/captioning/caption_intervals.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// Lets a captioner write for the images of human captions and compares, and says whether it was trained on them. Writes
// nothing to the project.
class CaptionEvaluateJob final : public Job {
public:
    CaptionEvaluateJob(std::shared_ptr<Project> project, CaptionEvaluateOptions options);
    ~CaptionEvaluateJob() override;
    void run(JobContext& context) override;
    const std::vector<EvaluatedMeasure>& measures() const { return measures_; }
    const std::string& captioner() const { return captioner_; }  // name and first digits of the weights' hash
    std::int64_t captions() const { return captions_; }
    std::int64_t images() const { return images_; }
    // How many of these images the captioner's run, or a run that it began with, was trained on; none: not known.
    std::optional<std::int64_t> trainedOn() const { return trained_on_; }

private:
    std::shared_ptr<Project> project_;
    CaptionEvaluateOptions options_;
    std::vector<EvaluatedMeasure> measures_;
    std::string captioner_;
    std::int64_t captions_ = 0, images_ = 0;
    std::optional<std::int64_t> trained_on_;
};

}  // namespace recap
