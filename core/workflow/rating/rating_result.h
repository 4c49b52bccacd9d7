// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a blind study says once its key is opened, and who opened it.
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "base/json.h"
#include "rating/clustered.h"
#include "rating/question_type.h"
#include "rating/response.h"
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
};

// Of pictures on a scale, over the prompts for which both systems have an answer.
struct LevelDifference {
    std::string first, second;
    double difference = 0, low = 0, high = 0;  // mean over prompts of (mean level of second - mean level of first)
    std::int64_t prompts = 0;
    double wilcoxon_p = 1;  // signed-rank test of the prompts' differences, two-sided
    double absolute_gain = 0, relative_gain = 0;
};

struct RatingResult {
    StudyId study;
    const QuestionType* type = nullptr;  // of questionTypes()
    std::string name, question, plan_hash;
    std::int64_t prompts = 0, responses = 0;
    std::vector<SystemResult> systems;
    std::vector<ComparisonResult> comparisons;  // side by side
    std::vector<LevelDifference> differences;   // on a scale
    // Krippendorff, nominal side by side and ordinal on a scale, resampled over prompts; NaN with a single rater
    double alpha = 0, alpha_low = 0, alpha_high = 0;
    std::map<std::string, double> rater_consistency;  // rater -> share of repeats answered alike
    std::map<std::string, std::int64_t> rater_answers;
    std::vector<StudyOpening> openings;
    std::vector<std::string> changed_pictures;  // relative paths: replaced or gone since the plan was fixed
};

// Opens the key: for the maker of the study, not for a rater. That `who` did so is recorded with the study, unless the
// same person has seen the same answers before. Throws Error(NotFound), Error(InvalidOption) without a name, and
// Error(ReadOnly) where the opening could not be recorded and nobody has opened the study before.
RatingResult ratingResult(Project& project, StudyId study, const std::string& who, const Clock& clock = SystemClock());
// Share of a level among the system's answers; 0 without answers.
double levelShare(const SystemResult& system, int level);
Json toJson(const RatingResult& result);

}  // namespace recap
