// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ways of computing metrics, by what they read. Rows of the registry are put together from these.
#pragma once

#include "metrics/judged_set.h"
#include "metrics/metric_registry.h"

namespace recap {

using Weights = std::span<const double>;

// ---- objects and where they are: of the demo's judge or a detector
std::vector<MetricWay> byObjects(double (*value)(const JudgedSet&, Weights), std::int64_t (*trials)(const JudgedSet&),
                                 Message (*undefined)(const JudgedSet&));
std::vector<MetricWay> soaC();
std::vector<MetricWay> soaI();
std::vector<MetricWay> soaCTise();
std::vector<MetricWay> soaITise();
std::vector<MetricWay> countingAlignment();
std::vector<MetricWay> countExact();
MetricWay demoPositions();
MetricWay demoRPrecision();
MetricWay demoPositionsOfBoth();
std::vector<MetricWay> genEval();

// ---- features of pictures against those of real ones
MetricWay demoFrechet();
MetricWay frechetOf(std::string_view view);
MetricWay frechetOfCrops(std::string_view view);  // of the objects in pictures
MetricWay kernelDistanceOf(std::string_view view);
MetricWay cmmdOf(std::string_view view);
MetricWay precisionOf(std::string_view view);
MetricWay recallOf(std::string_view view);
MetricWay densityOf(std::string_view view);
MetricWay coverageOf(std::string_view view);
MetricWay inceptionScoreOf(std::string_view view);
MetricWay inceptionScoreStarOf(std::string_view view);
MetricWay inceptionScoreOfCrops(std::string_view view);

// ---- scores of pictures with their prompts
MetricWay captionPositions();
MetricWay rPrecision();
MetricWay rPrecisionTise();
MetricWay clipScoreMean();
MetricWay textMean(std::string_view view);
MetricWay textMeanInPercent(std::string_view view);
MetricWay questionMean();
MetricWay answerMean();  // of a vision-language model

}  // namespace recap
