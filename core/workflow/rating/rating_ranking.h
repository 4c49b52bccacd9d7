// SPDX-License-Identifier: GPL-3.0-or-later
//
// More than two systems: rating studies that compare two of them each, side by side, give one ranking.
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "base/json.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

struct RankedSystem {
    std::string name = {};
    RunId run = {};
    double log_strength = 0;   // mean 0; Davidson's model, rating/davidson.h
    double low = 0, high = 0;  // 95 % over prompts
    double elo = 0;            // the same on the scale of chess
    std::int64_t answers = 0;
};

struct RankedPair {
    std::string better, worse;                 // by the strengths
    double difference = 0, low = 0, high = 0;  // of log strengths
    double p = 1, holm_p = 1;                  // Student's t over prompts; adjusted for all pairs
};

struct RatingRanking {
    std::vector<std::string> studies;
    std::vector<RankedSystem> systems;  // the strongest first
    std::vector<RankedPair> pairs;
    std::int64_t prompts = 0, answers = 0;
    std::int64_t ties = 0;  // "equally good" and "both bad", which count alike
    double nu = 0;          // of the model: how often systems of equal strength tie
};

// Runs are the same system when they are the same run. Repeats and "cannot say" are left out; answers to one prompt, in
// whatever study, are one unit. Opens the results of every study, recorded under `who` as ratingResult() does. Throws
// Error(InvalidOption) for studies that show one picture, ask different questions, or do not connect their systems so
// that every strength is finite; and what ratingResult() throws.
RatingRanking ratingRanking(Project& project, const std::vector<StudyId>& studies, const std::string& who,
                            const Clock& clock = SystemClock());
Json toJson(const RatingRanking& ranking);

}  // namespace recap
