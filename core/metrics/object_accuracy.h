// SPDX-License-Identifier: GPL-3.0-or-later
//
// Semantic object accuracy (Hinz et al.; protocols of TISE): is an object that the prompt names found in the image?
#pragma once

#include "metrics/judgement.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace recap {

// One (image, named class) pair.
struct ObjectTrial {
    std::size_t prompt = 0;
    std::string object;
    bool found = false;
    bool image_empty = false;  // the judge found nothing at all in this image
};

// What to do with images in which nothing is found. The TISE code forgets them, which flatters models that fail; we
// count them as failures unless its published numbers are to be reproduced.
enum class EmptyImages { CountAsFailure, ExcludeAsTise };

struct ClassAccuracy {
    double successes = 0, images = 0;
    double rate() const { return images > 0 ? successes / images : 0; }
};

// Rates in 0..1. NaN where there was no trial.
struct ObjectAccuracy {
    double soa_c = 0;  // mean over classes of the class's success rate
    double soa_i = 0;  // successes over all trials
    std::map<std::string, ClassAccuracy> per_class;
};

// One trial for every class that a truth names.
std::vector<ObjectTrial> objectTrials(const JudgedImages& images);

// `weights`: how often each prompt counts; empty means once.
ObjectAccuracy objectAccuracy(std::span<const ObjectTrial> trials, EmptyImages empty = EmptyImages::CountAsFailure,
                              std::span<const double> weights = {});

}  // namespace recap
