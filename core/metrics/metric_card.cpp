// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_card.h"

#include "base/stored_message.h"
#include "metrics/judge_registry.h"

#include <cmath>

namespace recap {

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
        const auto* judge = findJudge(card.judge);
        json["title"] = std::string(judge == nullptr ? "" : judge->title_prefix).append(info->title);
        json["higher_is_better"] = info->direction == Direction::HigherIsBetter;
        json["percent"] = info->percent;
        json["definition"] = info->definitionBy(card.view);
    }
    json["judge"] = card.judge;
    if (!card.judge_kind.empty()) json["judge_kind"] = card.judge_kind;
    json["judge_hash"] = card.judge_hash;
    if (!card.colours.empty()) json["colours"] = card.colours;
    for (const auto& [name, value] : card.judge_facts.items()) json[name] = value;
    json["images"] = card.images;
    json["prompts"] = card.prompts;
    if (card.reference_images > 0) json["reference_images"] = card.reference_images;
    if (!card.reference.empty()) json["reference"] = card.reference;
    if (!card.prompt_set.empty()) json["prompt_set"] = card.prompt_set;
    if (card.interval == IntervalRule::Jackknife)
        json["interval"] = intervalRuleName(card.interval);
    else
        json["bootstrap_replicates"] = card.bootstrap_replicates;
    json["bootstrap_seed"] = card.bootstrap_seed;
    for (const auto& [name, value] : card.drawing.items())
        if (!saysNothing(name, value, card.drawing)) json[name] = value;
    if (!card.drawing.empty() && !json.contains("scheduler")) json["scheduler"] = "the model's own";
    json["resize"] = card.resize;
    if (std::isfinite(card.extrapolated)) json["extrapolated"] = card.extrapolated;
    if (std::isfinite(card.standard_error)) json["standard_error"] = card.standard_error;
    if (card.at_count.pictures > 0) {
        json["at_count"] = card.at_count.pictures;
        json["at_count_value"] = card.at_count.value;
        json["at_count_low"] = card.at_count.low;
        json["at_count_high"] = card.at_count.high;
        json["at_count_subsets"] = card.at_count.subsets;
    }
    if (card.not_understood > 0) json["not_understood"] = card.not_understood;
    if (!card.undefined.empty()) json["undefined"] = storedText(card.undefined);
    if (!card.warning.empty()) json["warning"] = storedText(card.warning);
    if (card.computed_ms > 0) json["computed_ms"] = card.computed_ms;
    json["code_version"] = card.code_version;
    return json;
}

}  // namespace recap
