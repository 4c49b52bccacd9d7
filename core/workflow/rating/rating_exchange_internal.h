// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "workflow/rating/rating_session_internal.h"

namespace recap::rating_internal {

// An entry of an answer file. Throws Error(BadFormat) that says what is wrong with it; its study, rater and place in
// the file are the caller's.
ResponseRecord answerFrom(const Json& entry, const QuestionType& type);
// Why an answer does not belong to the study: item, pictures, what may be answered. Empty when it does.
Message misfit(const OpenStudy& study, const ResponseRecord& answer);

}  // namespace recap::rating_internal
