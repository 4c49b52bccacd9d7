// SPDX-License-Identifier: GPL-3.0-or-later
//
// What share of the captions of a source is wrong, from a random sample that people judge in a table, with an interval.
#pragma once

#include "base/describe.h"
#include "base/json.h"
#include "rating/audit_sample.h"
#include "rating/proportions.h"
#include "workflow/project/project.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// What can be wrong with a caption.
inline constexpr std::array<const char*, 6> kCaptionFaultKinds{"object",   "number", "attribute",
                                                               "relation", "text",   "other"};

struct CaptionAuditOptions {
    std::string source = {};
    std::string filter = {};
    std::int64_t size = 0;
    double width = 0.1;
    double expected = 0.5;
    std::int64_t seed = 1;
};

template <class Visitor>
void describe(CaptionAuditOptions& o, Visitor&& field) {
    field("source", o.source, FieldInfo{.label = "Source", .help = "Caption source to audit"});
    field("filter", o.filter, FieldInfo{.label = "Filter", .help = "Query that selects the images"});
    field("size", o.size,
          FieldInfo{.label = "Sample size",
                    .help = "Captions to draw; 0: as many as the width of the interval asks for",
                    .min = 0,
                    .max = 1e9});
    field("width", o.width,
          FieldInfo{.label = "Width of the interval",
                    .help = "Largest width of the 95 % interval that is wanted, as a share: 0.1 is ten points",
                    .min = 0.001,
                    .max = 1});
    field("expected", o.expected,
          FieldInfo{.label = "Expected share",
                    .help = "Share of wrong captions that the size is planned for; 0.5 is on the safe side",
                    .min = 0,
                    .max = 1});
    field("seed", o.seed, FieldInfo{.label = "Seed", .help = "Seed of the sample", .min = 0, .max = 9e15});
}

struct CaptionAuditDraw {
    std::string id;               // in every row of the table
    std::int64_t population = 0;  // captions of the source
    std::int64_t drawn = 0;
};

// Draws current captions without replacement, each with the same chance, and writes a table (CSV) to be filled in:
// audit, key, path, caption, verdict ("right" or "wrong"), faults (of kCaptionFaultKinds, separated by ';'). What was
// drawn is kept in the project. Throws Error(NotFound) for a source without captions, Error(InvalidOption),
// Error(ReadOnly), Error(FileNotWritable).
CaptionAuditDraw drawCaptionAudit(Project& project, const CaptionAuditOptions& options,
                                  const std::filesystem::path& table);

struct AuditShare {
    std::string fault;  // "any", or a kind
    std::int64_t found = 0;
    ProportionInterval share;  // exact, of the whole population
};

struct CaptionAuditResult {
    std::string id = {}, source = {};
    std::int64_t population = 0, drawn = 0, judged = 0;
    std::vector<AuditShare> shares = {};  // "any" first, then every kind
    // Of "any", tightened by the CLIPScores of all captions; none unless every caption of the population has one.
    std::optional<PredictedMean> with_scores = {};
    Message without_scores = {};  // why there is none
};

// The interval is that of the judged captions; captions without a verdict count as drawn but not judged, as if they had
// been left out at random. Throws Error(NotFound) for a table of another project, Error(BadFormat) that names the row
// for a caption that was not drawn, one that stands twice, an unknown verdict or fault, and a right caption with
// faults.
CaptionAuditResult readCaptionAudit(Project& project, const std::filesystem::path& table);
// Share of wrong captions of `after` - that of `before`, with Newcombe's interval for independent samples: audits of
// two sources, or of one source before and after it was changed.
DifferenceInterval compareAudits(const CaptionAuditResult& after, const CaptionAuditResult& before);
Json toJson(const CaptionAuditResult& result);

}  // namespace recap
