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
    std::string method = "full";
    std::int64_t lora_rank = 8;
    double lora_alpha = 0;  // 0: as lora_rank
    std::string lora_targets = "to_q,to_k,to_v,to_out.0,q_proj,k_proj,v_proj,out_proj";
    bool merge_lora = true;
    std::string caption_source = "alttext";
    double mix_ratio = 0.5;
    bool mix_per_step = true;
    std::string filter;
    bool accepted_only = false;
    std::string mixture;
    std::int64_t max_steps = 1000;
    std::int64_t batch_size = 4;
    std::int64_t gradient_accumulation = 1;
    std::string optimizer = "adamw";
    double learning_rate = 1e-4;
    double text_learning_rate = 0;  // 0: as learning_rate
    std::string lr_schedule = "cosine";
    std::int64_t warmup_steps = 0;
    std::int64_t lr_cycles = 1;
    double lr_power = 1;
    double weight_decay = 0.01;
    double adam_beta1 = 0.9;
    double adam_beta2 = 0.999;
    double adam_epsilon = 1e-8;
    double max_grad_norm = 1.0;
    double snr_gamma = 0;  // 0: off
    double noise_offset = 0;
    double divergence_factor = 5;
    std::string mixed_precision = "no";
    bool gradient_checkpointing = false;
    double caption_dropout = 0.1;
    double ema_decay = 0.9999;
    bool use_ema = true;
    bool random_flip = false;
    std::int64_t resolution = 512;
    bool aspect_buckets = false;
    std::int64_t validation_images = 0;
    std::int64_t validation_every = 0;  // 0: at each checkpoint
    std::int64_t save_every = 500;
    std::int64_t keep_checkpoints = 2;
    std::int64_t keep_every = 0;  // 0: none for good
    bool keep_best = false;
    bool tensorboard = true;
    std::int64_t sample_every = 250;
    std::string sample_prompts;  // one a line, " --d N" at the end sets its seed
    std::int64_t sample_steps = 25;
    double sample_guidance = 7.5;
    std::string device = "auto";
    std::int64_t threads = 0;
    std::int64_t seed = 42;
};

