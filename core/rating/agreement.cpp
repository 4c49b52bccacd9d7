// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/agreement.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <span>

namespace recap {
namespace {

using Matrix = std::vector<std::vector<double>>;

std::vector<double> differentRatings(const RatingTable& ratings) {
    std::set<double> values;
    for (const auto& item : ratings)
        for (const auto& rating : item)
            if (rating) values.insert(*rating);
    return {values.begin(), values.end()};
}

// counts[item][value]
Matrix countRatings(const RatingTable& ratings, const std::vector<double>& values) {
    Matrix counts(ratings.size(), std::vector<double>(values.size(), 0.0));
    for (std::size_t i = 0; i < ratings.size(); ++i)
        for (const auto& rating : ratings[i])
            if (rating)
                counts[i][static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), *rating) -
                                                   values.begin())] += 1;
    return counts;
}

double total(std::span<const double> numbers) {
    double sum = 0;
    for (const double number : numbers) sum += number;
    return sum;
}

// How often value a meets value b on the same item, each item weighted by 1 / (its ratings - 1).
std::vector<double> coincidences(const Matrix& counts, std::size_t values) {
    std::vector<double> result(values * values, 0.0);
    for (const auto& item : counts) {
        const double ratings = total(item);
        if (ratings < 2) continue;
        for (std::size_t a = 0; a < values; ++a)
            for (std::size_t b = 0; b < values; ++b)
                result[a * values + b] += item[a] * (item[b] - (a == b ? 1 : 0)) / (ratings - 1);
    }
    return result;
}

double squaredDifference(std::size_t a, std::size_t b, Scale scale, const std::vector<double>& values,
                         const std::vector<double>& marginal) {
    if (a == b) return 0;
    if (scale == Scale::Nominal) return 1;
    if (scale == Scale::Interval) return (values[a] - values[b]) * (values[a] - values[b]);
    // Ordinal: ratings that lie between the two, counting half of each end.
    double between = -(marginal[a] + marginal[b]) / 2;
    for (std::size_t i = std::min(a, b); i <= std::max(a, b); ++i) between += marginal[i];
    return between * between;
}

Matrix completeCounts(const RatingTable& ratings) {
    const std::size_t raters = ratings.empty() ? 0 : ratings.front().size();
    for (const auto& item : ratings)
        if (item.size() != raters || raters < 2 ||
            std::any_of(item.begin(), item.end(), [](const auto& r) { return !r; }))
            throw Error(ErrorCode::ShapeMismatch,
                        message("This kappa needs the same number of ratings, at least two, on every item."));
    return countRatings(ratings, differentRatings(ratings));
}

// Mean over items of the share of agreeing pairs.
double observedAgreement(const Matrix& counts) {
    double sum = 0;
    for (const auto& item : counts) {
        const double raters = total(item);
        double agreeing = 0;
        for (const double n : item) agreeing += n * (n - 1);
        sum += agreeing / (raters * (raters - 1));
    }
    return sum / static_cast<double>(counts.size());
}

double kappa(double observed, double expected) {
    return expected == 1 ? 1 : (observed - expected) / (1 - expected);
}

}  // namespace

double krippendorffAlpha(const RatingTable& ratings, Scale scale) {
    const auto values = differentRatings(ratings);
    return alphaOfCoincidences(coincidences(countRatings(ratings, values), values.size()), values, scale);
}

double alphaOfCoincidences(const std::vector<double>& table, const std::vector<double>& values, Scale scale) {
    const std::size_t size = values.size();
    std::vector<double> marginal(size, 0.0);
    for (std::size_t a = 0; a < size; ++a) marginal[a] = total(std::span(table).subspan(a * size, size));
    const double n = total(marginal);
    // A prompt that was taken away may leave a rounding error.
    if (n < 0.5) return std::numeric_limits<double>::quiet_NaN();
    double observed = 0, expected = 0;
    for (std::size_t a = 0; a < size; ++a)
        for (std::size_t b = 0; b < size; ++b) {
            const double difference = squaredDifference(a, b, scale, values, marginal);
            observed += table[a * size + b] * difference;
            expected += marginal[a] * marginal[b] * difference / (n - 1);
        }
    return expected < 1e-12 ? 1 : 1 - observed / expected;
}

double fleissKappa(const RatingTable& ratings) {
    const auto counts = completeCounts(ratings);
    std::vector<double> marginal(counts.front().size(), 0.0);
    for (const auto& item : counts)
        for (std::size_t v = 0; v < item.size(); ++v) marginal[v] += item[v];
    const double all = total(marginal);
    double expected = 0;
    for (const double n : marginal) expected += (n / all) * (n / all);
    return kappa(observedAgreement(counts), expected);
}

double randolphKappa(const RatingTable& ratings) {
    const auto counts = completeCounts(ratings);
    return kappa(observedAgreement(counts), 1.0 / static_cast<double>(counts.front().size()));
}

double cohenKappa(const std::vector<double>& first, const std::vector<double>& second, KappaWeights weights) {
    if (first.size() != second.size() || first.empty())
        throw Error(ErrorCode::ShapeMismatch, message("Cohen's kappa needs two raters who rated the same items."));
    std::set<double> different(first.begin(), first.end());
    different.insert(second.begin(), second.end());
    const std::vector<double> values(different.begin(), different.end());
    const auto index = [&](double v) {
        return static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), v) - values.begin());
    };
    const auto distance = [&](std::size_t a, std::size_t b) {
        const double steps = std::abs(static_cast<double>(a) - static_cast<double>(b));
        if (weights == KappaWeights::None) return a == b ? 0.0 : 1.0;
        return weights == KappaWeights::Linear ? steps : steps * steps;
    };
    std::vector<double> firstCounts(values.size(), 0.0), secondCounts(values.size(), 0.0);
    double observed = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        firstCounts[index(first[i])] += 1;
        secondCounts[index(second[i])] += 1;
        observed += distance(index(first[i]), index(second[i]));
    }
    double expected = 0;
    for (std::size_t a = 0; a < values.size(); ++a)
        for (std::size_t b = 0; b < values.size(); ++b)
            expected += firstCounts[a] * secondCounts[b] * distance(a, b) / static_cast<double>(first.size());
    return expected == 0 ? 1 : 1 - observed / expected;
}

}  // namespace recap
