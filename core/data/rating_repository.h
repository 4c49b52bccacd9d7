// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <optional>
#include <string_view>
#include <vector>

namespace recap {

// Blind studies and their answers. An answer is on disk when addResponse returns, and is never removed.
class RatingRepository {
public:
    explicit RatingRepository(Database& database) : db_(database) {}

    // id, hash and created_ms are filled in. Throws Error(InvalidOption) when the name is taken.
    StudyRecord createStudy(StudyRecord study);
    std::optional<StudyRecord> study(StudyId id) const;
    std::optional<StudyRecord> findStudy(std::string_view name) const;
    std::vector<StudyRecord> studies() const;

    // id is filled in. A second answer of a rater to an item takes the place of the first one, which is kept as
    // retracted.
    ResponseRecord addResponse(ResponseRecord response);
    void retract(std::int64_t response);
    // In the order of answering; empty rater: of all raters.
    std::vector<ResponseRecord> responses(StudyId study, std::string_view rater = {},
                                          bool with_retracted = false) const;

private:
    Database& db_;
};

}  // namespace recap
