// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_session_internal.h"

#include <string>
#include <vector>

namespace recap::rating_internal {

// A counted answer with its sides resolved.
struct Judged {
    ResponseRecord response;
    const DesignItem* design = nullptr;  // of `study.items`
    bool first_on_left = true;
    Outcome outcome = Outcome::CannotSay;
};
std::vector<Judged> unblind(const OpenStudy& study, const std::vector<ResponseRecord>& responses);

}  // namespace recap::rating_internal
