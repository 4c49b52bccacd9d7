// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "rating/blinding.h"
#include "rating/design.h"
#include "workflow/project.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap::rating_internal {

// A study as its parts need it: the plan read back and the key opened.
struct OpenStudy {
    StudyRecord record;
    std::string question;
    std::string first_name, second_name;
    std::uint64_t seed = 1;
    std::vector<DesignItem> items;
    BlindingKey key;
};

// Throws Error(NotFound) for an unknown study or a missing key, Error(BadFormat) for a key that is not the plan's.
OpenStudy openStudy(Project& project, StudyId study);
void storeKey(Project& project, StudyId study, const BlindingKey& key);

// The item of that id; nullptr when there is none.
const DesignItem* findItem(const OpenStudy& study, const std::string& id);

// The picture under its neutral name in the cache, re-encoded without metadata; made when it is not there.
std::filesystem::path neutralImage(Project& project, const OpenStudy& study, const DesignItem& item, bool firstSystem);

}  // namespace recap::rating_internal
