// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "jobs/job.h"
#include "workflow/project.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct SampleOptions {
    std::string negative;
    std::int64_t steps = 50;
    double guidance = 7.5;
    std::string scheduler;   // empty: the model's own
    std::int64_t width = 0;  // 0: the model's native size
    std::int64_t height = 0;
    std::int64_t count = 1;  // images per prompt
    std::int64_t batch_size = 8;
    std::string dtype = "fp32";
    std::string device = "auto";
    std::int64_t threads = 0;
    std::int64_t seed = 42;  // image i of a prompt uses seed + i
};

template <class Visitor>
void describe(SampleOptions& o, Visitor&& field) {
    field("negative", o.negative, FieldInfo{.help = "What the picture should not show"});
    field("steps", o.steps, FieldInfo{.help = "Denoising steps", .min = 1, .max = 1000});
    field("guidance", o.guidance, FieldInfo{.help = "Guidance scale; 1 switches guidance off", .min = 0, .max = 100});
    field("scheduler", o.scheduler,
          FieldInfo{.help = "Sampler; empty takes the model's own",
                    .choices = {"", "ddpm", "ddim", "pndm", "euler", "euler_ancestral", "dpmsolver_2m",
                                "dpmsolver_2m_karras", "unipc"}});
    field("width", o.width,
          FieldInfo{.help = "Width in pixels, a multiple of 8; 0 takes the model's own", .min = 0, .max = 4096});
    field("height", o.height,
          FieldInfo{.help = "Height in pixels, a multiple of 8; 0 takes the model's own", .min = 0, .max = 4096});
    field("count", o.count, FieldInfo{.help = "Images per prompt", .min = 1, .max = 10000});
    field("batch_size", o.batch_size,
          FieldInfo{.help = "Images drawn at once", .min = 1, .max = 1024, .advanced = true});
    field("dtype", o.dtype, FieldInfo{.help = "Precision", .choices = {"fp32", "bf16", "fp16"}, .advanced = true});
    field("device", o.device, FieldInfo{.help = "auto, cpu, cuda or cuda:N", .advanced = true});
    field("threads", o.threads,
          FieldInfo{.help = "Compute threads; 0 takes all cores", .min = 0, .max = 1024, .advanced = true});
    field("seed", o.seed, FieldInfo{.help = "Seed of the first image", .min = 0, .max = 9e15});
}

struct SamplePrompt {
    std::string text;
    std::int64_t seed = 0;
};

struct SampleRequest {
    std::filesystem::path model;        // diffusers folder
    std::vector<SamplePrompt> prompts;  // drawn `options.count` times each
    SampleOptions options;
    std::filesystem::path out;  // folder for <index>_<seed>.png; existing pictures are kept, so the job resumes
    // Set when the pictures belong to a run of a project and are recorded there.
    std::shared_ptr<Project> project;
    RunId run;
    std::int64_t step = 0;
};

struct SampledImage {
    std::string file, prompt;
    std::int64_t seed = 0;
};

class SampleJob final : public Job {
public:
    explicit SampleJob(SampleRequest request);
    ~SampleJob() override;
    void run(JobContext& context) override;
    const std::vector<SampledImage>& images() const { return images_; }

private:
    SampleRequest request_;
    std::vector<SampledImage> images_;
};

}  // namespace recap
