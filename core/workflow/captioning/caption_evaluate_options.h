// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>
#include <string>

namespace recap {

// A captioner compared with human captions. Torch-free.
struct CaptionEvaluateOptions {
    std::string captioner;
    std::string style = "both";
    std::string short_source = "human_short";
    std::string long_source = "human_long";
    std::string filter;
    bool accepted_only = false;
    bool held_out = false;
    std::string clip;  // CLIP folder, "demo", or empty
    std::int64_t batch_size = 16;
    std::int64_t replicates = 1000;
    std::string device = "auto";
    std::int64_t threads = 0;
    std::int64_t seed = 42;
};

template <class Visitor>
void describe(CaptionEvaluateOptions& o, Visitor&& field) {
    field("captioner", o.captioner,
          FieldInfo{.label = "Captioner",
                    .help = "Folder of the captioner, or the name of a captioner run of the project",
                    .group = "Model"});
    field("style", o.style,
          FieldInfo{.label = "Style",
                    .help = "Which human captions it is compared with",
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
                    .group = "Captions"});
    field("held_out", o.held_out,
          FieldInfo{.label = "Held-out images only",
                    .help = "Use only the images that the captioner run kept out of its training (its "
                            "validation_share); the captioner must be a run of the project",
                    .group = "Captions"});
    field(
        "clip", o.clip,
        FieldInfo{.label = "CLIP model",
                  .help = "Folder of a CLIP model in the transformers layout, or demo for the demo's own, which knows "
                          "drawn scenes only: adds the CLIPScore of the written captions; empty leaves it out",
                  .group = "Captions"});
    field("batch_size", o.batch_size,
          FieldInfo{.label = "Batch size", .help = "Images per batch", .min = 1, .max = 1024, .group = "Machine"});
    field("replicates", o.replicates,
          FieldInfo{.label = "Replicates",
                    .help = "Bootstrap replicates of the intervals, over images",
                    .min = 10,
                    .max = 100000,
                    .group = "Captions"});
    field("device", o.device,
          FieldInfo{.label = "Device", .help = "auto, cpu, cuda or cuda:N", .group = "Machine", .advanced = true});
    field("threads", o.threads,
          FieldInfo{.label = "Threads",
                    .help = "Compute threads; 0 uses all cores",
                    .min = 0,
                    .max = 1024,
                    .group = "Machine",
                    .advanced = true});
    field("seed", o.seed,
          FieldInfo{.label = "Seed", .help = "Seed of the intervals", .min = 0, .max = 9e15, .group = "Machine"});
}

}  // namespace recap
