// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "base/enum_names.h"
#include "caption/decoding_options.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// What becomes of a caption that is longer than CLIP's text encoder reads.
enum class LongCaptions { Keep, Drop, Truncate, Retry };
inline constexpr EnumNames<LongCaptions, 4> kLongCaptionsNames{{{LongCaptions::Keep, "keep"},
                                                                {LongCaptions::Drop, "drop"},
                                                                {LongCaptions::Truncate, "truncate"},
                                                                {LongCaptions::Retry, "retry"}}};

inline std::vector<std::string_view> longCaptionsChoices() {
    std::vector<std::string_view> names;
    for (const auto& entry : kLongCaptionsNames) names.push_back(entry.second);
    return names;
}

struct RecaptionOptions {
    std::string captioner = {};
    std::string style = "short";
    std::string prompt = {};
    std::string filter = {};
    DecodingOptions decoding{.max_length = 120};  // more ids than a caption of 77 CLIP tokens needs
    std::string over_77 = "keep";
    bool retry_loops = true;
    std::int64_t batch_size = 32;
    std::string device = "auto";
    std::string mixed_precision = "no";
    std::int64_t threads = 0;
    std::int64_t seed = 0;
};

template <class Visitor>
void describe(RecaptionOptions& o, Visitor&& field) {
    field("captioner", o.captioner,
          FieldInfo{.label = "Captioner",
                    .help = "Folder or file of a captioner, or the name of a captioner run of this project",
                    .group = "Captioner"});
    field("style", o.style,
          FieldInfo{.label = "Style",
                    .help = "Short or long captions; they become new versions of recap_short or recap_long",
                    .choices = {"short", "long"},
                    .group = "Captioner"});
    field("prompt", o.prompt,
          FieldInfo{.label = "Prompt",
                    .help = "Text that the captioner continues, and that is left out of the caption; empty: that of "
                            "the style",
                    .group = "Captioner",
                    .advanced = true});
    field(
        "filter", o.filter,
        FieldInfo{.label = "Filter", .help = "Query that selects the images; empty selects all", .group = "Captions"});
    field(
        "over_77", o.over_77,
        FieldInfo{.label = "Over 77 tokens",
                  .help = "Captions longer than the 77 tokens that CLIP reads: keep them, drop them, truncate them at "
                          "the last word that fits, or retry with a smaller max_length and then truncate",
                  .choices = longCaptionsChoices(),
                  .group = "Captions"});
    field("retry_loops", o.retry_loops,
          FieldInfo{.label = "Retry loops",
                    .help = "Decode a caption that repeats itself once more, with another temperature",
                    .group = "Captions",
                    .advanced = true});
    describe(o.decoding, field);
    field("batch_size", o.batch_size,
          FieldInfo{
              .label = "Batch size", .help = "Images captioned at once", .min = 1, .max = 4096, .group = "Machine"});
    field("device", o.device,
          FieldInfo{.label = "Device", .help = "auto, cpu, cuda or cuda:N", .group = "Machine", .advanced = true});
    field("mixed_precision", o.mixed_precision,
          FieldInfo{.label = "Mixed precision",
                    .help = "Compute in half precision where it is safe",
                    .choices = {"no", "bf16", "fp16"},
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
          FieldInfo{.label = "Seed", .help = "Seed of sampling", .min = 0, .max = 9e15, .group = "Machine"});
}

}  // namespace recap
