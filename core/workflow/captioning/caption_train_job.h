// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/caption_train_options.h"
#include "jobs/job.h"
#include "workflow/project/project.h"

#include <map>
#include <memory>
#include <string>

namespace recap {

struct CaptionTrainRequest {
    CaptionTrainOptions options;
    std::string name;
};

// Fine-tunes a captioner on the human captions of a project. Emits RunEvent and ScalarEvent (loss, validation_loss,
// lr).
class CaptionTrainJob final : public Job {
public:
    CaptionTrainJob(std::shared_ptr<Project> project, CaptionTrainRequest request);
    ~CaptionTrainJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }
    std::string checkpoint() const { return checkpoint_; }  // BLIP folder
    const std::map<std::string, double>& metrics() const { return metrics_; }

private:
    std::shared_ptr<Project> project_;
    CaptionTrainRequest request_;
    RunId run_;
    std::string checkpoint_;
    std::map<std::string, double> metrics_;
};

}  // namespace recap
