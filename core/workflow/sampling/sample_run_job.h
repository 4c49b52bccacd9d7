// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/sampling/sample_job.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace recap {

struct SampleRunRequest {
    std::string name;                  // of the new run
    std::filesystem::path model;       // in any layout
    std::vector<std::string> prompts;  // each is drawn with options.seed and the seeds after it
    SampleOptions options;
    std::filesystem::path prompt_set = {};  // file as readPromptSet() reads it, whose prompts come after `prompts`
    // The newest run of this name that began with the same model, prompts and options continues. Without it, and where
    // there is none, a run begins.
    bool continues = false;
    // Of a process by itself: others may write to the project meanwhile, and commands are taken (run_inbox.h).
    bool takes_commands = false;
    // This process draws its share into a folder that all shards of these pictures have in common, and neither makes a
    // run nor writes to the project. Whoever draws the whole run afterwards takes over what lies there.
    std::optional<WorkShard> shard = {};
    std::filesystem::path parts = {};  // that folder; empty: runs/samples-<eight digits> of the project
};

// Draws pictures into a run of its own kind, "samples", so that any model can be compared, judged and rated beside the
// runs of training. Stopped or killed, the run keeps the pictures that are there; continued, it draws the others.
// Throws Error(InvalidOption) when there is no prompt, and when the folder of shards holds other pictures.
class SampleRunJob final : public Job {
public:
    SampleRunJob(std::shared_ptr<Project> project, SampleRunRequest request);
    void run(JobContext& context) override;
    RunId runId() const { return run_; }                                 // none of a shard
    const std::vector<SampledImage>& images() const { return images_; }  // of the run, or of the shard
    const std::vector<PromptLength>& prompts() const { return prompts_; }
    const std::filesystem::path& folder() const { return folder_; }  // where they lie

private:
    SampleRequest drawing() const;
    RunRecord runToDraw(JobContext& context, const SampleRequest& drawing);
    void draw(const SampleRequest& drawing, JobContext& context);

    std::shared_ptr<Project> project_;
    SampleRunRequest request_;
    RunId run_;
    std::vector<SampledImage> images_;
    std::vector<PromptLength> prompts_;
    std::filesystem::path folder_;
};

}  // namespace recap
