// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/project/project.h"

#include <cstdint>
#include <string>

namespace recap {

// Captions that a person corrected become human captions, for the next training of a captioner.
struct PromotionRequest {
    std::string from = {};    // source of corrected captions: recap_short, recap_long, ...
    std::string to = {};      // human_short, human_long, ...
    std::string filter = {};  // query of the images; empty: all
};

struct PromotionCount {
    std::int64_t corrected = 0;  // accepted or edited captions of `from` whose text a person wrote or changed
    std::int64_t present = 0;    // of these, whose image has a caption in `to` already; nothing is written over
    std::int64_t added = 0;      // the others
};

// The human source that belongs to a source: human_long for recap_long, else human_short.
std::string humanSourceOf(const std::string& source);

// What promoteCaptions() would do. Throws Error(InvalidOption) for a wrong filter, a name that no source can have, or
// the same source twice, Error(NotFound) for an unknown source `from`.
PromotionCount countPromotion(Project& project, const PromotionRequest& request);
// As one step of the journal, each caption as a version by `author` whose provenance names `from` ("begun_from"). A
// second call adds nothing. Throws as countPromotion.
PromotionCount promoteCaptions(Project& project, const PromotionRequest& request, const std::string& step,
                               const std::string& author);

}  // namespace recap
