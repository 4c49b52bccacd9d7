// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/runs/work_shard.h"
#include "workflow/sampling/sample_options.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct SamplePrompt {
    std::string text;
    std::int64_t seed = 0;
    std::string id = {};  // of the item of a prompt set; empty: none
};

struct SampleRequest {
    std::filesystem::path model;        // in any layout: diffusers folder, single file, .ckpt
    std::vector<SamplePrompt> prompts;  // drawn `options.count` times each
    SampleOptions options;
    std::filesystem::path out;  // folder for <index>_<seed>.png; existing pictures are kept, so the job resumes
    // Set when the pictures belong to a run of a project and are recorded there.
    std::shared_ptr<Project> project;
    RunId run;
    std::int64_t step = 0;
    // Of the groups of options.batch_size pictures that are drawn at once, those of this process. Groups are divided
    // whole, so that the pictures are those of one process.
    WorkShard shard = {};
};

struct SampledImage {
    std::string file, prompt;
    std::int64_t seed = 0;
    std::string raw;      // the safetensors file beside it; empty without
    std::string id = {};  // of its prompt; empty: none
};

// How much of a prompt the text encoder reads.
struct PromptLength {
    std::string prompt;
    std::int64_t tokens = 0, limit = 0;
    std::string unread;  // the rest that is cut off; empty when all is read
};

class SampleJob final : public Job {
public:
    explicit SampleJob(SampleRequest request);
    ~SampleJob() override;
    void run(JobContext& context) override;
    const std::vector<SampledImage>& images() const { return images_; }  // of the shard
    const std::vector<PromptLength>& prompts() const { return prompts_; }

private:
    SampleRequest request_;
    std::vector<SampledImage> images_;
    std::vector<PromptLength> prompts_;
};

}  // namespace recap
