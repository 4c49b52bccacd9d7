// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/detections.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// What a prompt asks for.
struct PromptTruth {
    std::map<std::string, int> objects;  // class name -> number asked for; 0: named without a number
    std::string relation;                // left, right, above, below, or empty: where `first` is, seen from `second`
    std::string first, second;           // the classes that the relation names
    std::string word = {};               // positional word of a prompt with a false caption; empty: it has none
    std::string task = {};               // of GenEval; empty: it is no prompt of GenEval
};

// What a judge saw in one image. Positions are centroids (x to the right, y down, any unit that both axes share).
struct Judgement {
    std::map<std::string, double> counts;
    std::map<std::string, std::pair<double, double>> positions;
    std::vector<float> features;                // for distances between sets; or a classifier's logits
    std::map<std::string, double> scores = {};  // of picture and prompt, by kScore... below
    std::vector<Detection> boxes = {};          // of a detector, best first
    std::string remark = {};                    // why a rule was not satisfied, in the words of its program
    std::size_t rows = 1;  // of features, one behind the other; another number where parts of the image are looked at
};

// Names of scores. One that a prompt gives no occasion for is absent.
inline constexpr const char* kScoreText = "text";          // fit of picture and prompt, in the unit of the view
inline constexpr const char* kScoreFalse = "false";        // logit of the true caption minus that of the false one
inline constexpr const char* kScoreDistractor = "others";  // logit of the own caption minus the best other one
inline constexpr const char* kScoreCorrect = "correct";    // 1 or 0: GenEval's verdict

// A class is present when its judged count exceeds one half.
bool isPresent(const Judgement& judgement, const std::string& object);

// Features of images, one row each.
struct FeatureRows {
    std::size_t width = 0;
    std::vector<float> values = {};
};

// Images with their truths, in one order. Images of the same prompt share a number in `prompts`; the bootstrap
// resamples prompts, never single images.
struct JudgedImages {
    std::vector<PromptTruth> truths;
    std::vector<Judgement> judgements;
    std::vector<std::size_t> prompts = {};  // empty: every image has its own prompt
    // Of many images: their features beside each other, shared and not copied; those of `judgements` are empty then.
    std::shared_ptr<const FeatureRows> features = {};

    std::size_t size() const { return judgements.size(); }
    std::size_t promptOf(std::size_t image) const { return prompts.empty() ? image : prompts[image]; }
    std::size_t promptCount() const;
};

// Throws Error(ShapeMismatch) when the lists have different lengths.
void requireConsistent(const JudgedImages& images);

}  // namespace recap
