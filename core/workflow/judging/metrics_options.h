// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "metrics/metric_registry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

struct MetricsOptions {
    std::vector<std::string> runs;
    std::vector<std::string> metrics;
    std::string judges;
    std::string prompt_set;
    std::string reference;
    std::string baseline;
    std::int64_t step = 0;
    std::int64_t replicates = 2000;
    std::int64_t seed = 1;
};

template <class Visitor>
void describe(MetricsOptions& o, Visitor&& field) {
    field("runs", o.runs, FieldInfo{.label = "Runs", .help = "Names of the runs whose samples are judged"});
    field("metrics", o.metrics,
          FieldInfo{.label = "Metrics",
                    .help = "Metrics to compute; none of them means all that the judges can",
                    .choices = metricChoices()});
    field("judges", o.judges,
          FieldInfo{.label = "Judges file",
                    .help = "File that says which judges look at the samples and where their weights are (TOML or "
                            "JSON); empty takes the demo's judge, which knows the objects of the demo's scenes"});
    field("prompt_set", o.prompt_set,
          FieldInfo{.label = "Prompt set",
                    .help = "Prompt set (JSONL) that says what the prompts ask for: objects, numbers, false captions, "
                            "distractors, questions"});
    field("reference", o.reference,
          FieldInfo{.label = "Reference",
                    .help = "Run or folder of real images that distances are taken to; empty takes the images of the "
                            "project"});
    field("baseline", o.baseline,
          FieldInfo{.label = "Baseline",
                    .help = "Run that every other is compared with by paired differences; empty compares every pair of "
                            "up to six models"});
    field(
        "step", o.step,
        FieldInfo{.label = "Step",
                  .help = "Step of the runs whose samples are judged, e.g. that of an earlier checkpoint; 0 takes the "
                          "last one that has samples",
                  .min = 0,
                  .max = 9e15,
                  .advanced = true});
    field("replicates", o.replicates,
          FieldInfo{.label = "Bootstrap replicates",
                    .help = "Number of resamplings of the prompts for the 95 % intervals",
                    .min = 100,
                    .max = 1000000,
                    .advanced = true});
    field("seed", o.seed,
          FieldInfo{.label = "Seed", .help = "Seed of the resampling", .min = 0, .max = 9e15, .advanced = true});
}

}  // namespace recap
