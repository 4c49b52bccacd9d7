// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/metric_agreement.h"

#include "base/random.h"
#include "rating/correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace recap {
namespace {

struct Pairs {
    std::int64_t separated = 0;  // by people
    double agreed = 0;
    double share() const {
        return separated > 0 ? agreed / static_cast<double>(separated) : std::numeric_limits<double>::quiet_NaN();
    }
};

Pairs countPairs(std::span<const double> metric, std::span<const double> human) {
    Pairs pairs;
    for (std::size_t i = 0; i < human.size(); ++i)
        for (std::size_t j = i + 1; j < human.size(); ++j) {
            const double people = human[i] - human[j];
            if (people == 0) continue;
            ++pairs.separated;
            const double product = people * (metric[i] - metric[j]);
            pairs.agreed += product > 0 ? 1 : product == 0 ? 0.5 : 0;
        }
    return pairs;
}

// The 2.5 % and 97.5 % quantiles of what is a number, with linear interpolation.
void setInterval(AgreementValue& value, std::vector<double> draws) {
    std::erase_if(draws, [](double x) { return !std::isfinite(x); });
    std::sort(draws.begin(), draws.end());
    const auto at = [&](double q) {
        if (draws.empty()) return std::numeric_limits<double>::quiet_NaN();
        const double place = q * static_cast<double>(draws.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const auto above = std::min(below + 1, draws.size() - 1);
        return draws[below] + (place - static_cast<double>(below)) * (draws[above] - draws[below]);
    };
    value.low = at(0.025);
    value.high = at(0.975);
}

}  // namespace

MetricAgreement metricAgreement(std::span<const double> metric, std::span<const double> human, std::int64_t replicates,
                                std::uint64_t seed) {
    MetricAgreement out;
    out.spearman.value = spearman(metric, human).value;
    out.kendall.value = kendall(metric, human).value;
    const auto all = countPairs(metric, human);
    out.pairwise.value = all.share();
    out.pairs = all.separated;
    out.items = std::ssize(human);
    Random random(deriveSeed(seed, "metric_agreement"));
    std::vector<double> rank, tau, share, x(metric.size()), y(human.size());
    for (std::int64_t i = 0; i < replicates; ++i) {
        for (std::size_t k = 0; k < x.size(); ++k) {
            const auto drawn = static_cast<std::size_t>(random.below(out.items));
            x[k] = metric[drawn];
            y[k] = human[drawn];
        }
        rank.push_back(spearman(x, y).value);
        tau.push_back(kendall(x, y).value);
        share.push_back(countPairs(x, y).share());
    }
    setInterval(out.spearman, std::move(rank));
    setInterval(out.kendall, std::move(tau));
    setInterval(out.pairwise, std::move(share));
    return out;
}

}  // namespace recap
