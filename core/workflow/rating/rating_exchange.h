// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sessions on other computers: packages and pages out, answers back.
#pragma once

#include "base/describe.h"
#include "base/ids.h"
#include "base/message.h"
#include "workflow/project/project.h"
#include "workflow/report/page_template.h"

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

struct RatingPackOptions {
    std::string as = "auto";
};

template <class Visitor>
void describe(RatingPackOptions& o, Visitor&& field) {
    field("as", o.as,
          FieldInfo{.label = "Kind of file",
                    .help = "What the rater opens: 'package' with this program, 'html' with a browser and nothing "
                            "installed, 'auto' by the file's name, a page when it ends in .html",
                    .choices = {"auto", "package", "html"}});
}

// One file for a rater on another computer: question type, pictures as base64 under neutral names, order and sides, no
// key, and nothing that names the study or its systems. It is a package, which the program opens (RatingPackage), or an
// HTML page that needs nothing but a browser, no network either; both give answers that mergeRatings takes. `words`:
// the language of the page; answers and pictures are the same in every language. Returns the number of items. Throws
// Error(InvalidOption) for a name of the rater that is empty or longer than 200 bytes, Error(BadFormat) when plan or
// pictures are not those that were fixed, and as writeAtomically.
std::int64_t packRatingStudy(Project& project, StudyId study, const std::string& rater,
                             const std::filesystem::path& out, const RatingPackOptions& options = {},
                             const PageWords& words = {});

struct MergeReport {
    std::int64_t accepted = 0;                             // answers that are stored now and were not before
    std::int64_t known = 0;                                // of the refused: answers that had been merged before
    std::int64_t conflicting = 0;                          // of the refused: the rater's stored answer is another one
    std::vector<std::pair<std::string, Message>> refused;  // file, file:item or file:answer N, and why
    // Files of which no answer was accepted now or before, each with the first reason.
    std::vector<std::pair<std::string, Message>> unusable = {};
};
// Takes answer files back ({"format":"recap-rating-answers","study_hash":...,"rater":...,"answers":[...]}). Every good
// answer of a file is stored; a damaged one, an unknown item, an answer given twice and one that is there already are
// refused and listed. Where the same rater's stored answer to an item is another one (two raters with one name, or one
// who answered in two places) the stored one counts, and that is said. A file of another study or another kind, and one
// of a study whose plan was changed, is refused as a whole. Merging a file again changes nothing. Throws
// Error(Database), Error(DiskFull) or Error(ReadOnly); the file at which that happens leaves nothing.
MergeReport mergeRatings(Project& project, const std::vector<std::filesystem::path>& files);

}  // namespace recap
