// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/agreement_intervals.h"

#include "rating/distributions.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace recap {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::vector<double> differentRatings(const std::vector<RatingTable>& prompts) {
    std::set<double> values;
    for (const auto& table : prompts)
        for (const auto& item : table)
            for (const auto& rating : item)
                if (rating) values.insert(*rating);
    return {values.begin(), values.end()};
}

std::size_t indexOf(const std::vector<double>& values, double value) {
    return static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), value) - values.begin());
}

std::vector<double> countsOf(const RatingTable::value_type& item, const std::vector<double>& values) {
    std::vector<double> counts(values.size(), 0.0);
    for (const auto& rating : item)
        if (rating) counts[indexOf(values, *rating)] += 1;
    return counts;
}

double total(std::span<const double> numbers) {
    double sum = 0;
    for (const double number : numbers) sum += number;
    return sum;
}

// How many ratings most items have; of equally many the larger number.
double commonNumber(const std::vector<RatingTable>& prompts, const std::vector<double>& values) {
    std::map<double, std::int64_t> items;
    for (const auto& table : prompts)
        for (const auto& item : table) {
            const double n = total(countsOf(item, values));
            if (n >= 2) ++items[n];
        }
    double common = 0;
    std::int64_t most = 0;
    for (const auto& [n, count] : items)
        if (count >= most) {
            common = n;
            most = count;
        }
    return common;
}

void add(std::vector<double>& sums, const std::vector<double>& more, double weight) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * more[i];
}

// The statistic without each of the parts, and the interval that follows with Student's t.
AgreementInterval jackknife(double value, std::vector<double> without) {
    AgreementInterval out{value, kUndefined, kUndefined, 0};
    std::erase_if(without, [](double x) { return !std::isfinite(x); });
    const auto n = static_cast<double>(without.size());
    if (!std::isfinite(value) || n < 2) return out;
    const double mean = total(without) / n;
    double squares = 0;
    for (const double x : without) squares += (x - mean) * (x - mean);
    const double half = studentTwoSidedPoint(0.05, n - 1) * std::sqrt((n - 1) / n * squares);
    out.low = std::max(-1.0, value - half);
    out.high = std::min(1.0, value + half);
    return out;
}

// Of a statistic of sums over prompts.
AgreementInterval jackknifeOfSums(const std::vector<std::vector<double>>& parts,
                                  const std::function<double(const std::vector<double>&)>& statistic) {
    std::vector<double> sums(parts.empty() ? 0 : parts.front().size(), 0.0);
    for (const auto& part : parts) add(sums, part, 1);
    std::vector<double> without;
    for (const auto& part : parts) {
        if (total(part) == 0) continue;
        auto rest = sums;
        add(rest, part, -1);
        without.push_back(statistic(rest));
    }
    return jackknife(statistic(sums), std::move(without));
}

// Items, sum of the agreeing shares, ratings of each value.
double fleissOf(const std::vector<double>& sums) {
    const double items = sums[0];
    if (items < 0.5) return kUndefined;
    const std::span<const double> values(sums.begin() + 2, sums.end());
    const double ratings = total(values);
    double expected = 0;
    for (const double n : values) expected += n / ratings * (n / ratings);
    return expected >= 1 ? 1 : (sums[1] / items - expected) / (1 - expected);
}

// A square table of two raters' ratings of the same items.
double cohenOf(const std::vector<double>& table, std::size_t values, KappaWeights weights) {
    std::vector<double> rows(values, 0.0), columns(values, 0.0);
    for (std::size_t a = 0; a < values; ++a)
        for (std::size_t b = 0; b < values; ++b) {
            rows[a] += table[a * values + b];
            columns[b] += table[a * values + b];
        }
    const double items = total(rows);
    if (items < 0.5) return kUndefined;
    double observed = 0, expected = 0;
    for (std::size_t a = 0; a < values; ++a)
        for (std::size_t b = 0; b < values; ++b) {
            const double steps = std::abs(static_cast<double>(a) - static_cast<double>(b));
            const double distance = weights == KappaWeights::Quadratic ? steps * steps
                                    : weights == KappaWeights::Linear  ? steps
                                                                       : (a == b ? 0.0 : 1.0);
            observed += table[a * values + b] * distance;
            expected += rows[a] * columns[b] * distance / items;
        }
    return expected <= 1e-12 ? 1 : 1 - observed / expected;
}

// The number of each rating among the different ones; kNone: not rated.
constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
using CodedItem = std::vector<std::size_t>;

CodedItem coded(const RatingTable::value_type& item, const std::vector<double>& values) {
    CodedItem codes;
    for (const auto& rating : item) codes.push_back(rating ? indexOf(values, *rating) : kNone);
    return codes;
}

// Tables of every two raters, and the sum of their kappas, each weighted by the items that both rated.
class PairedRaters {
public:
    PairedRaters(std::size_t raters, std::size_t values, KappaWeights weights)
        : raters_(raters), values_(values), weights_(weights), tables_(raters * raters) {}

