// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_card.h"

#include <algorithm>

namespace recap {

const std::vector<MetricInfo>& demoMetrics() {
    static const std::vector<MetricInfo> metrics = {
        {"fid", "Demo FID", false, false,
         "Frechet distance between the judge's features of generated images and of real ones of the data set; 0 means "
         "the same "
         "Gaussian. The interval is a bootstrap over prompts, shifted so that its mean equals the value, because "
         "resampling alone makes a Frechet distance larger."},
        {"soa_c", "Demo SOA-C", true, true,
         "Semantic object accuracy by class: for each class the share of images whose prompt names it in which the "
         "judge "
         "finds it, then the mean over classes. An image in which nothing is found counts as a failure."},
        {"soa_i", "Demo SOA-I", true, true,
         "Semantic object accuracy by image: the share of (image, named class) pairs in which the judge finds the "
         "class."},
        {"ca", "Demo CA", false, false,
         "Counting alignment: for each image the root of the mean squared difference between the judged, rounded "
         "number "
         "and the number asked for, over the classes that the prompt names; then the mean over images."},
        {"pa", "Demo PA", true, true,
         "Positional alignment: for each positional word the share of images in which both objects are present and the "
         "first lies on the named side of the second, then the mean over words. Images without both objects fail."},
        {"rp", "Demo RP", true, true,
         "R-precision by counts: the share of images whose judged numbers are strictly nearer to their own prompt's "
         "numbers than to those of up to 99 other prompts of the set."},
        {"count_exact", "Demo counts exact", true, true,
         "The share of images in which every class that the prompt names has exactly the number asked for."},
        {"pa_both", "Demo PA | both", true, true,
         "Among images in which both objects of a positional prompt are present, the share with the right order; 50 is "
         "chance."},
    };
    return metrics;
}

const MetricInfo* findMetric(std::string_view name) {
    const auto& metrics = demoMetrics();
    const auto it = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.name == name; });
    return it == metrics.end() ? nullptr : &*it;
}

namespace {

// Options at the value at which they change nothing say nothing.
bool saysNothing(const std::string& name, const Json& value, const Json& drawing) {
    if (name == "strength") return !drawing.contains("image") || drawing["image"] == "";
    if (name == "weights") return value == "trained";
    if (name == "dtype") return value == "fp32";
    if (name == "guidance" || name == "steps") return false;
    return value.empty() || value == "" || value == 0;
}

}  // namespace

Json toJson(const MetricCard& card) {
    Json json = Json::object();
    json["metric"] = card.metric;
    if (const auto* info = findMetric(card.metric)) {
        json["title"] = info->title;
        json["higher_is_better"] = info->higher_is_better;
        json["percent"] = info->percent;
        json["definition"] = info->definition;
    }
    json["judge"] = card.judge;
    json["judge_hash"] = card.judge_hash;
    json["images"] = card.images;
    json["prompts"] = card.prompts;
    json["bootstrap_replicates"] = card.bootstrap_replicates;
    json["bootstrap_seed"] = card.bootstrap_seed;
    for (const auto& [name, value] : card.drawing.items())
        if (!saysNothing(name, value, card.drawing)) json[name] = value;
    if (!card.drawing.empty() && !json.contains("scheduler")) json["scheduler"] = "the model's own";
    json["resize"] = card.resize;
    if (card.not_understood > 0) json["not_understood"] = card.not_understood;
    if (!card.undefined.empty()) json["undefined"] = card.undefined;
    if (!card.warning.empty()) json["warning"] = card.warning;
    if (card.computed_ms > 0) json["computed_ms"] = card.computed_ms;
    json["code_version"] = card.code_version;
    return json;
}

}  // namespace recap
