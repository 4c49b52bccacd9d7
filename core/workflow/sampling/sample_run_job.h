// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/sampling/sample_job.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct SampleRunRequest {
    std::string name;                  // of the new run
    std::filesystem::path model;       // in any layout
    std::vector<std::string> prompts;  // each is drawn with options.seed and the seeds after it
    SampleOptions options;
};

// Draws pictures into a run of its own kind, "samples", so that any model can be compared, judged and rated beside the
// runs of training. Stopped, the run keeps the pictures that are there.
class SampleRunJob final : public Job {
public:
    SampleRunJob(std::shared_ptr<Project> project, SampleRunRequest request);
    void run(JobContext& context) override;
    RunId runId() const { return run_; }

private:
    std::shared_ptr<Project> project_;
    SampleRunRequest request_;
    RunId run_;
};

}  // namespace recap
