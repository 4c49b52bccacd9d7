// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far raters agree, with intervals over prompts. All items of a prompt are one unit, and every statistic is a
// function of sums over prompts, so that ten thousand prompts are resampled in a fraction of a second.
#pragma once

#include "rating/agreement.h"

#include <cstdint>
#include <span>
#include <vector>

namespace recap {

struct AgreementInterval {
    double value = 0;          // NaN where it is undefined
    double low = 0, high = 0;  // 95 %
    std::int64_t items = 0;    // with the ratings that the statistic needs
};

class AgreementByPrompt {
public:
    // One table a prompt: rows are its items, columns the raters, the same in all tables.
    AgreementByPrompt(const std::vector<RatingTable>& prompts, Scale scale);

    std::size_t prompts() const { return pairs_.size(); }
    // krippendorffAlpha() of the drawn prompts; how often each was drawn.
    double alpha(std::span<const double> weights) const;
    // As above of each prompt once; delete-one-prompt jackknife (Hughes 2022, arXiv 2210.13265, finds that it covers
    // better than bootstraps at small sizes).
    AgreementInterval alphaJackknife() const;
    // fleissKappa() over the items that have as many ratings as most have, at least two; delete-one-prompt jackknife,
    // because its asymptotic interval is too narrow (Zapf et al. 2016). NaN without such an item.
    AgreementInterval fleiss() const;

private:
    double alphaOf(const std::vector<double>& sums) const;

    Scale scale_;
    std::vector<double> values_;              // the different ratings
    std::vector<std::vector<double>> pairs_;  // of each prompt: how often value a meets value b, flattened
    std::int64_t paired_items_ = 0;           // with two ratings or more
    // Of each prompt over items with the most common number of ratings: items, agreeing shares, ratings of each value.
    std::vector<std::vector<double>> complete_;
};

// Cohen's kappa of every two raters, averaged (Light's kappa) with each pair's common items as its weight; of two
// raters it is their kappa. Delete-one-prompt jackknife.
AgreementInterval meanCohenKappa(const std::vector<RatingTable>& prompts, KappaWeights weights);

}  // namespace recap
