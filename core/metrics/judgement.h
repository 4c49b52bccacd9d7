// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// What a prompt asks for.
struct PromptTruth {
    std::map<std::string, int> objects;  // class name -> number asked for
    std::string relation;                // left, right, above, below, or empty: where `first` is, seen from `second`
    std::string first, second;           // the classes that the relation names
};

// What a judge saw in one image. Positions are centroids (x to the right, y down, any unit that both axes share).
struct Judgement {
    std::map<std::string, double> counts;
    std::map<std::string, std::pair<double, double>> positions;
    std::vector<double> features;  // for the Frechet distance
};

// A class is present when its judged count exceeds one half.
bool isPresent(const Judgement& judgement, const std::string& object);

// Images with their truths, in one order. Images of the same prompt share a number in `prompts`; the bootstrap
// resamples prompts, never single images.
struct JudgedImages {
    std::vector<PromptTruth> truths;
    std::vector<Judgement> judgements;
    std::vector<std::size_t> prompts = {};  // empty: every image has its own prompt

    std::size_t size() const { return judgements.size(); }
    std::size_t promptOf(std::size_t image) const { return prompts.empty() ? image : prompts[image]; }
    std::size_t promptCount() const;
};

// Throws Error(ShapeMismatch) when the lists have different lengths.
void requireConsistent(const JudgedImages& images);

}  // namespace recap
