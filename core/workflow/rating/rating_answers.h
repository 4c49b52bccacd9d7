// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "data/records.h"
#include "workflow/project/project.h"

#include <string>

namespace recap {

// RFC 4180, a row for each counted answer: study, plan_hash, rater, item, repeat, prompt, seed, the neutral code of the
// picture in each place (left, right; or picture), answer, shown, answered, seconds, timing ("visible": pauses left
// out; "elapsed": an older answer, from showing to answering). Once the study was opened also its name, which system
// was in which place, and which was preferred or what level it got (or tie, both_bad, cannot_say).
std::string ratingAnswersCsv(Project& project, StudyId study);

// How long the rater looked, and whether pauses are left out.
struct AnswerTime {
    double seconds = 0;
    bool visible = false;
};
AnswerTime answerTime(const ResponseRecord& response);

}  // namespace recap
