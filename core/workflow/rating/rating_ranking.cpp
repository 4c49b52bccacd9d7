// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_ranking.h"

#include "base/error.h"
#include "rating/bradley_terry.h"
#include "rating/davidson.h"
#include "rating/distributions.h"
#include "rating/significance.h"
#include "workflow/rating/rating_openings_internal.h"
#include "workflow/rating/rating_result_internal.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace recap {
namespace {

using rating_internal::OpenStudy;

// What the studies say, by prompt and pair of systems.
struct Comparisons {
    std::map<std::int64_t, std::size_t> numbers;  // run -> system
    std::vector<RankedSystem> systems;
    std::map<std::string, std::map<std::pair<std::size_t, std::size_t>, PairCounts>> prompts;
    std::int64_t answers = 0, ties = 0;

    std::size_t system(const Json& entry) {
        const auto run = entry.at("run").get<std::int64_t>();
        const auto [found, fresh] = numbers.emplace(run, systems.size());
        if (fresh) systems.push_back({.name = entry.at("name").get<std::string>(), .run = RunId{run}});
        return found->second;
    }

    void add(const std::string& prompt, std::size_t first, std::size_t second, Outcome outcome) {
        if (outcome == Outcome::CannotSay) return;
        auto& counts = prompts[prompt][{first, second}];
        counts.first = first;
        counts.second = second;
        (outcome == Outcome::First    ? counts.first_wins
         : outcome == Outcome::Second ? counts.second_wins
                                      : counts.ties) += 1;
        ++answers;
        ties += outcome == Outcome::Tie || outcome == Outcome::BothBad ? 1 : 0;
        ++systems[first].answers;
        ++systems[second].answers;
    }
};

void requireComparable(const OpenStudy& study, const OpenStudy& first) {
    if (!study.type->sideBySide())
        throw Error(ErrorCode::InvalidOption,
                    message("The rating study '%1' shows one picture at a time. A ranking is made of studies that show "
                            "two side by side.",
                            study.record.name));
    if (study.question != first.question)
        throw Error(ErrorCode::InvalidOption, message("The rating studies '%1' and '%2' ask different questions.",
                                                      first.record.name, study.record.name));
}

void addIntervals(std::vector<RankedSystem>& systems, const DavidsonFit& fit, double freedom) {
    const double t = studentTwoSidedPoint(0.05, freedom);
    for (std::size_t i = 0; i < systems.size(); ++i) {
        systems[i].log_strength = fit.log_strength[i];
        systems[i].low = fit.log_strength[i] - t * fit.cluster_standard_error[i];
        systems[i].high = fit.log_strength[i] + t * fit.cluster_standard_error[i];
        systems[i].elo = eloFromLogStrength(fit.log_strength[i]);
    }
}

RankedPair pairOf(const std::vector<RankedSystem>& systems, const DavidsonFit& fit, std::size_t one, std::size_t other,
                  double freedom) {
    if (fit.log_strength[one] < fit.log_strength[other]) std::swap(one, other);
    const auto& covariance = fit.cluster_covariance;
    const double variance = covariance[one][one] + covariance[other][other] - 2 * covariance[one][other];
    const double error = std::sqrt(std::max(0.0, variance)), t = studentTwoSidedPoint(0.05, freedom);
    RankedPair pair{systems[one].name, systems[other].name, fit.log_strength[one] - fit.log_strength[other]};
    pair.low = pair.difference - t * error;
    pair.high = pair.difference + t * error;
    if (error > 0) pair.p = studentTwoSidedP(pair.difference / error, freedom);
    return pair;
}

void addPairs(RatingRanking& ranking, const std::vector<RankedSystem>& systems, const DavidsonFit& fit,
              double freedom) {
    std::vector<double> p;
    for (std::size_t i = 0; i < systems.size(); ++i)
        for (std::size_t j = i + 1; j < systems.size(); ++j) {
            ranking.pairs.push_back(pairOf(systems, fit, i, j, freedom));
            p.push_back(ranking.pairs.back().p);
        }
    const auto adjusted = holmAdjusted(p);
    for (std::size_t i = 0; i < adjusted.size(); ++i) ranking.pairs[i].holm_p = adjusted[i];
}

}  // namespace

RatingRanking ratingRanking(Project& project, const std::vector<StudyId>& ids, const std::string& who,
                            const Clock& clock) {
    if (ids.empty()) throw Error(ErrorCode::InvalidOption, message("A ranking needs at least one rating study."));
    std::vector<OpenStudy> studies;
    for (const auto id : ids) studies.push_back(rating_internal::openStudy(project, id));
    for (const auto& study : studies) requireComparable(study, studies.front());
    RatingRanking ranking;
    Comparisons all;
    for (const auto& study : studies) {
        const auto judged = rating_internal::unblind(study, project.ratings().responses(study.record.id));
        rating_internal::recordOpening(project, study.record.id,
                                       {who, clock.nowMs(), static_cast<std::int64_t>(judged.size())});
        ranking.studies.push_back(study.record.name);
        const Json& systems = study.record.plan.at("systems");
        const auto first = all.system(systems.at(0)), second = all.system(systems.at(1));
        for (const auto& j : judged)
            if (j.design->repeat_of.empty()) all.add(j.design->prompt, first, second, j.outcome);
    }
    std::vector<std::vector<PairCounts>> clusters;
    for (const auto& [prompt, pairs] : all.prompts) {
        auto& cluster = clusters.emplace_back();
        for (const auto& [systems, counts] : pairs) cluster.push_back(counts);
    }
    const auto fit = fitDavidson(all.systems.size(), clusters);
    if (!fit.converged || clusters.size() < 2)
        throw Error(ErrorCode::InvalidOption,
                    message("The answers give no ranking: every system needs wins and losses, on at least two prompts, "
                            "and comparisons that connect it with the others."));
    const auto freedom = static_cast<double>(clusters.size() - 1);
    addIntervals(all.systems, fit, freedom);
    addPairs(ranking, all.systems, fit, freedom);
    ranking.systems = all.systems;
    std::stable_sort(ranking.systems.begin(), ranking.systems.end(),
                     [](const auto& a, const auto& b) { return a.log_strength > b.log_strength; });
    ranking.prompts = std::ssize(clusters);
    ranking.answers = all.answers;
    ranking.ties = all.ties;
    ranking.nu = std::exp(fit.log_nu);
    return ranking;
}

Json toJson(const RatingRanking& ranking) {
    Json systems = Json::array(), pairs = Json::array();
    for (const auto& s : ranking.systems)
        systems.push_back({{"name", s.name},
                           {"run", s.run.value},
                           {"log_strength", s.log_strength},
                           {"low", s.low},
                           {"high", s.high},
                           {"elo", s.elo},
                           {"n", s.answers}});
    for (const auto& p : ranking.pairs)
        pairs.push_back({{"better", p.better},
                         {"worse", p.worse},
                         {"difference", p.difference},
                         {"low", p.low},
                         {"high", p.high},
                         {"p", p.p},
                         {"holm_p", p.holm_p}});
    return {{"studies", ranking.studies}, {"systems", systems},   {"pairs", pairs},  {"prompts", ranking.prompts},
            {"n", ranking.answers},       {"ties", ranking.ties}, {"nu", ranking.nu}};
}

}  // namespace recap
