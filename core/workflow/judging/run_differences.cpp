// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/run_differences.h"

#include "base/clock.h"
#include "base/error.h"
#include "metrics/metric_difference.h"
#include "rating/significance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace recap {
namespace {

using Places = std::vector<std::size_t>;
using Pair = std::pair<std::size_t, std::size_t>;  // places in the list of runs

std::size_t placeOf(const std::vector<ComparedRun>& runs, RunId id, const Message& otherwise) {
    const auto it = std::find_if(runs.begin(), runs.end(), [&](const auto& run) { return run.run->id == id; });
    if (it == runs.end()) throw Error(ErrorCode::InvalidOption, otherwise);
    return static_cast<std::size_t>(it - runs.begin());
}

struct ChosenPairs {
    std::vector<Pair> pairs;
    std::size_t named = 0;  // the first so many were named
    void add(Pair pair) {
        const auto same = [&](const Pair& p) { return p == pair || p == Pair{pair.second, pair.first}; };
        if (std::none_of(pairs.begin(), pairs.end(), same)) pairs.push_back(pair);
    }
};

ChosenPairs choosePairs(const std::vector<ComparedRun>& runs, const ComparedPairs& wanted, JobContext& context) {
    ChosenPairs chosen;
    for (const auto& [first, second] : wanted.pairs) {
        const auto missing = message("A pair names a run that is not judged.");
        chosen.add({placeOf(runs, first, missing), placeOf(runs, second, missing)});
    }
    chosen.named = chosen.pairs.size();
    std::vector<std::size_t> models;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (!runs[i].reference) models.push_back(i);
    if (wanted.baseline) {
        const auto first = placeOf(runs, *wanted.baseline,
                                   message("The baseline is not among the runs that are judged: name it there too."));
        for (const auto second : models)
            if (second != first) chosen.add({first, second});
    } else if (models.size() <= kMostModelsOfAllPairs) {
        for (std::size_t i = 0; i < models.size(); ++i)
            for (std::size_t k = i + 1; k < models.size(); ++k) chosen.add({models[i], models[k]});
    } else {
        context.say(
            message("Every pair is compared for up to %1 models; there are %2. Name a baseline to compare the "
                    "others with it.",
                    kMostModelsOfAllPairs, models.size()));
    }
    return chosen;
}

struct Matched {
    Places first, second;  // pictures
    Places prompts;
};

Matched matchedOf(const ComparedRun& first, const ComparedRun& second) {
    Matched out;
    std::vector<SampleRecord> pictures;
    for (const auto& [a, b] : matchedPictures(first.drawn->pictures, second.drawn->pictures)) {
        out.first.push_back(a);
        out.second.push_back(b);
        pictures.push_back(first.drawn->pictures[a]);
    }
    out.prompts = promptNumbers(pictures);
    return out;
}

// Numbers of runs on some of their pictures, each computed once. Compared runs mostly have the same pictures, and then
// these are the numbers of the table.
class Numbers {
public:
    Numbers(const Measuring& measuring, const std::vector<ComparedRun>& runs) : measuring_(measuring), runs_(runs) {}

    const std::vector<MeasuredNumber>& of(std::size_t run, const Places& places, const Places& prompts) {
        const auto& pictures = runs_[run].drawn->pictures;
        bool all = places.size() == pictures.size() && prompts == promptNumbers(pictures);
        for (std::size_t i = 0; all && i < places.size(); ++i) all = places[i] == i;
        if (all) return *runs_[run].numbers;
        const std::tuple key(run, places, prompts);
        auto found = computed_.find(key);
        if (found == computed_.end())
            found = computed_.emplace(key, measuring_.numbersOf(*runs_[run].seen, places, prompts)).first;
        return found->second;
    }

private:
    const Measuring& measuring_;
    const std::vector<ComparedRun>& runs_;
    std::map<std::tuple<std::size_t, Places, Places>, std::vector<MeasuredNumber>> computed_;
};

Json numberJson(const MetricValue& value) {
    return {{"value", value.value}, {"low", value.low}, {"high", value.high}, {"n", value.n}};
}

// `own`: what the table says of the two.
MetricDifferenceRecord recordOf(const MetricDifference& difference, MetricCard card, const MetricValue& ownFirst,
                                const MetricValue& ownSecond) {
    card.prompts = difference.prompts;
    card.undefined = difference.undefined;
    card.warning = difference.warning;
    card.extrapolated = card.standard_error = std::numeric_limits<double>::quiet_NaN();
    card.at_count = {};
    card.computed_ms = SystemClock().nowMs();
    MetricDifferenceRecord out;
    out.name = difference.name;
    out.judge = card.judge;
    out.value = difference.value;
    out.low = difference.low;
    out.high = difference.high;
    out.standard_error = difference.standard_error;
    out.p = difference.p;
    out.n = difference.prompts;
    out.card = toJson(card);
    out.card["first_number"] = numberJson(ownFirst);
    out.card["second_number"] = numberJson(ownSecond);
    return out;
}

// All differences of a metric are one family.
void adjust(std::vector<MetricDifferences>& all) {
    std::map<std::pair<std::string, std::string>, std::vector<MetricDifferenceRecord*>> families;
    for (auto& pair : all)
        for (auto& d : pair.metrics)
            if (std::isfinite(d.p)) families[{d.name, d.judge}].push_back(&d);
    for (auto& [metric, family] : families) {
        std::vector<double> p;
        for (const auto* d : family) p.push_back(d->p);
        const auto adjusted = holmAdjusted(p);
        for (std::size_t i = 0; i < family.size(); ++i) {
            family[i]->p_holm = adjusted[i];
            family[i]->comparisons = std::ssize(family);
        }
    }
}

// 2 / (draws + 1) is the smallest p of a percentile interval.
void sayWhereDrawsAreTooFew(std::int64_t comparisons, std::int64_t draws, JobContext& context) {
    if (draws == 0 || 40 * comparisons <= draws + 1) return;
    context.say(message("%1 comparisons with %2 resamplings of the prompts can separate no two models, because no p is "
                        "small enough; use at least %3.",
                        comparisons, draws, 40 * comparisons - 1),
                MessageEvent::Level::Warning);
}

}  // namespace

