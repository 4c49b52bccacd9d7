// SPDX-License-Identifier: GPL-3.0-or-later
//
// The demo's captioners by the number of human captions: the stage that makes them, and what the report says of them.
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/caption_curve.h"
#include "workflow/captioning/caption_curve_job.h"
#include "workflow/report/study_report.h"
#include "workflow/study/study_plan_internal.h"

#include <string>
#include <vector>

namespace recap {

// Scenes without human captions: what the captioners of the curve write for them is checked against the truth.
KnownImages knownScenes(StudyWork& work);
// `training`: as of the demo's captioner. The run is remembered as "run:curve"; its random numbers are its own, so the
// rest of the demo is what it would be without it.
void compareCounts(StudyWork& work, const CaptionTrainOptions& training, JobContext& context);

// Without points when it has not been made.
CaptionCurve curveOf(const StudyWork& work);
// knownMeasures() by the number of captions.
std::vector<ReportShares> curveShares(const StudyWork& work);
std::vector<std::string> curveFindings(const StudyWork& work);

}  // namespace recap
