// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/rating/rating_session_internal.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace recap::rating_internal {

// Names of raters and fields of answers that are longer come from no rater.
inline constexpr std::size_t kLongestText = 200;

// A picture under its neutral name, and the file in the cache that is shown.
struct PackedPicture {
    std::string code;
    std::filesystem::path file;
};

struct PackedItem {
    std::string item, prompt;
    std::vector<PackedPicture> pictures;  // one in each place of the question type
};

// All that leaves the project for one rater, whatever file or page carries it: items in the rater's order, pictures in
// the rater's sides, no key, and nothing that names the study, its systems or their files.
struct PackedStudy {
    std::string study_hash, rater, question;
    const QuestionType* type = nullptr;
    std::vector<PackedItem> items;
};

// The same without files. Throws Error(InvalidOption) for a rater without a name or with one longer than kLongestText
// bytes.
PackedStudy arrangedStudy(const OpenStudy& study, const std::string& rater);

// The files of all pictures of a study by their neutral names. Throws Error(BadFormat) when plan or pictures are not
// those that were fixed.
std::map<std::string, std::filesystem::path> packedPictures(Project& project, const OpenStudy& study);

// Throws Error(InvalidOption) for a rater without a name or with one longer than kLongestText bytes, Error(BadFormat)
// when plan or pictures are not those that were fixed; the maker of the study reads these messages.
PackedStudy packedStudy(Project& project, StudyId study, const std::string& rater);

// Throws Error(BadFormat) unless the plan is the text of which the hash was taken.
void requireFixedPlan(const OpenStudy& study);

// The package that the program opens (RatingPackage).
Json packageJson(const PackedStudy& packed);

}  // namespace recap::rating_internal
