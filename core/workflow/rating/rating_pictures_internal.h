// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_session_internal.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap::rating_internal {

// What an item shows, in the order of its type's places, under neutral names in the cache; made when it is not there.
// Also where one picture is shown, it and the other system's tell nothing but their pixels: equal width and height (the
// smaller of the two; a picture of another shape lies on grey), PNG without metadata, files of equal length. Throws
// Error(BadFormat) when a file is not the one that the plan was fixed with, Error(FileNotFound) when it is gone;
// neither names the file.
std::vector<std::filesystem::path> neutralPictures(Project& project, const OpenStudy& study, const DesignItem& item,
                                                   bool firstOnLeft);

// Relative paths of pictures that are gone or not those that the plan was fixed with, each once.
std::vector<std::string> changedPictures(Project& project, const OpenStudy& study);

}  // namespace recap::rating_internal
