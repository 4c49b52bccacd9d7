// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "rating/assignment.h"
#include "rating/blinding.h"
#include "rating/design.h"
#include "rating/question_type.h"
#include "rating/rater_quality.h"
#include "workflow/project/project.h"
#include "workflow/rating/rating_study.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap::rating_internal {

// Plans of version 2 fix the content of the pictures, and their sides follow from the key as well: those of version 1
// followed from seed and rater alone, which a rater could know. Plans of version 3 name their question type.
inline constexpr int kPlanVersion = 3;

// A study as its parts need it: the plan read back and the key opened.
struct OpenStudy {
    StudyRecord record;
    const QuestionType* type = nullptr;
    std::string question;
    std::string first_name, second_name;
    int version = kPlanVersion;
    std::uint64_t seed = 1;
    std::vector<DesignItem> items;
    BlindingKey key;
    // The rules of the plan; plans that have none ask for nothing.
    std::int64_t answers_per_prompt = 1;
    std::string stop_rule = kStopRules.front();
    double equivalence_margin = 0;
    ExclusionRule exclusion;
};

// Throws Error(NotFound) for an unknown study or a missing key, Error(BadFormat) for a key that is not the plan's and
// for a plan of a newer version.
OpenStudy openStudy(Project& project, StudyId study);
void storeKey(Project& project, StudyId study, const BlindingKey& key);

// Order and sides for one rater.
std::vector<PresentedItem> presentedItems(const OpenStudy& study, const std::string& rater);

// The type of a plan; nullptr when this program does not know it.
const QuestionType* typeOfPlan(const Json& plan);

// Neutral name of a system's picture.
std::string pictureCode(const OpenStudy& study, const DesignItem& item, bool firstSystem);
// Those of the pictures that the item shows, in the order of the type's places.
std::vector<std::string> shownCodes(const OpenStudy& study, const DesignItem& item, bool firstOnLeft);
// Of an answer, as it is stored; and back.
void setCodes(ResponseRecord& response, const std::vector<std::string>& codes);
std::vector<std::string> codesOf(const OpenStudy& study, const ResponseRecord& response);

// The item of that id; nullptr when there is none.
const DesignItem* findItem(const OpenStudy& study, const std::string& id);

}  // namespace recap::rating_internal
