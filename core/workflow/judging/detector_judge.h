// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/judgement.h"

#include <span>
#include <string>
#include <vector>

namespace recap {

// Boxes as counts and places: a class counts its boxes, and lies where its best one has its centre.
void countBoxes(Judgement& judgement, const std::vector<std::string>& labels, double score);

}  // namespace recap
