// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>

namespace recap {

// How captions are generated: names and meaning are those of transformers' GenerationConfig. Torch-free.
struct DecodingOptions {
    std::int64_t num_beams = 1;    // 1: greedy, or sampling
    std::int64_t max_length = 30;  // ids, counting start token and prefix
    std::int64_t min_length = 0;   // no end before this many ids
    double length_penalty = 1.0;   // exponent of the length that a beam's score is divided by
    bool early_stopping = false;   // beam search ends as soon as enough captions are complete
    double repetition_penalty = 1.0;
    std::int64_t no_repeat_ngram_size = 0;
    bool do_sample = false;
    double temperature = 1.0;
    std::int64_t top_k = 50;
    double top_p = 1.0;
};

template <class Visitor>
void describe(DecodingOptions& o, Visitor&& field) {
    field("num_beams", o.num_beams,
          FieldInfo{.label = "Beams",
                    .help = "Beams of the search; 1 takes the likeliest token each time",
                    .min = 1,
                    .max = 64,
                    .group = "Decoding"});
    field("max_length", o.max_length,
          FieldInfo{.label = "Largest length",
                    .help = "Tokens at which a caption is cut, counting start token and prefix; never more than the "
                            "captioner has positions",
                    .min = 2,
                    .max = 4096,
                    .group = "Decoding"});
    field("min_length", o.min_length,
          FieldInfo{.label = "Smallest length",
                    .help = "Tokens before which no caption ends, counting start token and prefix",
                    .min = 0,
                    .max = 4096,
                    .group = "Decoding",
                    .advanced = true});
    field("length_penalty", o.length_penalty,
          FieldInfo{.label = "Length penalty",
                    .help = "Of the search with beams: above 1 longer captions win, below 1 shorter ones",
                    .min = -10,
                    .max = 10,
                    .group = "Decoding",
                    .advanced = true});
    field("early_stopping", o.early_stopping,
          FieldInfo{.label = "Stop early",
                    .help = "End the search as soon as there are as many complete captions as beams",
                    .group = "Decoding",
                    .advanced = true});
    field("repetition_penalty", o.repetition_penalty,
          FieldInfo{.label = "Repetition penalty",
                    .help = "Above 1 tokens that the caption already has become less likely",
                    .min = 0.01,
                    .max = 100,
                    .group = "Decoding",
                    .advanced = true});
    field("no_repeat_ngram_size", o.no_repeat_ngram_size,
          FieldInfo{.label = "No repeated sequence of",
                    .help = "No sequence of so many tokens occurs twice in a caption; 0 allows all",
                    .min = 0,
                    .max = 100,
                    .group = "Decoding",
                    .advanced = true});
    field("do_sample", o.do_sample,
          FieldInfo{.label = "Sample",
                    .help = "Draw each token by its probability instead of taking the likeliest; goes with one beam",
                    .group = "Decoding"});
    field("temperature", o.temperature,
          FieldInfo{.label = "Temperature",
                    .help = "Of sampling: below 1 likely tokens are drawn more often, above 1 less often",
                    .min = 0.01,
                    .max = 100,
                    .group = "Decoding",
                    .advanced = true});
    field("top_k", o.top_k,
          FieldInfo{.label = "Top k",
                    .help = "Of sampling: draw from the k likeliest tokens; 0 draws from all",
                    .min = 0,
                    .max = 1000000,
                    .group = "Decoding",
                    .advanced = true});
    field("top_p", o.top_p,
          FieldInfo{.label = "Top p",
                    .help = "Of sampling: draw from the likeliest tokens that together have this probability",
                    .min = 0,
                    .max = 1,
                    .group = "Decoding",
                    .advanced = true});
}

}  // namespace recap
