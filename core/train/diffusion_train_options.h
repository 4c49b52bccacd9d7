// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>
#include <string>

namespace recap {

// Everything that decides a fine-tuning run of a Stable Diffusion folder. Recorded with the run; torch-free.
struct DiffusionTrainOptions {
    std::string model;  // diffusers folder of the base model
    std::string train_parts = "both";
    std::string caption_source = "alttext";
    double mix_ratio = 0.5;
    bool mix_per_step = true;
    std::string filter;
    bool accepted_only = false;
    std::int64_t max_steps = 1000;
    std::int64_t batch_size = 4;
    double learning_rate = 1e-4;
    double text_learning_rate = 0;  // 0: as learning_rate
    std::string lr_schedule = "cosine";
    std::int64_t warmup_steps = 0;
    double weight_decay = 0.01;
    double adam_beta1 = 0.9;
    double adam_beta2 = 0.999;
    double max_grad_norm = 1.0;
    double caption_dropout = 0.1;
    double ema_decay = 0.9999;
    bool use_ema = true;
    bool random_flip = false;
    std::int64_t resolution = 512;
    std::int64_t save_every = 500;
    std::int64_t keep_checkpoints = 2;
    std::int64_t sample_every = 250;
    std::string sample_prompts;  // one a line, " --d N" at the end sets its seed
    std::int64_t sample_steps = 25;
    double sample_guidance = 7.5;
    std::int64_t threads = 0;
    std::int64_t seed = 42;
};

template <class Visitor>
void describe(DiffusionTrainOptions& o, Visitor&& field) {
    field("model", o.model, FieldInfo{.help = "Folder of the base model in the diffusers layout", .group = "Model"});
    field(
        "train_parts", o.train_parts,
        FieldInfo{.help = "Which weights are trained", .choices = {"unet", "text_encoder", "both"}, .group = "Model"});
    field("caption_source", o.caption_source,
          FieldInfo{.help = "Which captions the model learns from; 'mix' draws RECAP short or long, any other name is "
                            "a caption source of the project",
                    .group = "Captions"});
    field("mix_ratio", o.mix_ratio,
          FieldInfo{.help = "Share of long captions in RECAP Mix", .min = 0, .max = 1, .group = "Captions"});
    field("mix_per_step", o.mix_per_step,
          FieldInfo{.help = "Draw short or long anew at each step; off: fixed per image",
                    .group = "Captions",
                    .advanced = true});
    field("caption_dropout", o.caption_dropout,
          FieldInfo{.help = "Share of captions replaced by the empty text, for classifier-free guidance; usual 0.1",
                    .min = 0,
                    .max = 1,
                    .group = "Captions"});
    field("filter", o.filter,
          FieldInfo{.help = "Query that selects the training images; empty takes all", .group = "Captions"});
    field("accepted_only", o.accepted_only,
          FieldInfo{.help = "Use only captions that were accepted or edited", .group = "Captions"});
    field("resolution", o.resolution,
          FieldInfo{.help = "Side of the square training crop in pixels, a multiple of 8",
                    .min = 8,
                    .max = 2048,
                    .group = "Images"});
    field("random_flip", o.random_flip,
          FieldInfo{.help = "Mirror images at random; wrong when captions name left and right", .group = "Images"});
    field("max_steps", o.max_steps,
          FieldInfo{.help = "Optimiser steps", .min = 1, .max = 10000000, .group = "Optimiser"});
    field("batch_size", o.batch_size,
          FieldInfo{.help = "Images per optimiser step", .min = 1, .max = 4096, .group = "Optimiser"});
    field("learning_rate", o.learning_rate,
          FieldInfo{
              .help = "Peak learning rate; usual 1e-5 to 1e-4 for SD 1.x", .min = 0, .max = 1, .group = "Optimiser"});
    field("text_learning_rate", o.text_learning_rate,
          FieldInfo{.help = "Learning rate of the text encoder; 0 takes the one above",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("lr_schedule", o.lr_schedule,
          FieldInfo{.help = "Course of the learning rate, by its diffusers name",
                    .choices = {"constant", "constant_with_warmup", "linear", "cosine"},
                    .group = "Optimiser"});
    field("warmup_steps", o.warmup_steps,
          FieldInfo{.help = "Steps of linear warm-up", .min = 0, .max = 1000000, .group = "Optimiser"});
    field("weight_decay", o.weight_decay,
          FieldInfo{.help = "AdamW weight decay", .min = 0, .max = 1, .group = "Optimiser", .advanced = true});
    field("adam_beta1", o.adam_beta1,
          FieldInfo{.help = "AdamW beta 1", .min = 0, .max = 1, .group = "Optimiser", .advanced = true});
    field("adam_beta2", o.adam_beta2,
          FieldInfo{.help = "AdamW beta 2", .min = 0, .max = 1, .group = "Optimiser", .advanced = true});
    field("max_grad_norm", o.max_grad_norm,
          FieldInfo{.help = "Gradient norm above which gradients are scaled down; 0 switches it off",
                    .min = 0,
                    .max = 1000,
                    .group = "Optimiser",
                    .advanced = true});
    field("use_ema", o.use_ema,
          FieldInfo{.help = "Keep an exponential moving average of the UNet and save it as the result",
                    .group = "Optimiser"});
    field(
        "ema_decay", o.ema_decay,
        FieldInfo{
            .help = "Largest decay of the moving average", .min = 0, .max = 1, .group = "Optimiser", .advanced = true});
    field("save_every", o.save_every,
          FieldInfo{.help = "Steps between checkpoints", .min = 1, .max = 10000000, .group = "Output"});
    field(
        "keep_checkpoints", o.keep_checkpoints,
        FieldInfo{.help = "How many checkpoints are kept", .min = 1, .max = 1000, .group = "Output", .advanced = true});
    field(
        "sample_every", o.sample_every,
        FieldInfo{.help = "Steps between sample pictures; 0 draws none", .min = 0, .max = 10000000, .group = "Output"});
    field("sample_prompts", o.sample_prompts,
          FieldInfo{.help = "Prompts of the sample pictures, one a line", .group = "Output"});
    field("sample_steps", o.sample_steps,
          FieldInfo{.help = "Denoising steps of the sample pictures",
                    .min = 1,
                    .max = 1000,
                    .group = "Output",
                    .advanced = true});
    field("sample_guidance", o.sample_guidance,
          FieldInfo{.help = "Guidance scale of the sample pictures",
                    .min = 0,
                    .max = 100,
                    .group = "Output",
                    .advanced = true});
    field(
        "threads", o.threads,
        FieldInfo{
            .help = "Compute threads; 0 takes all cores", .min = 0, .max = 1024, .group = "Machine", .advanced = true});
    field("seed", o.seed,
          FieldInfo{.help = "Seed of data order, noise and dropout", .min = 0, .max = 9e15, .group = "Machine"});
}

}  // namespace recap
