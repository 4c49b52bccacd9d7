// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>
#include <string>

namespace recap {

struct RecaptionOptions {
    std::string captioner = {};
    std::string style = "short";
    std::string filter = {};
    std::int64_t batch_size = 32;
    std::int64_t threads = 0;
};

template <class Visitor>
void describe(RecaptionOptions& o, Visitor&& field) {
    field("captioner", o.captioner,
          FieldInfo{.label = "Captioner",
                    .help = "Folder of a captioner, or the name of a captioner run of this project",
                    .group = "Captioner"});
    field("style", o.style,
          FieldInfo{.label = "Style",
                    .help = "Short or long captions; they become new versions of recap_short or recap_long",
                    .choices = {"short", "long"},
                    .group = "Captioner"});
    field(
        "filter", o.filter,
        FieldInfo{.label = "Filter", .help = "Query that selects the images; empty selects all", .group = "Captions"});
    field("batch_size", o.batch_size,
          FieldInfo{
              .label = "Batch size", .help = "Images captioned at once", .min = 1, .max = 4096, .group = "Machine"});
    field("threads", o.threads,
          FieldInfo{.label = "Threads",
                    .help = "Compute threads; 0 uses all cores",
                    .min = 0,
                    .max = 1024,
                    .group = "Machine",
                    .advanced = true});
}

}  // namespace recap
