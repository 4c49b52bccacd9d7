// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_preferences_internal.h"

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

void addSystems(RatingResult& result, const OpenStudy& study, const std::vector<Tally>& prompts) {
    std::int64_t answered = 0;
    for (const auto& tally : prompts) answered += tally.answered();
    for (const bool first : {true, false}) {
        const auto interval = intervalOver(
            prompts, 0, [first](const Tally& t) { return t.successes(first); }, answeredOf);
        result.systems.push_back({first ? study.first_name : study.second_name, interval.value, interval.low,
                                  interval.high, answered, interval.clusters});
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

void addComparison(RatingResult& result, const std::vector<Tally>& prompts) {
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
    result.comparisons.push_back(c);
}

}  // namespace

void addPreferences(RatingResult& result, const OpenStudy& study, const std::vector<Judged>& judged) {
    const auto prompts = tallyByPrompt(judged);
    addSystems(result, study, prompts);
    addComparison(result, prompts);
}

}  // namespace recap::rating_internal
