// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_preferences_internal.h"

#include "rating/significance.h"
#include "rating/wilcoxon.h"

#include <map>

namespace recap::rating_internal {
namespace {

// Tallies of the answers to each prompt, repeats left out.
std::vector<Tally> tallyByPrompt(const std::vector<Judged>& judged) {
    std::map<std::string, Tally> byPrompt;
    for (const auto& j : judged)
        if (j.design->repeat_of.empty()) byPrompt[j.design->prompt].add(j.outcome);
    std::vector<Tally> tallies;
    for (const auto& [prompt, tally] : byPrompt) tallies.push_back(tally);
    return tallies;
}

// Interval over prompts of the mean of a sum over another one.
template <class Sum, class Count>
ClusterInterval intervalOver(const std::vector<Tally>& prompts, double lowest, Sum&& sum, Count&& count) {
    std::vector<ClusterSum> sums;
    for (const auto& tally : prompts)
        sums.push_back({static_cast<double>(sum(tally)), static_cast<double>(count(tally))});
    return clusterInterval(sums, lowest);
}

std::int64_t answeredOf(const Tally& tally) {
    return tally.answered();
}

void addSystems(RatingNumbers& result, const OpenStudy& study, const std::vector<Tally>& prompts) {
    std::int64_t answered = 0;
    for (const auto& tally : prompts) answered += tally.answered();
    for (const bool first : {true, false}) {
        const auto interval = intervalOver(
            prompts, 0, [first](const Tally& t) { return t.successes(first); }, answeredOf);
        SystemResult system{first ? study.first_name : study.second_name,
                            interval.value,
                            interval.low,
                            interval.high,
                            answered,
                            interval.clusters};
        const auto n = static_cast<double>(answered);
        const auto wilson = wilsonInterval(interval.value * n, n);
        system.answers_low = wilson.low;
        system.answers_high = wilson.high;
        result.systems.push_back(system);
    }
}

Tally totalOf(const std::vector<Tally>& prompts) {
    Tally total;
    for (const auto& tally : prompts) {
        total.first += tally.first;
        total.second += tally.second;
        total.ties += tally.ties;
        total.both_bad += tally.both_bad;
        total.cannot_say += tally.cannot_say;
    }
    return total;
}

ClusterSignTest signTestOf(const std::vector<Tally>& prompts) {
    std::vector<double> net;
    for (const auto& tally : prompts)
        if (tally.answered() > 0) net.push_back(static_cast<double>(tally.second - tally.first));
    return clusterSignTest(net);
}

std::vector<PromptSuccess> successesOf(const std::vector<Tally>& prompts) {
    std::vector<PromptSuccess> successes;
    for (const auto& tally : prompts) {
        const auto n = static_cast<double>(tally.answered());
        successes.push_back(
            {static_cast<double>(tally.successes(true)), n, static_cast<double>(tally.successes(false)), n});
    }
    return successes;
}

// Mean preference of each prompt that was answered, between -1 for the first system and 1 for the second.
std::vector<double> netPreferences(const std::vector<Tally>& prompts) {
    std::vector<double> means;
    for (const auto& tally : prompts)
        if (tally.answered() > 0)
            means.push_back(static_cast<double>(tally.second - tally.first) / static_cast<double>(tally.answered()));
    return means;
}

ClusterEquivalence equivalenceOf(const std::vector<Tally>& prompts, double margin) {
    std::vector<ClusterSum> sums;
    for (const auto& tally : prompts)
        sums.push_back({static_cast<double>(tally.second - tally.first), static_cast<double>(tally.answered())});
    return clusterEquivalence(sums, -1, 1, margin);
}

void addComparison(RatingNumbers& result, const std::vector<Tally>& prompts, double margin) {
    ComparisonResult c;
    c.first = result.systems[0].name;
    c.second = result.systems[1].name;
    c.tally = totalOf(prompts);
    c.win_share = c.tally.winShare(false);
    const auto share = intervalOver(
        prompts, 0, [](const Tally& t) { return t.second; }, [](const Tally& t) { return t.first + t.second; });
    c.win_share_low = share.low;
    c.win_share_high = share.high;
    c.win_share_prompts = share.clusters;
    const auto net = intervalOver(
        prompts, -1, [](const Tally& t) { return t.second - t.first; }, answeredOf);
    c.net_win = net.value;
    c.net_win_low = net.low;
    c.net_win_high = net.high;
    c.prompts = net.clusters;
    c.absolute_gain = result.systems[1].success - result.systems[0].success;
    c.relative_gain = result.systems[0].success > 0 ? c.absolute_gain / result.systems[0].success : 0;
    c.sign_test = signTestOf(prompts);
    c.wilcoxon_p = roundedWilcoxonP(netPreferences(prompts));
    c.paired = comparePaired(successesOf(prompts));
    c.equivalence = equivalenceOf(prompts, margin);
    result.comparisons.push_back(c);
}

}  // namespace

void addPreferences(RatingNumbers& result, const OpenStudy& study, const std::vector<Judged>& judged) {
    const auto prompts = tallyByPrompt(judged);
    addSystems(result, study, prompts);
    addComparison(result, prompts, study.equivalence_margin);
}

}  // namespace recap::rating_internal
