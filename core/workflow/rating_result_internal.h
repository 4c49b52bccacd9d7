// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating_result.h"
#include "workflow/rating_session_internal.h"

#include <string>
#include <vector>

namespace recap::rating_internal {

// On disk when it returns; see ratingResult() for what is not recorded again and what is refused.
void recordOpening(Project& project, StudyId study, const StudyOpening& opening);

// A counted answer with its sides resolved.
struct Judged {
    ResponseRecord response;
    const DesignItem* design = nullptr;  // of `study.items`
    bool first_on_left = true;
    Outcome outcome = Outcome::CannotSay;
};
std::vector<Judged> unblind(const OpenStudy& study, const std::vector<ResponseRecord>& responses);

}  // namespace recap::rating_internal
