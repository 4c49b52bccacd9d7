// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Names of the kinds of prompt sets that COCO's captions give, for the option and for help; each is a row in
// coco_prompts.cpp.
std::vector<std::string_view> cocoPromptKinds();

struct PromptBuildOptions {
    std::string kind;
    std::string coco;
    std::string split;
    std::int64_t count = 0;
    std::int64_t per_class = 100;
    std::int64_t distractors = 99;
    std::int64_t seed = 1;
};

template <class Visitor>
void describe(PromptBuildOptions& o, Visitor&& field) {
    field("kind", o.kind,
          FieldInfo{.label = "Kind",
                    .help = "Prompts for object accuracy (soa), counting (ca), position (pa), R-precision (rp), or "
                            "random captions (coco)",
                    .choices = cocoPromptKinds()});
    field(
        "coco", o.coco,
        FieldInfo{.label = "COCO folder",
                  .help = "Folder of COCO with annotations/captions_SPLIT.json and annotations/instances_SPLIT.json"});
    field("split", o.split,
          FieldInfo{.label = "Split",
                    .help = "Split such as val2017; empty: the only one, or the only one for validation"});
    field("count", o.count,
          FieldInfo{.label = "Prompts",
                    .help = "Prompts at most, drawn by the seed; 0: 30000 for coco, 5000 for rp, all for the others",
                    .min = 0,
                    .max = 10000000});
    field("per_class", o.per_class,
          FieldInfo{.label = "Prompts per category",
                    .help = "Prompts at most for each class (soa), number (ca) or positional word (pa); 0 takes all",
                    .min = 0,
                    .max = 10000000});
    field("distractors", o.distractors,
          FieldInfo{
              .label = "Distractors", .help = "Captions of other images for each prompt of rp", .min = 1, .max = 1000});
    field("seed", o.seed, FieldInfo{.label = "Seed", .help = "Seed of the drawing", .min = 0, .max = 9e15});
}

}  // namespace recap
