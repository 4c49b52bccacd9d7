// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/sampling/sample_options.h"

#include <string>

namespace recap {

struct SampleRunOptions {
    std::string model;
    std::string prompts;
    std::string prompt_set;
    SampleOptions drawing;
};

template <class Visitor>
void describe(SampleRunOptions& o, Visitor&& field) {
    field("model", o.model,
          FieldInfo{
              .label = "Model", .help = "Model to sample from: a diffusers folder or a single file", .group = "Model"});
    field("prompts", o.prompts,
          FieldInfo{.label = "Prompts", .help = "What to generate, one prompt per line", .group = "Model"});
    field("prompt_set", o.prompt_set,
          FieldInfo{.label = "Prompt set",
                    .help = "File of further prompts: a prompt set (JSONL), or any text with one prompt per line",
                    .group = "Model"});
    describe(o.drawing, field);
}

}  // namespace recap
