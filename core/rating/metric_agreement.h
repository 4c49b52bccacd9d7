// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace recap {

struct AgreementValue {
    double value = 0;
    double low = 0, high = 0;  // 95 % by resampling the items
};

// How far an automatic metric orders things as people do.
struct MetricAgreement {
    AgreementValue spearman, kendall;  // rank correlations; tau-b
    // Of the pairs of items that people separate, the share that the metric orders the same way; one that the metric
    // does not separate counts one half. 0.5 is chance.
    AgreementValue pairwise;
    std::int64_t items = 0, pairs = 0;
};

// `metric` and `human`: one value an item (a picture, a prompt or a model), larger is better on both sides: negate a
// metric of which smaller is better. NaN where a resample separates nothing. Throws Error(ShapeMismatch) for lists of
// different length or fewer than three items. The same seed gives the same intervals.
MetricAgreement metricAgreement(std::span<const double> metric, std::span<const double> human,
                                std::int64_t replicates = 1000, std::uint64_t seed = 1);

}  // namespace recap
