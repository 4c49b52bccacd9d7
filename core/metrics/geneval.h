// SPDX-License-Identifier: GPL-3.0-or-later
//
// GenEval's rule of correctness (Ghosh et al. 2023, evaluation/evaluate_images.py): what a prompt of its six tasks asks
// for, whether the objects that a detector saw satisfy it, and the scores. Plain values, without torch.
#pragma once

#include "base/json.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// One clause: at least `count` objects of a class (include), or fewer than `count` (exclude).
struct GenEvalClause {
    std::string object;
    std::int64_t count = 1;
    std::string colour;  // empty: any
    // Where its objects are, seen from those of an earlier clause: "left of", "right of", "above", "below".
    std::optional<std::pair<std::string, std::size_t>> position;
};

struct GenEvalPrompt {
    std::string task;  // single_object, two_object, counting, colors, position, color_attr
    std::vector<GenEvalClause> include, exclude;

    // A line of GenEval's metadata. Throws Error(BadFormat) that names the field.
    static GenEvalPrompt fromJson(const Json& metadata);
};

struct GenEvalObject {
    std::array<double, 4> box{};  // x1, y1, x2, y2
    double score = 0;
};

struct GenEvalOptions {
    double score = 0.3;           // strictly above
    double counting_score = 0.9;  // the same for the task "counting"
    std::size_t most = 16;        // objects of a class
    double overlap = 1.0;         // below 1: of two of a class that overlap by at least that, the worse one goes
    double dead_zone = 0.1;       // share of both sizes by which centres may differ without a direction
};

// The colour of an object of a class: one of kGenEvalColours.
using GenEvalColour = std::function<std::string(const std::string& object, std::size_t index)>;
inline constexpr std::array<std::string_view, 10> kGenEvalColours{"red",    "orange", "yellow", "green", "blue",
                                                                  "purple", "pink",   "brown",  "black", "white"};

struct GenEvalVerdict {
    bool correct = true;
    std::string reason;                       // one line a failed clause, in the words of the published program
    std::map<std::string, std::size_t> kept;  // objects of each class that count
};

// `seen`: what a detector found, by class, in any order. `colour` is asked for the objects that a clause looks at, by
// their index in `seen`.
GenEvalVerdict genEvalVerdict(const GenEvalPrompt& prompt,
                              const std::map<std::string, std::vector<GenEvalObject>>& seen,
                              const GenEvalColour& colour, const GenEvalOptions& options = {});

// Directions in which a lies from b: none, one or two.
std::set<std::string> genEvalRelations(const std::array<double, 4>& a, const std::array<double, 4>& b,
                                       double deadZone = GenEvalOptions{}.dead_zone);

struct GenEvalScores {
    std::map<std::string, double> tasks;  // share of correct pictures
    double overall = 0;                   // mean of the tasks, whatever their numbers of pictures
    std::size_t pictures = 0;
};
GenEvalScores genEvalScores(const std::vector<std::pair<std::string, bool>>& verdicts);  // task, correct

}  // namespace recap
