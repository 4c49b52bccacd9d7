// SPDX-License-Identifier: GPL-3.0-or-later
//
// One rating study for many raters at the same time, as a server needs it.
#pragma once

#include "base/ids.h"
#include "base/json.h"
#include "workflow/project/project.h"
#include "workflow/report/page_template.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// Any thread may call; the project is used on one thread of its own, which no other may use meanwhile. What waits at
// the same time is written in one durable transaction, so that many raters wait for one flush of the disk, not for one
// each.
class RatingDesk {
public:
    // What a rater has answered, in the order of answering.
    struct Kept {
        bool changed = false;  // by this call
        std::vector<std::string> items = {};
    };

    // Throws as packRatingStudy.
    RatingDesk(std::shared_ptr<Project> project, StudyId study, const std::vector<std::string>& raters,
               const PageWords& words = {});
    ~RatingDesk();
    RatingDesk(const RatingDesk&) = delete;
    RatingDesk& operator=(const RatingDesk&) = delete;

    // The rater's session as an HTML page whose pictures and answers have addresses relative to its own.
    const std::string& page(const std::string& rater) const;
    // The PNG file of a picture of this study by its neutral name; none for any other text.
    std::optional<std::string> picture(const std::string& code) const;

    Kept answers(const std::string& rater);
    // An answer in the form of answer files; it is on the disk when this returns. Nothing is changed when the rater has
    // answered the item before. Throws Error(BadFormat) for one that is no answer to this study; its words name no
    // file.
    Kept add(const std::string& rater, const Json& answer);
    // Takes the newest answer back, when it is to this item.
    Kept undo(const std::string& rater, const std::string& item);

    // Answers that were stored through this desk.
    std::int64_t stored() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace recap
