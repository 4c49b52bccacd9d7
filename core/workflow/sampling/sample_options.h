// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "diffusion/sampler_names.h"

#include <cstdint>
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
    field("negative", o.negative, FieldInfo{.label = "Negative prompt", .help = "What the picture should not show"});
    field("steps", o.steps, FieldInfo{.label = "Steps", .help = "Denoising steps", .min = 1, .max = 1000});
    field("guidance", o.guidance,
          FieldInfo{.label = "Guidance", .help = "Guidance scale; 1 turns guidance off", .min = 0, .max = 100});
    field("scheduler", o.scheduler,
          FieldInfo{.label = "Sampler", .help = "Sampler; empty uses the model's own", .choices = samplerChoices()});
    field("width", o.width,
          FieldInfo{.label = "Width",
                    .help = "Width in pixels, a multiple of 8; 0 uses the model's own",
                    .min = 0,
                    .max = 4096,
                    .step = 8});
    field("height", o.height,
          FieldInfo{.label = "Height",
                    .help = "Height in pixels, a multiple of 8; 0 uses the model's own",
                    .min = 0,
                    .max = 4096,
                    .step = 8});
    field("count", o.count,
          FieldInfo{.label = "Pictures per prompt", .help = "Number of pictures per prompt", .min = 1, .max = 10000});
    field("lora", o.lora,
          FieldInfo{.label = "LoRA files",
                    .help = "Adapter files in any layout, each FILE or FILE:scale; several are added"});
    field("image", o.image,
          FieldInfo{.label = "Start picture",
                    .help = "Picture to start from instead of noise; empty starts from noise",
                    .group = "Start"});
    field("strength", o.strength,
          FieldInfo{.label = "Strength",
                    .help = "With a picture to start from: the share of the denoising steps that is carried out",
                    .min = 0.001,
                    .max = 1,
                    .group = "Start"});
    field("eta", o.eta,
          FieldInfo{.label = "Eta",
                    .help = "Noise that DDIM adds at each step: 0 none, 1 as much as DDPM",
                    .min = 0,
                    .max = 1,
                    .advanced = true});
    field("raw", o.raw,
          FieldInfo{.label = "Keep raw values",
                    .help = "Also write the picture as floats and the last latents, as safetensors beside each picture",
                    .group = "Result",
                    .advanced = true});
    field("preview_every", o.preview_every,
          FieldInfo{.label = "Preview every",
                    .help = "Write the unfinished picture to the folder 'previews' every so many steps; 0 never",
                    .min = 0,
                    .max = 1000,
                    .group = "Result",
                    .advanced = true});
    field("weights", o.weights,
          FieldInfo{.label = "Weights",
                    .help = "UNet to use where the model also has its moving average",
                    .choices = {"trained", "average"},
                    .group = "Model",
                    .advanced = true});
    field("variant", o.variant,
          FieldInfo{.label = "Weight variant",
                    .help = "Variant of the weight files to prefer in the model folder, e.g. fp16",
                    .group = "Model",
                    .advanced = true});
    field("config", o.config,
          FieldInfo{.label = "Configuration",
                    .help = "Diffusers folder with configuration, scheduler and tokenizer for a single-file model; "
                            "empty: its own, or those of Stable Diffusion 1.x",
                    .group = "Model",
                    .advanced = true});
    field("vae_tiling", o.vae_tiling,
          FieldInfo{.label = "Decode in tiles",
                    .help = "Decode in overlapping tiles: when memory is short, always, or never",
                    .choices = {"auto", "on", "off"},
                    .group = "Computing",
                    .advanced = true});
    field("batch_size", o.batch_size,
          FieldInfo{.label = "Batch size",
                    .help = "Pictures generated at once",
                    .min = 1,
                    .max = 1024,
                    .group = "Computing",
                    .advanced = true});
    field("dtype", o.dtype,
          FieldInfo{.label = "Precision",
                    .help = "Precision",
                    .choices = {"fp32", "bf16", "fp16"},
                    .group = "Computing",
                    .advanced = true});
    field("device", o.device,
          FieldInfo{.label = "Device", .help = "auto, cpu, cuda or cuda:N", .group = "Computing", .advanced = true});
    field("threads", o.threads,
          FieldInfo{.label = "Threads",
                    .help = "Compute threads; 0 uses all cores",
                    .min = 0,
                    .max = 1024,
                    .group = "Computing",
                    .advanced = true});
    field("seed", o.seed, FieldInfo{.label = "Seed", .help = "Seed of the first picture", .min = 0, .max = 9e15});
}

}  // namespace recap
