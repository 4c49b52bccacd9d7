// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "jobs/job.h"
#include "workflow/project/project.h"

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
    std::int64_t count = 1;         // images per prompt
    std::vector<std::string> lora;  // FILE or FILE:scale, on top of one another
    std::string image;              // start from this picture instead of noise
    double strength = 0.8;
    double eta = 0;
    bool raw = false;
    std::int64_t preview_every = 0;
    std::string weights = "trained";
    std::string variant;
    std::string config;
    std::string vae_tiling = "auto";
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
    field("lora", o.lora,
          FieldInfo{.help = "Adapter files of any dialect, each FILE or FILE:scale, laid on top of one another"});
    field("image", o.image,
          FieldInfo{.help = "Picture to start from instead of noise; empty starts from noise", .group = "Start"});
    field("strength", o.strength,
          FieldInfo{.help = "With a picture to start from: the part of the steps that is drawn anew",
                    .min = 0.001,
                    .max = 1,
                    .group = "Start"});
    field("eta", o.eta,
          FieldInfo{.help = "Fresh noise of DDIM: 0 none, 1 as much as DDPM", .min = 0, .max = 1, .advanced = true});
    field("raw", o.raw,
          FieldInfo{.help = "Also write the picture as floats and the last latents, as safetensors beside each picture",
                    .group = "Result",
                    .advanced = true});
    field("preview_every", o.preview_every,
          FieldInfo{.help = "Show the unfinished picture in the folder 'previews' every so many steps; 0 never",
                    .min = 0,
                    .max = 1000,
                    .group = "Result",
                    .advanced = true});
    field("weights", o.weights,
          FieldInfo{.help = "UNet to take where the model also has its moving average",
                    .choices = {"trained", "average"},
                    .group = "Model",
                    .advanced = true});
    field(
        "variant", o.variant,
        FieldInfo{.help = "Weight files of the model folder to prefer, e.g. fp16", .group = "Model", .advanced = true});
    field("config", o.config,
          FieldInfo{.help = "Diffusers folder with configuration, scheduler and tokenizer for a single-file model; "
                            "empty: its own, or those of Stable Diffusion 1.x",
                    .group = "Model",
                    .advanced = true});
    field("vae_tiling", o.vae_tiling,
          FieldInfo{.help = "Decode in overlapping tiles: where memory is short, always, or never",
                    .choices = {"auto", "on", "off"},
                    .group = "Computing",
                    .advanced = true});
    field("batch_size", o.batch_size,
          FieldInfo{.help = "Images drawn at once", .min = 1, .max = 1024, .group = "Computing", .advanced = true});
    field("dtype", o.dtype,
          FieldInfo{.help = "Precision", .choices = {"fp32", "bf16", "fp16"}, .group = "Computing", .advanced = true});
    field("device", o.device, FieldInfo{.help = "auto, cpu, cuda or cuda:N", .group = "Computing", .advanced = true});
    field("threads", o.threads,
          FieldInfo{.help = "Compute threads; 0 takes all cores",
                    .min = 0,
                    .max = 1024,
                    .group = "Computing",
                    .advanced = true});
    field("seed", o.seed, FieldInfo{.help = "Seed of the first image", .min = 0, .max = 9e15});
}

struct SamplePrompt {
    std::string text;
    std::int64_t seed = 0;
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
};

struct SampledImage {
    std::string file, prompt;
    std::int64_t seed = 0;
    std::string raw;  // the safetensors file beside it; empty without
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
    const std::vector<SampledImage>& images() const { return images_; }
    const std::vector<PromptLength>& prompts() const { return prompts_; }

private:
    SampleRequest request_;
    std::vector<SampledImage> images_;
    std::vector<PromptLength> prompts_;
};

}  // namespace recap
