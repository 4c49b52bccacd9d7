// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sessions on other computers: packages out, answers back.
#pragma once

#include "base/ids.h"
#include "base/message.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// Versions of the two files; older ones are read. Version 2 of a package no longer holds the study's name, and answers
// of version 2 may say how long the pictures were to be seen. Version 3 of a package names its question type, whose
// places and answers both files have.
inline constexpr int kRatingPackageVersion = 3;
inline constexpr int kRatingAnswersVersion = 3;

// One file for a rater on another computer: question type, pictures as base64 under neutral names, order and
// sides, no key, and
// nothing that names the study or its systems. Returns the number of items.
std::int64_t packRatingStudy(Project& project, StudyId study, const std::string& rater,
                             const std::filesystem::path& out);

struct MergeReport {
    std::int64_t accepted = 0;                             // answers that are stored now and were not before
    std::int64_t known = 0;                                // of the refused: answers that had been merged before
    std::vector<std::pair<std::string, Message>> refused;  // file, file:item or file:answer N, and why
    // Files of which no answer was accepted now or before, each with the first reason.
    std::vector<std::pair<std::string, Message>> unusable = {};
};
// Takes answer files back ({"format":"recap-rating-answers","study_hash":...,"rater":...,"answers":[...]}). Every good
// answer of a file is stored; a damaged one, an unknown item, an answer given twice and one that is there already are
// refused and listed. A file of another study or another kind is refused as a whole. Merging a file again changes
// nothing. Throws Error(Database), Error(DiskFull) or Error(ReadOnly); the file at which that happens leaves nothing.
MergeReport mergeRatings(Project& project, const std::vector<std::filesystem::path>& files);

}  // namespace recap
