// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_curve.h"

#include "base/error.h"
#include "rating/distributions.h"
#include "workflow/captioning/caption_measures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <set>
#include <span>
#include <utility>

namespace recap {
namespace {

// Mean and Student's 95 % interval.
CurveValue meanOf(const std::vector<double>& values) {
    CurveValue mean{.n = std::ssize(values)};
    if (values.empty()) return mean;
    const auto n = static_cast<double>(values.size());
    double sum = 0, squares = 0;
    for (const double v : values) sum += v;
    mean.value = sum / n;
    if (values.size() < 2) return mean;
    for (const double v : values) squares += (v - mean.value) * (v - mean.value);
    const double half = studentTwoSidedPoint(0.05, n - 1) * std::sqrt(squares / (n - 1) / n);
    mean.low = mean.value - half;
    mean.high = mean.value + half;
    return mean;
}

using BySeed = std::map<std::int64_t, double>;

// Of every number of captions the values by seed; only numbers of which as many seeds are there as of any.
std::map<std::int64_t, BySeed> valuesOf(const CaptionCurve& curve, const std::string& measure) {
    std::map<std::int64_t, BySeed> all;
    std::size_t most = 0;
    for (const auto& point : curve.points) {
        const auto it = point.metrics.find(measure);
        if (it == point.metrics.end() || std::isnan(it->second.value)) continue;
        auto& seeds = all[point.captions];
        seeds[point.seed] = it->second.value;
        most = std::max(most, seeds.size());
    }
    std::erase_if(all, [&](const auto& entry) { return entry.first > 0 && entry.second.size() < most; });
    return all;
}

double meanOver(const BySeed& seeds) {
    std::vector<double> values;
    for (const auto& [seed, value] : seeds) values.push_back(value);
    return meanOf(values).value;
}

// `better` minus `worse`, of the same seed.
CurveValue pairedBySeed(const BySeed& better, const BySeed& worse, double sign) {
    std::vector<double> differences;
    for (const auto& [seed, value] : better)
        if (const auto it = worse.find(seed); it != worse.end()) differences.push_back(sign * (value - it->second));
    return meanOf(differences);
}

std::string shown(double value) {
    char text[48];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

std::string percent(double share) {
    char text[48];
    std::snprintf(text, sizeof text, "%.1f", 100 * share);
    return text;
}

// What the difference between two numbers of captions says. `fewer` < `more`.
Message comparison(std::int64_t fewer, std::int64_t more, const std::optional<CurveValue>& difference) {
    if (!difference)
        return message("One seed per number does not show what is chance: use several seeds to compare %1 with %2.",
                       fewer, more);
    const auto by = shown(difference->value), low = shown(difference->low), high = shown(difference->high);
    const auto seeds = difference->n;
    if (difference->low > 0)
        return message("%2 captions are better than %1 by %3 [%4, %5], an interval over %6 seeds that excludes 0.",
                       fewer, more, by, low, high, seeds);
    if (difference->high < 0)
        return message(
            "%2 captions are worse than %1: the difference is %3 [%4, %5], an interval over %6 seeds that "
            "excludes 0.",
            fewer, more, by, low, high, seeds);
    return message(
        "The difference between %1 and %2 captions is %3 [%4, %5]; this interval over %6 seeds includes 0, so it may "
        "be chance.",
        fewer, more, by, low, high, seeds);
}

Json valueJson(const CurveValue& v) {
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
    return {{"value", number(v.value)}, {"low", number(v.low)}, {"high", number(v.high)}, {"n", v.n}};
}

Json valuesJson(const CurveValues& values) {
    Json out = Json::object();
    for (const auto& [name, value] : values) out[name] = valueJson(value);
    return out;
}

CurveValue valueFrom(const Json& json) {
    const auto number = [&](const char* key) {
        const auto& value = json.at(key);
        return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
    };
    return {number("value"), number("low"), number("high"), json.at("n").get<std::int64_t>()};
}

}  // namespace

std::vector<CurveMean> curveMeans(const CaptionCurve& curve) {
    std::map<std::int64_t, std::vector<const CurvePoint*>> byCount;
    for (const auto& point : curve.points) byCount[point.captions].push_back(&point);
    std::vector<CurveMean> means;
    for (const auto& [captions, points] : byCount) {
        CurveMean mean{.captions = captions};
        std::map<std::string, std::vector<double>> values;
        for (const auto* point : points)
            for (const auto& [name, value] : point->metrics)
                if (!std::isnan(value.value)) values[name].push_back(value.value);
        for (const auto& [name, all] : values) {
            mean.metrics[name] = meanOf(all);
            if (points.size() > 1) continue;
            mean.metrics[name].low = points.front()->metrics.at(name).low;
            mean.metrics[name].high = points.front()->metrics.at(name).high;
        }
        means.push_back(std::move(mean));
    }
    return means;
}

std::vector<CurveInfo> knownMeasures() {
    return {{"right_objects", message("Right objects"),
             message("Share of the captions that name exactly the objects of their image, of images whose content is "
                     "known."),
             true},
            {"right_numbers", message("Right numbers"),
             message("Share of the captions that name exactly the objects of their image in the right numbers, of "
                     "images whose content is known."),
             true},
            {"right_relation", message("Right relation"),
             message("Share of the long captions that state how the objects of their image are placed, of images in "
                     "which one object stands in a relation to another."),
             true}};
}

std::vector<CurveInfo> curveMeasures() {
    auto measures = captionCurves();
    std::erase_if(measures, [](const CurveInfo& m) { return m.name != "validation_loss" && !m.larger_is_better; });
    for (auto& measure : knownMeasures()) measures.push_back(std::move(measure));
    return measures;
}

std::vector<CurveInfo> measuresOf(const CaptionCurve& curve) {
    std::set<std::string> present;
    for (const auto& point : curve.points)
        for (const auto& [name, value] : point.metrics) present.insert(name);
    auto measures = curveMeasures();
    std::erase_if(measures, [&](const CurveInfo& m) { return !present.contains(m.name); });
    return measures;
}

CurveAnswer curveAnswer(const CaptionCurve& curve, const CurveInfo& measure) {
    CurveAnswer answer;
    auto values = valuesOf(curve, measure.name);
    const auto before = values.find(0);
    if (before == values.end() || values.size() < 3) {
        answer.sentences = {message("%1: at least two numbers of captions are needed for an answer.", measure.label)};
        return answer;
    }
    const double sign = measure.larger_is_better ? 1 : -1, start = meanOver(before->second);
    values.erase(before);
    const auto& [most, best] = *values.rbegin();
    answer.most = most;
    const double whole = sign * (meanOver(best) - start);
    if (!(whole > 0)) {
        answer.sentences = {
            message("%1: %2 human captions do not improve the captioner (%3 before, %4 after fine-tuning).",
                    measure.label, most, shown(start), shown(meanOver(best)))};
        return answer;
    }
    // From the most down, as long as each number is enough.
    auto enough = std::prev(values.end());
    const auto gainOf = [&](const BySeed& seeds) { return sign * (meanOver(seeds) - start) / whole; };
    while (enough != values.begin() && gainOf(std::prev(enough)->second) >= kEnoughGain) --enough;
    answer.captions = enough->first;
    answer.gain = gainOf(enough->second);
    const bool onlyMost = answer.captions == most;
    const auto& [other, seeds] = onlyMost ? *std::prev(enough) : *enough;
    if (best.size() > 1) answer.difference = pairedBySeed(best, seeds, sign);
    answer.sentences.push_back(
        onlyMost
            ? message("%1: %2 human captions reach only %3 % of the improvement that %4 bring, so more captions may "
                      "still help.",
                      measure.label, other, percent(gainOf(seeds)), most)
            : message("%1: %2 human captions reach %3 % of the improvement that %4 bring.", measure.label, other,
                      percent(answer.gain), most));
    answer.sentences.push_back(comparison(other, most, answer.difference));
    return answer;
}

Json curveJson(const CaptionCurve& curve) {
    Json rows = Json::array(), means = Json::array(), answers = Json::array();
    for (const auto& point : curve.points)
        rows.push_back({{"captions", point.captions}, {"seed", point.seed}, {"metrics", valuesJson(point.metrics)}});
    for (const auto& mean : curveMeans(curve))
        means.push_back({{"captions", mean.captions}, {"metrics", valuesJson(mean.metrics)}});
    for (const auto& measure : measuresOf(curve)) {
        const auto answer = curveAnswer(curve, measure);
        answers.push_back({{"metric", measure.name},
                           {"captions", answer.captions},
                           {"most", answer.most},
                           {"gain", answer.gain},
                           {"text", together(answer.sentences).english()}});
    }
    return {{"available", curve.available},
            {"held_out_images", curve.held_out_images},
            {"held_out_captions", curve.held_out_captions},
            {"rows", std::move(rows)},
            {"means", std::move(means)},
            {"answers", std::move(answers)}};
}

CaptionCurve curveFromJson(const Json& json, const std::string& origin) {
    CaptionCurve curve;
    try {
        curve.available = json.at("available").get<std::int64_t>();
        curve.held_out_images = json.at("held_out_images").get<std::int64_t>();
        curve.held_out_captions = json.at("held_out_captions").get<std::int64_t>();
        for (const auto& row : json.at("rows")) {
            CurvePoint point{row.at("captions").get<std::int64_t>(), row.at("seed").get<std::int64_t>()};
            for (const auto& item : row.at("metrics").items()) point.metrics[item.key()] = valueFrom(item.value());
            curve.points.push_back(std::move(point));
        }
    } catch (const Json::exception&) {
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not a caption curve as this program writes it. Continue the run to write it again.",
                            origin));
    }
    return curve;
}

std::filesystem::path captionCurveFile(const std::filesystem::path& runFolder) {
    return runFolder / "curve.json";
}

std::optional<CaptionCurve> readCaptionCurve(const std::filesystem::path& runFolder) {
    const auto file = captionCurveFile(runFolder);
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::nullopt;
    return curveFromJson(readJsonFile(file), file.string());
}

}  // namespace recap
