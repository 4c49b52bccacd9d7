// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>
#include <string>

namespace recap {

// Options of every benchmark.
struct BenchOptions {
    std::string reference;
    bool quick = false;
    std::int64_t pairs = 0;
    double seconds = 0;
    std::int64_t threads = 0;
    std::string folder;
};

template <class Visitor>
void describe(BenchOptions& o, Visitor&& field) {
    field(
        "reference", o.reference,
        FieldInfo{
            .label = "Reference",
            .help = "A Python with diffusers (caption: transformers; metrics: torchvision, SciPy and Pillow) that does "
                    "the same work, in turns; empty measures this program only"});
    field("quick", o.quick, FieldInfo{.label = "Quick", .help = "Only the small sizes and few repetitions"});
    field("pairs", o.pairs,
          FieldInfo{.label = "Pairs",
                    .help = "Measured pairs per row of the table; 0 means 21, with quick 7",
                    .min = 0,
                    .max = 1000});
    field("seconds", o.seconds,
          FieldInfo{.label = "Seconds",
                    .help = "A row stops after this many seconds, but not before 3 pairs; 0 means 120, with quick 20",
                    .min = 0,
                    .max = 86400});
    field("threads", o.threads,
          FieldInfo{
              .label = "Threads", .help = "Compute threads of both sides; 0 uses all cores", .min = 0, .max = 1024});
    field(
        "folder", o.folder,
        FieldInfo{
            .label = "Folder",
            .help =
                "dataset: folder where the synthetic project is created, kept and used again; empty: a temporary one"});
}

}  // namespace recap