    // Adds (1) or takes away (-1) what two raters said about the items.
    void count(const std::vector<CodedItem>& items, std::size_t i, std::size_t j, double sign) {
        auto& table = tables_[i * raters_ + j];
        for (const auto& item : items) {
            if (item[i] == kNone || item[j] == kNone) continue;
            table.resize(values_ * values_);
            table[item[i] * values_ + item[j]] += sign;
        }
    }
    // Kappa times items, and items.
    std::pair<double, double> share(std::size_t i, std::size_t j) const {
        const auto& table = tables_[i * raters_ + j];
        const double items = total(table);
        return items < 0.5 ? std::pair{0.0, 0.0} : std::pair{items * cohenOf(table, values_, weights_), items};
    }

private:
    std::size_t raters_, values_;
    KappaWeights weights_;
    std::vector<std::vector<double>> tables_;
};

}  // namespace

AgreementByPrompt::AgreementByPrompt(const std::vector<RatingTable>& prompts, Scale scale)
    : scale_(scale), values_(differentRatings(prompts)) {
    const double common = commonNumber(prompts, values_);
    const std::size_t size = values_.size();
    for (const auto& table : prompts) {
        auto& pairs = pairs_.emplace_back(size * size, 0.0);
        auto& complete = complete_.emplace_back(size + 2, 0.0);
        for (const auto& item : table) {
            const auto counts = countsOf(item, values_);
            const double n = total(counts);
            if (n < 2) continue;
            ++paired_items_;
            double agreeing = 0;
            for (std::size_t a = 0; a < size; ++a) {
                agreeing += counts[a] * (counts[a] - 1);
                for (std::size_t b = 0; b < size; ++b)
                    pairs[a * size + b] += counts[a] * (counts[b] - (a == b ? 1 : 0)) / (n - 1);
            }
            if (n != common) continue;
            complete[0] += 1;
            complete[1] += agreeing / (n * (n - 1));
            for (std::size_t a = 0; a < size; ++a) complete[a + 2] += counts[a];
        }
    }
}

double AgreementByPrompt::alphaOf(const std::vector<double>& sums) const {
    return alphaOfCoincidences(sums, values_, scale_);
}

double AgreementByPrompt::alpha(std::span<const double> weights) const {
    std::vector<double> sums(values_.size() * values_.size(), 0.0);
    for (std::size_t i = 0; i < pairs_.size(); ++i)
        if (weights[i] != 0) add(sums, pairs_[i], weights[i]);
    return alphaOf(sums);
}

AgreementInterval AgreementByPrompt::alphaJackknife() const {
    auto out = jackknifeOfSums(pairs_, [this](const auto& sums) { return alphaOf(sums); });
    out.items = paired_items_;
    return out;
}

AgreementInterval AgreementByPrompt::fleiss() const {
    if (complete_.empty()) return {kUndefined, kUndefined, kUndefined, 0};
    auto out = jackknifeOfSums(complete_, fleissOf);
    double items = 0;
    for (const auto& prompt : complete_) items += prompt[0];
    out.items = static_cast<std::int64_t>(items);
    return out;
}

AgreementInterval meanCohenKappa(const std::vector<RatingTable>& prompts, KappaWeights weights) {
    const auto values = differentRatings(prompts);
    std::size_t raters = 0;
    std::int64_t rated = 0;
    std::vector<std::vector<CodedItem>> items;
    for (const auto& table : prompts) {
        auto& codes = items.emplace_back();
        for (const auto& item : table) {
            raters = std::max(raters, item.size());
            codes.push_back(coded(item, values));
            rated += std::count_if(item.begin(), item.end(), [](const auto& r) { return r.has_value(); }) >= 2 ? 1 : 0;
        }
    }
    for (auto& prompt : items)
        for (auto& item : prompt) item.resize(raters, kNone);
    PairedRaters pairs(raters, values.size(), weights);
    const auto forEachPair = [raters](auto&& work) {
        for (std::size_t i = 0; i < raters; ++i)
            for (std::size_t j = i + 1; j < raters; ++j) work(i, j);
    };
    for (const auto& prompt : items) forEachPair([&](std::size_t i, std::size_t j) { pairs.count(prompt, i, j, 1); });
    double kappas = 0, weight = 0;
    forEachPair([&](std::size_t i, std::size_t j) {
        const auto [kappa, n] = pairs.share(i, j);
        kappas += kappa;
        weight += n;
    });
    std::vector<double> without;
    for (const auto& prompt : items) {
        double left = kappas, leftWeight = weight;
        forEachPair([&](std::size_t i, std::size_t j) {
            if (std::none_of(prompt.begin(), prompt.end(),
                             [&](const CodedItem& item) { return item[i] != kNone && item[j] != kNone; }))
                return;
            const auto [before, itemsBefore] = pairs.share(i, j);
            pairs.count(prompt, i, j, -1);
            const auto [after, itemsAfter] = pairs.share(i, j);
            pairs.count(prompt, i, j, 1);
            left += after - before;
            leftWeight += itemsAfter - itemsBefore;
        });
        if (leftWeight < weight - 0.5) without.push_back(leftWeight > 0.5 ? left / leftWeight : kUndefined);
    }
    auto out = jackknife(weight > 0.5 ? kappas / weight : kUndefined, std::move(without));
    out.items = rated;
    return out;
}

}  // namespace recap
