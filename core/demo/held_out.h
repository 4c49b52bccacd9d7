// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "demo/grammar.h"
#include "demo/scene.h"

#include <vector>

namespace recap::demo {

// What no network that reads or writes words is ever trained on, so that a prompt about it asks for something new:
//   - ten of the 45 pairs of classes, together in one scene, in any number, relation and place on any ground;
//   - each class alone, in any number, on one of the four grounds.
// Every class, number, relation and ground occurs in training, only not in these combinations. Whole pairs are kept
// back rather than one relation of a pair: a model that had seen the pair the other way round only would be led to the
// wrong answer by it, and a captioner that mixes up numbers or relations would bring the combination into training.
//
// `counts`: objects of each class; `ground` -1: not stated. A text that leaves open whether the combination is meant
// ("two apples" without a ground) has none.
bool isHeldOut(const std::vector<int>& counts, int ground);
bool isHeldOut(const Scene& scene);
bool isHeldOut(const CaptionClaims& claims);

// As drawScene(), but only scenes that training may show, or only those that are held out.
Scene drawTrainingScene(Random& random);
Scene drawHeldOutScene(Random& random);

}  // namespace recap::demo
