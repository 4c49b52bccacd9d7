// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a blind study says once its key is opened, and who opened it.
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "base/message.h"
#include "rating/agreement_intervals.h"
#include "rating/clustered.h"
#include "rating/paired_comparison.h"
#include "rating/question_type.h"
#include "rating/rater_quality.h"
#include "rating/response.h"
#include "rating/stopping.h"
#include "workflow/project/project.h"
#include "workflow/rating/rating_openings.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// Answers on the levels of a scale.
struct LevelsResult {
    double mean = 0, low = 0, high = 0;  // level 1 is the worst
    std::vector<std::int64_t> answers;   // of each level, the worst first
    std::int64_t cannot_say = 0;
};

// Intervals and tests are over prompts: all answers to one prompt, of whatever rater and seed, are one unit.
struct SystemResult {
    std::string name;
    // Side by side: share of answered items preferred or tied. Otherwise: share of answers with the success level of
    // the question type or a higher one.
    double success = 0, low = 0, high = 0;
    std::int64_t n = 0;  // answers other than "cannot say"
    std::int64_t prompts = 0;
    std::optional<LevelsResult> levels = {};  // of a type with levels
    // Wilson's interval as if every answer were a prompt of its own: too narrow where several raters see a prompt.
    double answers_low = 0, answers_high = 1;
};

// The interval that holds at any time, on the scale of the comparison: net win, or difference of mean levels.
struct AnytimeResult {
    SequentialResult sequence;  // of values between 0 and 1
    double low = 0, high = 0;
    // The closed forms of the same theory, for comparison; `mixture` of the prompts that prefer a system, as a win
    // share, side by side only.
    SequenceLimits bernstein, hoeffding;
    std::optional<SequenceLimits> mixture;
    Message verdict;    // "Decided: ...", "Not decided: ..." or "Cannot be decided with this plan: ..."
    bool stop = false;  // the plan's stop rule is met
};

// Of pictures side by side.
struct ComparisonResult {
    std::string first, second;
    Tally tally;                                                    // repeats left out
    double win_share = 0.5, win_share_low = 0, win_share_high = 1;  // of `second`: wins / (wins + losses)
    std::int64_t win_share_prompts = 0;                             // prompts with a win or a loss
    double net_win = 0, net_win_low = -1, net_win_high = 1;         // (wins - losses) / answered of `second`
    std::int64_t prompts = 0;                                       // prompts with an answer
    double absolute_gain = 0;                                       // success of second - success of first
    double relative_gain = 0;                                       // absolute gain / success of first
    ClusterSignTest sign_test;                                      // wins: prompts that prefer `second`
    double wilcoxon_p = 1;           // signed-rank test of the prompts' net preference, two-sided
    PairedComparison paired;         // of success
    ClusterEquivalence equivalence;  // of the net win
    std::optional<AnytimeResult> anytime = {};
};

// Of pictures on a scale, over the prompts for which both systems have an answer.
struct LevelDifference {
    std::string first, second;
    double difference = 0, low = 0, high = 0;  // mean over prompts of (mean level of second - mean level of first)
    std::int64_t prompts = 0;
    double wilcoxon_p = 1;  // signed-rank test of the prompts' differences, two-sided
    double absolute_gain = 0, relative_gain = 0;
    PairedComparison paired = {};         // of success
    ClusterEquivalence equivalence = {};  // of the difference
    std::optional<AnytimeResult> anytime = {};
};

// What the answers say about the systems.
struct RatingNumbers {
    std::vector<SystemResult> systems;
    std::vector<ComparisonResult> comparisons;  // side by side
    std::vector<LevelDifference> differences;   // on a scale
};

struct CategoryResult {
    std::string name = {};  // empty: prompts without one
    std::int64_t prompts = 0;
    RatingNumbers numbers = {};
    double p = 1;       // sign test side by side, Wilcoxon test on a scale
    double holm_p = 1;  // adjusted for all categories
};

struct AgreementMeasure {
    std::string name;  // krippendorff_alpha_nominal, krippendorff_alpha_ordinal, fleiss_kappa, cohen_kappa
    AgreementInterval interval;
};

// Of answers that choose a picture, repeats left out. As sides are drawn for every rater, they say nothing about the
// systems: without a bias each side is chosen half of the time.
struct PositionBias {
    std::int64_t left = 0, right = 0;
    ProportionInterval share;  // of the left
    double p = 1;              // exact, two-sided
};

struct ExcludedRater {
    std::string rater;
    Exclusion reason = Exclusion::None;
};

struct RatingResult : RatingNumbers {
    StudyId study;
    const QuestionType* type = nullptr;  // of questionTypes()
    std::string name, question, plan_hash;
    std::int64_t prompts = 0, responses = 0;
    // Krippendorff, nominal side by side and ordinal on a scale, resampled over prompts; NaN with a single rater
    double alpha = 0, alpha_low = 0, alpha_high = 0;
    std::map<std::string, double> rater_consistency;  // rater -> share of repeats answered alike
    std::map<std::string, std::int64_t> rater_answers;
    std::vector<AgreementMeasure> agreement;
    std::optional<PositionBias> position_bias;  // side by side
    std::map<std::string, RaterQuality> rater_quality;
    // The plan's rules, and what comes out when they are kept.
    std::string stop_rule;
    std::int64_t answers_per_prompt = 1;
    ExclusionRule exclusion;
    std::vector<ExcludedRater> excluded;
    std::optional<RatingNumbers> without_excluded;  // when anybody is excluded
    std::vector<CategoryResult> categories;         // when the plan has any
    std::vector<StudyOpening> openings;
    std::vector<std::string> changed_pictures;  // relative paths: replaced or gone since the plan was fixed
};

// Opens the key: for the maker of the study, not for a rater. That `who` did so is recorded with the study, unless the
// same person has seen the same answers before. Throws Error(NotFound), Error(InvalidOption) without a name, and
// Error(ReadOnly) where the opening could not be recorded and nobody has opened the study before.
RatingResult ratingResult(Project& project, StudyId study, const std::string& who, const Clock& clock = SystemClock());
// Share of a level among the system's answers; 0 without answers.
double levelShare(const SystemResult& system, int level);
// What a reason is called in results: "inconsistent", "too_fast", "same_answer"; empty for None.
std::string exclusionName(Exclusion reason);

}  // namespace recap
