// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>
#include <string>

namespace recap {

// Everything that decides the fine-tuning of a captioner on human captions. Recorded with the run; torch-free.
struct CaptionTrainOptions {
    std::string base;  // BLIP folder
    std::string train_parts = "all";
    std::string method = "full";
    std::int64_t lora_rank = 8;
    double lora_alpha = 0;  // 0: as lora_rank
    std::string lora_targets = "query,value,qkv";
    std::string style = "both";
    std::string short_source = "human_short";
    std::string long_source = "human_long";
    std::string filter;
    bool accepted_only = false;
    std::string targets = "original";
    double label_smoothing = 0.1;
    double validation_share = 0.1;
    std::int64_t validation_every = 0;  // 0: at each checkpoint
    std::int64_t validation_captions = 100;
    std::string clip;  // CLIP folder, "demo", or empty
    std::string metric_for_best_model = "validation_loss";
    std::int64_t early_stopping_patience = 0;  // 0: off
    std::int64_t max_steps = 400;
    std::int64_t batch_size = 16;
    std::int64_t gradient_accumulation = 1;
    double learning_rate = 5e-5;
    double vision_learning_rate = 0;  // 0: as learning_rate
    double text_learning_rate = 0;    // 0: as learning_rate
    std::string lr_schedule = "cosine";
    std::int64_t warmup_steps = 20;
    std::int64_t lr_cycles = 1;
    double lr_power = 1;
    double weight_decay = 0.05;
    double adam_beta1 = 0.9;
    double adam_beta2 = 0.99;
    double adam_epsilon = 1e-8;
    double max_grad_norm = 1.0;
    bool use_ema = false;
    double ema_decay = 0.9999;
    std::int64_t save_every = 200;
    std::int64_t keep_checkpoints = 2;
    std::int64_t keep_every = 0;  // 0: none for good
    bool keep_best = false;
    bool tensorboard = true;
    std::string device = "auto";
    std::string mixed_precision = "no";
    bool gradient_checkpointing = false;
    std::int64_t dataloader_num_workers = 2;
    std::int64_t threads = 0;
    std::int64_t seed = 42;
};

template <class Visitor>
void describe(CaptionTrainOptions& o, Visitor&& field) {
    field("base", o.base,
          FieldInfo{.label = "Base captioner",
                    .help = "Folder of the captioner (BlipForConditionalGeneration layout)",
                    .group = "Model"});
    field("train_parts", o.train_parts,
          FieldInfo{.label = "Parts to train",
                    .help = "Which weights are trained: all, the vision tower, the text decoder, or only the decoder's "
                            "cross attention",
                    .choices = {"all", "vision", "text", "cross_attention"},
                    .group = "Model",
                    .advanced = true});
    field("method", o.method,
          FieldInfo{.label = "Method",
                    .help = "Train all weights of these parts, or small low-rank adapters beside them (LoRA)",
                    .choices = {"full", "lora"},
                    .group = "Model",
                    .advanced = true});
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
    field("style", o.style,
          FieldInfo{.label = "Style",
                    .help = "Which human captions it learns from",
                    .choices = {"short", "long", "both"},
                    .group = "Captions"});
    field("short_source", o.short_source,
          FieldInfo{
              .label = "Short captions from", .help = "Caption source with short human captions", .group = "Captions"});
    field("long_source", o.long_source,
          FieldInfo{
              .label = "Long captions from", .help = "Caption source with long human captions", .group = "Captions"});
    field("filter", o.filter,
          FieldInfo{.label = "Filter",
                    .help = "Query that selects the images; empty selects all that have a human caption",
                    .group = "Captions"});
    field("accepted_only", o.accepted_only,
          FieldInfo{.label = "Accepted captions only",
                    .help = "Use only captions that were accepted or edited",
                    .group = "Captions",
                    .advanced = true});
    field(
        "targets", o.targets,
        FieldInfo{.label = "Learned tokens",
                  .help = "original: as BLIP's own code, the sequence starts with [DEC], and prompt and padding are "
                          "not learned. transformers: as scripts that pass labels=input_ids, the sequence starts with "
                          "[CLS], and prompt and padding are learned",
                  .choices = {"original", "transformers"},
                  .group = "Captions",
                  .advanced = true});
    field("validation_share", o.validation_share,
          FieldInfo{.label = "Validation share",
                    .help = "Share of images kept out of training to measure the validation loss",
                    .min = 0,
                    .max = 0.9,
                    .group = "Captions"});
    field("validation_every", o.validation_every,
          FieldInfo{.label = "Validate every",
                    .help = "Steps between measurements on the validation images; 0 measures at each checkpoint",
                    .min = 0,
                    .max = 1000000,
                    .group = "Captions",
                    .advanced = true,
                    .live = true});
    field("validation_captions", o.validation_captions,
          FieldInfo{.label = "Captions to compare",
                    .help = "Number of held-out human captions for whose images the captioner writes one at each "
                            "measurement, to compute CIDEr-D, BLEU-4, ROUGE-L and the signs of repetition; 0 writes "
                            "none",
                    .min = 0,
                    .max = 100000,
                    .group = "Captions",
                    .advanced = true});
    field(
        "clip", o.clip,
        FieldInfo{.label = "CLIP model",
                  .help = "Folder of a CLIP model in the transformers layout, or demo for the demo's own, which knows "
                          "drawn scenes only: adds the CLIPScore of the written captions to the measurements; empty "
                          "leaves it out",
                  .group = "Captions",
                  .advanced = true});
    field("max_steps", o.max_steps,
          FieldInfo{.label = "Steps", .help = "Optimiser steps", .min = 1, .max = 1000000, .group = "Optimiser"});
    field("batch_size", o.batch_size,
          FieldInfo{.label = "Batch size", .help = "Captions per step", .min = 1, .max = 1024, .group = "Optimiser"});
    field("gradient_accumulation", o.gradient_accumulation,
          FieldInfo{.label = "Gradient accumulation",
                    .help = "Batches whose gradients are averaged before each optimiser step",
                    .min = 1,
                    .max = 4096,
                    .group = "Optimiser",
                    .advanced = true});
    field("learning_rate", o.learning_rate,
          FieldInfo{.label = "Learning rate",
                    .help = "Peak learning rate",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .live = true});
    field("vision_learning_rate", o.vision_learning_rate,
          FieldInfo{.label = "Vision learning rate",
                    .help = "Peak learning rate of the vision tower; 0 uses learning_rate",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("text_learning_rate", o.text_learning_rate,
          FieldInfo{.label = "Text learning rate",
                    .help = "Peak learning rate of the text decoder; 0 uses learning_rate",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("lr_schedule", o.lr_schedule,
          FieldInfo{
              .label = "Rate schedule",
              .help = "Schedule of the learning rate, by its diffusers name",
              .choices = {"constant", "constant_with_warmup", "linear", "cosine", "cosine_with_restarts", "polynomial"},
              .group = "Optimiser",
              .advanced = true});
    field("warmup_steps", o.warmup_steps,
          FieldInfo{.label = "Warm-up steps",
                    .help = "Steps of linear warm-up",
                    .min = 0,
                    .max = 100000,
                    .group = "Optimiser",
                    .advanced = true});
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
    field("label_smoothing", o.label_smoothing,
          FieldInfo{.label = "Label smoothing",
                    .help = "Label smoothing of the training loss; BLIP's own code uses 0.1, transformers uses 0",
                    .min = 0,
                    .max = 0.9,
                    .group = "Optimiser",
                    .advanced = true});
    field("max_grad_norm", o.max_grad_norm,
          FieldInfo{.label = "Gradient clipping",
                    .help = "Gradient norm above which gradients are scaled down; 0 turns this off",
                    .min = 0,
                    .max = 1000,
                    .group = "Optimiser",
                    .advanced = true});
    field("use_ema", o.use_ema,
          FieldInfo{.label = "Moving average",
                    .help = "Keep an exponential moving average of the trained weights, measure it, and save it as the "
                            "result",
                    .group = "Optimiser",
                    .advanced = true});
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
                    .max = 1000000,
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
                    .max = 1000000,
                    .group = "Output",
                    .advanced = true});
    field("keep_best", o.keep_best,
          FieldInfo{.label = "Keep the best checkpoint",
                    .help = "Keep the best checkpoint permanently, and use it where the run is named as a captioner; "
                            "needs validation images",
                    .group = "Output",
                    .advanced = true});
    field("metric_for_best_model", o.metric_for_best_model,
          FieldInfo{.label = "Measure of the best",
                    .help = "Which measurement on the validation images decides what the best checkpoint is, and when "
                            "training stops early",
                    .choices = {"validation_loss", "cider_d", "bleu_4", "rouge_l", "clipscore"},
                    .group = "Output",
                    .advanced = true});
    field("early_stopping_patience", o.early_stopping_patience,
          FieldInfo{.label = "Early stopping patience",
                    .help = "Stop after this many measurements in a row without a better value; 0 never stops early",
                    .min = 0,
                    .max = 1000,
                    .group = "Output",
                    .advanced = true});
    field("tensorboard", o.tensorboard,
          FieldInfo{.label = "TensorBoard files",
                    .help = "Write TensorBoard event files to the folder of the run",
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
                    .help = "Compute the layers again in the backward pass instead of keeping what they computed: less "
                            "memory, slower steps",
                    .group = "Machine",
                    .advanced = true});
    field("dataloader_num_workers", o.dataloader_num_workers,
          FieldInfo{.label = "Reading threads",
                    .help = "Threads that read pictures ahead; they decide the speed, never the result",
                    .min = 1,
                    .max = 64,
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
          FieldInfo{
              .label = "Seed", .help = "Seed of data order and dropout", .min = 0, .max = 9e15, .group = "Machine"});
}

}  // namespace recap
