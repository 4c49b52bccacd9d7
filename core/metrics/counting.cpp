// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/counting.h"

#include "base/error.h"

#include <cmath>
#include <limits>

namespace recap {
namespace {

// std::nearbyint follows the rounding mode of the machine; this does not.
double roundHalfToEven(double x) {
    const double below = std::floor(x);
    const double rest = x - below;
    if (rest < 0.5) return below;
    if (rest > 0.5) return below + 1;
    return std::fmod(below, 2.0) == 0 ? below : below + 1;
}

double judgedCount(const std::map<std::string, double>& judged, const std::string& object) {
    const auto it = judged.find(object);
    return it == judged.end() ? 0.0 : roundHalfToEven(it->second);
}

template <class PerImage>
std::vector<double> forEachImage(const JudgedImages& images, PerImage&& perImage) {
    requireConsistent(images);
    std::vector<double> values;
    values.reserve(images.size());
    for (std::size_t i = 0; i < images.size(); ++i)
        values.push_back(perImage(images.truths[i].objects, images.judgements[i].counts));
    return values;
}

}  // namespace

double countingError(const std::map<std::string, int>& asked, const std::map<std::string, double>& judged) {
    if (asked.empty()) return 0;
    double sum = 0;
    for (const auto& [object, number] : asked) {
        const double error = judgedCount(judged, object) - number;
        sum += error * error;
    }
    return std::sqrt(sum / static_cast<double>(asked.size()));
}

bool countsExact(const std::map<std::string, int>& asked, const std::map<std::string, double>& judged) {
    return countingError(asked, judged) == 0;
}

std::vector<double> countingErrors(const JudgedImages& images) {
    return forEachImage(images, countingError);
}

std::vector<double> exactCounts(const JudgedImages& images) {
    return forEachImage(images,
                        [](const auto& asked, const auto& judged) { return countsExact(asked, judged) ? 1.0 : 0.0; });
}

double weightedImageMean(const JudgedImages& images, std::span<const double> values, std::span<const double> weights) {
    if (values.size() != images.size())
        throw Error(ErrorCode::ShapeMismatch,
                    message("A metric has %1 values for %2 images.", values.size(), images.size()));
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double weight = weights.empty() ? 1.0 : weights[images.promptOf(i)];
        sum += weight * values[i];
        count += weight;
    }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace recap
