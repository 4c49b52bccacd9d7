// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole row of the paper's table for one model, with intervals over prompts: fid soa_c soa_i ca pa rp, then
// count_exact and pa_both. Shares are in percent, as the paper prints them; fid and ca are plain numbers.
#pragma once

#include "metrics/bootstrap.h"
#include "metrics/frechet.h"
#include "metrics/judgement.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct PromptMetricOptions {
    std::size_t replicates = 2000;
    std::size_t frechet_replicates = 300;  // each costs an eigenvalue decomposition
    std::uint64_t seed = 1;                // draws of prompts and of R-precision's distractors
    double confidence = 0.95;
};

struct MetricValue {
    std::string name;
    double value = 0, low = 0, high = 0;
    std::int64_t n = 0;  // trials behind the number: images, (image, class) pairs for SOA, positional prompts for PA
};

// One model's judged images, made ready for resampling. Compared models must be given the same prompts in the same
// order.
class PromptMetrics {
public:
    // `reference`: statistics of real images; null leaves fid out.
    explicit PromptMetrics(JudgedImages images, std::shared_ptr<const FrechetReference> reference = nullptr,
                           PromptMetricOptions options = {});
    ~PromptMetrics();
    PromptMetrics(PromptMetrics&&) noexcept;

    // Every metric that is defined for these prompts, in the order of demoMetrics().
    std::vector<MetricValue> values() const;
    // One metric on drawn prompts; NaN when undefined. Throws Error(InvalidOption) for an unknown name.
    double value(const std::string& metric, std::span<const double> weights) const;
    std::size_t promptCount() const;
    const PromptMetricOptions& options() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// second - first for every metric that both have, resampling the prompts of both together. An interval that excludes 0
// separates the models. Throws Error(ShapeMismatch) when the numbers of prompts differ.
std::vector<MetricValue> pairedDifferences(const PromptMetrics& first, const PromptMetrics& second);

// Reference statistics from the features of real images.
std::shared_ptr<const FrechetReference> realReference(const FeatureRows& features);

}  // namespace recap
