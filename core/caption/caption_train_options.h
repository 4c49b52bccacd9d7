// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>
#include <string>

namespace recap {

// Fine-tuning of a captioner on human captions. Torch-free.
struct CaptionTrainOptions {
    std::string base;  // BLIP folder
    std::string style = "both";
    std::string short_source = "human_short";
    std::string long_source = "human_long";
    std::string filter;
    bool accepted_only = false;
    double validation_share = 0.1;
    std::int64_t max_steps = 400;
    std::int64_t batch_size = 16;
    double learning_rate = 5e-5;
    double weight_decay = 0.05;
    std::int64_t warmup_steps = 20;
    std::int64_t threads = 0;
    std::int64_t seed = 42;
};

template <class Visitor>
void describe(CaptionTrainOptions& o, Visitor&& field) {
    field("base", o.base,
          FieldInfo{.label = "Base captioner",
                    .help = "Folder of the captioner (BlipForConditionalGeneration layout)",
                    .group = "Model"});
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
    field("validation_share", o.validation_share,
          FieldInfo{.label = "Validation share",
                    .help = "Share of images kept out of training to measure the validation loss",
                    .min = 0,
                    .max = 0.9,
                    .group = "Captions"});
    field("max_steps", o.max_steps,
          FieldInfo{.label = "Steps", .help = "Optimiser steps", .min = 1, .max = 1000000, .group = "Optimiser"});
    field("batch_size", o.batch_size,
          FieldInfo{.label = "Batch size", .help = "Captions per step", .min = 1, .max = 1024, .group = "Optimiser"});
    field("learning_rate", o.learning_rate,
          FieldInfo{.label = "Learning rate", .help = "Peak learning rate", .min = 0, .max = 1, .group = "Optimiser"});
    field("weight_decay", o.weight_decay,
          FieldInfo{.label = "Weight decay",
                    .help = "AdamW weight decay",
                    .min = 0,
                    .max = 1,
                    .group = "Optimiser",
                    .advanced = true});
    field("warmup_steps", o.warmup_steps,
          FieldInfo{.label = "Warm-up steps",
                    .help = "Steps of linear warm-up",
                    .min = 0,
                    .max = 100000,
                    .group = "Optimiser",
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