template <class Visitor>
void describe(DiffusionTrainOptions& o, Visitor&& field) {
    field("model", o.model,
          FieldInfo{.label = "Model", .help = "Folder of the base model in the diffusers layout", .group = "Model"});
    field("train_parts", o.train_parts,
          FieldInfo{.label = "Parts to train",
                    .help = "Which weights are trained",
                    .choices = {"unet", "text_encoder", "both"},
                    .group = "Model"});
    field("method", o.method,
          FieldInfo{.label = "Method",
                    .help = "Train all weights of these parts, or small low-rank adapters beside them (LoRA)",
                    .choices = {"full", "lora"},
                    .group = "Model"});
    field("lora_rank", o.lora_rank,
          FieldInfo{.label = "LoRA rank",
                    .help = "Rank of the LoRA adapters; usually 4 to 64",
                    .min = 1,
                    .max = 1024,
                    .group = "Model",
                    .advanced = true});
    field("lora_alpha", o.lora_alpha,
          FieldInfo{.label = "LoRA alpha",
                    .help = "LoRA alpha: the adapters are scaled by alpha / rank; 0 uses the rank",
                    .min = 0,
                    .max = 4096,
                    .group = "Model",
                    .advanced = true});
    field("lora_targets", o.lora_targets,
          FieldInfo{.label = "LoRA layers",
                    .help = "Name endings of the layers that get a LoRA adapter, separated by commas",
                    .group = "Model",
                    .advanced = true});
    field("merge_lora", o.merge_lora,
          FieldInfo{.label = "Merge LoRA",
                    .help = "Checkpoints of a LoRA run contain the model with the adapters merged in, beside the LoRA "
                            "files; off saves disk space",
                    .group = "Model",
                    .advanced = true});
    field("caption_source", o.caption_source,
          FieldInfo{.label = "Caption source",
                    .help = "Which captions the model learns from; 'mix' chooses RECAP Short or Long, any other name "
                            "is a caption source of the project",
                    .group = "Captions"});
    field("mix_ratio", o.mix_ratio,
          FieldInfo{.label = "Share of long captions",
                    .help = "Share of long captions in RECAP Mix",
                    .min = 0,
                    .max = 1,
                    .group = "Captions"});
    field("mix_per_step", o.mix_per_step,
          FieldInfo{.label = "Mix at each step",
                    .help = "Choose short or long again at each step; off: fixed per image",
                    .group = "Captions",
                    .advanced = true});
    field("caption_dropout", o.caption_dropout,
          FieldInfo{.label = "Caption dropout",
                    .help = "Share of captions replaced by the empty text, for classifier-free guidance; usually 0.1",
                    .min = 0,
                    .max = 1,
                    .group = "Captions"});
    field("filter", o.filter,
          FieldInfo{.label = "Filter",
                    .help = "Query that selects the training images; empty selects all",
                    .group = "Captions"});
    field("accepted_only", o.accepted_only,
          FieldInfo{.label = "Accepted captions only",
                    .help = "Use only captions that were accepted or edited",
                    .group = "Captions"});
    field("mixture", o.mixture,
          FieldInfo{.label = "Mixture of sets",
                    .help = "Several sets of images with their shares: one per line, a weight and a query, such as "
                            "'0.8 tag:mine' and '0.2 tag:prior'; empty shows all images equally often",
                    .group = "Captions",
                    .advanced = true});
    field("resolution", o.resolution,
          FieldInfo{.label = "Resolution",
                    .help = "Side of the square training crop in pixels, a multiple of 8",
                    .min = 8,
                    .max = 2048,
                    .step = 8,
                    .group = "Images"});
    field("aspect_buckets", o.aspect_buckets,
          FieldInfo{.label = "Aspect buckets",
                    .help = "Crop each image to the nearest of several shapes of about resolution x resolution pixels "
                            "instead of a square",
                    .group = "Images"});
    field("random_flip", o.random_flip,
          FieldInfo{.label = "Random flip",
                    .help = "Mirror images at random; do not use this when captions name left and right",
                    .group = "Images"});
    field(
        "validation_images", o.validation_images,
        FieldInfo{
            .label = "Validation images",
            .help =
                "Number of images kept out of training to measure the validation loss, with fixed noise and time steps",
            .min = 0,
            .max = 100000,
            .group = "Images"});
    field("validation_every", o.validation_every,
          FieldInfo{.label = "Validate every",
                    .help = "Steps between measurements of the validation loss; 0 measures at each checkpoint",
                    .min = 0,
                    .max = 10000000,
                    .group = "Images",
                    .advanced = true,
                    .live = true});
    field("max_steps", o.max_steps,
          FieldInfo{.label = "Steps", .help = "Optimiser steps", .min = 1, .max = 10000000, .group = "Optimiser"});
    field("batch_size", o.batch_size,
          FieldInfo{
              .label = "Batch size", .help = "Images per optimiser step", .min = 1, .max = 4096, .group = "Optimiser"});
    field("gradient_accumulation", o.gradient_accumulation,
          FieldInfo{.label = "Gradient accumulation",
                    .help = "Batches whose gradients are averaged before each optimiser step",
                    .min = 1,
                    .max = 4096,
                    .group = "Optimiser",
                    .advanced = true});
    field(
        "optimizer", o.optimizer,
        FieldInfo{
            .label = "Optimiser",
            .help =
                "Optimiser; adamw8bit keeps its moments in a quarter of the memory, lion and adafactor also need less",
            .choices = {"adamw", "adamw8bit", "lion", "adafactor"},
            .group = "Optimiser",
            .advanced = true});
    field("learning_rate", o.learning_rate,
          FieldInfo{.label = "Learning rate",
                    .help = "Peak learning rate; usually 1e-5 to 1e-4 for SD 1.x",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .live = true});
    field("text_learning_rate", o.text_learning_rate,
          FieldInfo{.label = "Text learning rate",
                    .help = "Learning rate of the text encoder; 0 uses the one above",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("lr_schedule", o.lr_schedule,
          FieldInfo{
              .label = "Rate schedule",
              .help = "Schedule of the learning rate, by its diffusers name",
              .choices = {"constant", "constant_with_warmup", "linear", "cosine", "cosine_with_restarts", "polynomial"},
              .group = "Optimiser"});
    field("warmup_steps", o.warmup_steps,
          FieldInfo{.label = "Warm-up steps",
                    .help = "Steps of linear warm-up",
                    .min = 0,
                    .max = 1000000,
                    .group = "Optimiser"});
    field("lr_cycles", o.lr_cycles,
          FieldInfo{.label = "Schedule cycles",
                    .help = "Number of hard restarts of the schedule cosine_with_restarts",
                    .min = 1,
                    .max = 1000,
                    .group = "Optimiser",
                    .advanced = true});
    field("lr_power", o.lr_power,
          FieldInfo{.label = "Schedule power",
                    .help = "Exponent of the schedule polynomial",
                    .min = 0.1,
                    .max = 10,
                    .group = "Optimiser",
                    .advanced = true});
    field("weight_decay", o.weight_decay,
          FieldInfo{.label = "Weight decay",
                    .help = "AdamW weight decay",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("adam_beta1", o.adam_beta1,
          FieldInfo{.label = "Adam beta 1",
                    .help = "AdamW beta 1",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("adam_beta2", o.adam_beta2,
          FieldInfo{.label = "Adam beta 2",
                    .help = "AdamW beta 2",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("adam_epsilon", o.adam_epsilon,
          FieldInfo{.label = "Adam epsilon",
                    .help = "AdamW epsilon",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("max_grad_norm", o.max_grad_norm,
          FieldInfo{.label = "Gradient clipping",
                    .help = "Gradient norm above which gradients are scaled down; 0 turns this off",
                    .min = 0,
                    .max = 1000,
                    .group = "Optimiser",
                    .advanced = true});
    field("snr_gamma", o.snr_gamma,
          FieldInfo{.label = "Min-SNR gamma",
                    .help = "Min-SNR weighting of the loss (Hang et al. 2023); usually 5, 0 turns it off",
                    .min = 0,
                    .max = 100,
                    .group = "Optimiser",
                    .advanced = true});
    field("noise_offset", o.noise_offset,
          FieldInfo{.label = "Noise offset",
                    .help = "Share of noise that is the same over a whole channel, for very dark and bright pictures; "
                            "usually 0 or 0.05",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("divergence_factor", o.divergence_factor,
          FieldInfo{.label = "Divergence factor",
                    .help = "Stop when the smoothed loss is this many times its lowest value; 0 stops at NaN only",
                    .min = 0,
                    .max = 1000,
                    .group = "Optimiser",
                    .advanced = true});
    field("use_ema", o.use_ema,
          FieldInfo{.label = "Moving average",
                    .help = "Keep an exponential moving average of the trained weights and save it as the result",
                    .group = "Optimiser"});
    field("ema_decay", o.ema_decay,
          FieldInfo{.label = "Average decay",
                    .help = "Largest decay of the moving average",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("save_every", o.save_every,
          FieldInfo{.label = "Save every",
                    .help = "Steps between checkpoints",
                    .min = 1,
                    .max = 10000000,
                    .group = "Output",
                    .live = true});
    field("keep_checkpoints", o.keep_checkpoints,
          FieldInfo{.label = "Checkpoints to keep",
                    .help = "Number of newest checkpoints to keep",
                    .min = 1,
                    .max = 1000,
                    .group = "Output",
                    .advanced = true});
    field("keep_every", o.keep_every,
          FieldInfo{.label = "Keep permanently every",
                    .help = "Checkpoints at multiples of this many steps are kept permanently; 0 keeps none",
                    .min = 0,
                    .max = 10000000,
                    .group = "Output",
                    .advanced = true});
    field("keep_best", o.keep_best,
          FieldInfo{.label = "Keep the best checkpoint",
                    .help = "Keep the checkpoint with the lowest validation loss permanently; needs validation images",
                    .group = "Output",
                    .advanced = true});
    field("tensorboard", o.tensorboard,
          FieldInfo{.label = "TensorBoard files",
                    .help = "Write TensorBoard event files to the folder of the run",
                    .group = "Output",
                    .advanced = true});
    field("sample_every", o.sample_every,
          FieldInfo{.label = "Sample every",
                    .help = "Steps between previews; 0 generates none",
                    .min = 0,
                    .max = 10000000,
                    .group = "Output",
                    .live = true});
    field("sample_prompts", o.sample_prompts,
          FieldInfo{.label = "Sample prompts", .help = "Prompts of the previews, one per line", .group = "Output"});
    field("sample_steps", o.sample_steps,
          FieldInfo{.label = "Sampling steps",
                    .help = "Denoising steps of the previews",
                    .min = 1,
                    .max = 1000,
                    .group = "Output",
                    .advanced = true});
    field("sample_guidance", o.sample_guidance,
          FieldInfo{.label = "Sampling guidance",
                    .help = "Guidance scale of the previews",
                    .min = 0,
                    .max = 100,
                    .group = "Output",
                    .advanced = true});
    field("device", o.device,
          FieldInfo{.label = "Device", .help = "auto, cpu, cuda or cuda:N", .group = "Machine", .advanced = true});
    field("mixed_precision", o.mixed_precision,
          FieldInfo{.label = "Mixed precision",
                    .help = "Compute in half precision where it is safe; fp16 uses loss scaling",
                    .choices = {"no", "bf16", "fp16"},
                    .group = "Machine",
                    .advanced = true});
    field("gradient_checkpointing", o.gradient_checkpointing,
          FieldInfo{.label = "Gradient checkpointing",
                    .help = "Compute parts of the networks again in the backward pass instead of keeping them: less "
                            "memory, about a quarter slower",
                    .group = "Machine",
                    .advanced = true});
    field("threads", o.threads,
          FieldInfo{.label = "Threads",
                    .help = "Compute threads; 0 uses all cores",
                    .min = 0,
                    .max = 1024,
                    .group = "Machine",
                    .advanced = true});
    field("seed", o.seed,
          FieldInfo{.label = "Seed",
                    .help = "Seed of data order, noise and dropout",
                    .min = 0,
                    .max = 9e15,
                    .group = "Machine"});
}

}  // namespace recap
