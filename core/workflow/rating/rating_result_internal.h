// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_session_internal.h"

#include <string>
#include <vector>

namespace recap::rating_internal {

// A counted answer with its pictures resolved.
struct Judged {
    ResponseRecord response;
    const DesignItem* design = nullptr;    // of `study.items`
    const AnswerChoice* answer = nullptr;  // of the study's question type
    // Whether the picture in the first place, on the left or the only one, is that of the first system.
    bool first_system_first = true;
    Outcome outcome = Outcome::CannotSay;  // side by side
};
// What counts as success, in the words of plans and reports.
std::string successDefinition(const QuestionType& type);

std::vector<Judged> unblind(const OpenStudy& study, const std::vector<ResponseRecord>& responses);

}  // namespace recap::rating_internal
