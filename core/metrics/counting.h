// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counting alignment (TISE): how far the numbers of objects in an image are from the numbers that the prompt names.
#pragma once

#include "metrics/judgement.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace recap {

// Root of the mean squared error over the classes asked for. Judged counts are rounded to the nearest integer, halves
// to even; a class that was not judged counts as 0; classes not asked for are not penalised.
double countingError(const std::map<std::string, int>& asked, const std::map<std::string, double>& judged);

// Whether every class asked for has exactly the number asked for, after rounding.
bool countsExact(const std::map<std::string, int>& asked, const std::map<std::string, double>& judged);

// One number per image, in order.
std::vector<double> countingErrors(const JudgedImages& images);
std::vector<double> exactCounts(const JudgedImages& images);  // 1 or 0

// Mean over images (image i counts weights[promptOf(i)] times; empty means once). NaN when nothing counts.
// CA is the mean of countingErrors: a mean of per-image errors, not one error pooled over the set.
double weightedImageMean(const JudgedImages& images, std::span<const double> values,
                         std::span<const double> weights = {});

}  // namespace recap