std::vector<std::size_t> promptNumbers(const std::vector<SampleRecord>& pictures) {
    std::map<std::string, std::size_t> numbers;
    std::vector<std::size_t> numberOf;
    for (const auto& picture : pictures)
        numberOf.push_back(numbers.emplace(picture.prompt, numbers.size()).first->second);
    return numberOf;
}

std::string sideOf(const RunPictures& pictures, const std::string& promptSet) {
    std::string side = std::string("step ").append(std::to_string(pictures.step));
    const auto weights = pictures.settings.value("weights", Json("trained"));
    if (weights.is_string() && weights != "trained") side.append(", ").append(weights.get<std::string>());
    if (!promptSet.empty()) side.append(", prompts ").append(promptSet.substr(0, 16));
    return side;
}

std::vector<MetricDifferences> compareRuns(const Measuring& measuring, const std::vector<ComparedRun>& runs,
                                           const ComparedPairs& wanted, const std::string& promptSet,
                                           const std::function<MetricCard(MetricCard)>& complete, JobContext& context) {
    const auto chosen = choosePairs(runs, wanted, context);
    Numbers numbers(measuring, runs);
    std::vector<MetricDifferences> out;
    std::int64_t draws = 0;
    for (std::size_t i = 0; i < chosen.pairs.size(); ++i) {
        const auto& [a, b] = chosen.pairs[i];
        const auto matched = matchedOf(runs[a], runs[b]);
        if (matched.first.empty() && i < chosen.named)
            throw Error(ErrorCode::InvalidOption,
                        message("The runs '%1' and '%2' have no samples with the same prompt and seed, so they have no "
                                "paired difference.",
                                runs[a].run->name, runs[b].run->name));
        if (matched.first.empty()) continue;
        context.report({"comparing runs", static_cast<std::int64_t>(i), std::ssize(chosen.pairs)});
        context.pausePoint();
        const auto& first = numbers.of(a, matched.first, matched.prompts);
        const auto& second = numbers.of(b, matched.second, matched.prompts);
        MetricDifferences pair{runs[a].run->id, runs[b].run->id, {}};
        for (std::size_t k = 0; k < first.size(); ++k) {
            const auto difference = metricDifference(first[k].value, second[k].value);
            auto card = complete(first[k].card);
            card.images = std::ssize(matched.first);
            auto record =
                recordOf(difference, std::move(card), (*runs[a].numbers)[k].value, (*runs[b].numbers)[k].value);
            record.first = pair.first;
            record.second = pair.second;
            record.first_side = sideOf(*runs[a].drawn, promptSet);
            record.second_side = sideOf(*runs[b].drawn, promptSet);
            pair.metrics.push_back(std::move(record));
            if (difference.interval == IntervalRule::Bootstrap) draws = std::max(draws, difference.draws);
        }
        out.push_back(std::move(pair));
    }
    if (!chosen.pairs.empty()) context.report({"comparing runs", std::ssize(chosen.pairs), std::ssize(chosen.pairs)});
    adjust(out);
    sayWhereDrawsAreTooFew(std::ssize(out), draws, context);
    return out;
}

}  // namespace recap
