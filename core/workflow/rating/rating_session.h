// SPDX-License-Identifier: GPL-3.0-or-later
//
// One rater's work through a blind study, as the window and the command line know it.
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "rating/question_type.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// An answer counts once all pictures of its item have been in view for so long, in the window and on a page.
inline constexpr int kRatingMinimumViewMs = 500;

// A picture under its neutral path, cache/rating/<study>/<code>.png. Those of a package have no path; they are there as
// the bytes of their files.
struct RatingPicture {
    std::filesystem::path path;
    std::string bytes;
};

// What a rater sees.
struct RatingView {
    std::string item;
    std::string prompt;
    std::vector<RatingPicture> pictures;  // one in each place of the question type
    std::int64_t position = 0;            // 1-based
    std::int64_t total = 0;
};

// What a rater works through, in a project or in a package (workflow/rating_package.h). Use it on one thread. No
// message of its errors names a system, a run or a file of the project.
class RaterWork {
public:
    virtual ~RaterWork() = default;
    virtual const QuestionType& type() const = 0;
    virtual const std::string& question() const = 0;
    virtual std::int64_t total() const = 0;
    virtual std::int64_t answered() const = 0;
    // The first item without an answer; empty at the end. The time of the first call for an item is when it was shown.
    virtual std::optional<RatingView> current() = 0;
    // Stores the answer to the current item, one of the type's, before it returns, with the time in milliseconds that
    // its pictures were to be seen, pauses left out, when that was measured. Throws Error(NotFound) at the end of the
    // session and Error(InvalidOption) for another answer.
    virtual void answer(std::string_view answer, std::optional<std::int64_t> visibleMs) = 0;
    void answer(std::string_view given) { answer(given, std::nullopt); }
    // Takes the newest answer back; its item is open again. False when there is none.
    virtual bool undo() = 0;
};

// One rater's session in a project. It continues where the rater left off.
class RatingSession final : public RaterWork {
public:
    RatingSession(std::shared_ptr<Project> project, StudyId study, std::string rater,
                  std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());

    ~RatingSession() override;
    RatingSession(RatingSession&&) noexcept;

    const QuestionType& type() const override;
    const std::string& question() const override;
    std::int64_t total() const override;
    std::int64_t answered() const override;
    std::optional<RatingView> current() override;
    using RaterWork::answer;
    void answer(std::string_view answer, std::optional<std::int64_t> visibleMs) override;
    bool undo() override;

private:
    struct State;
    std::shared_ptr<Project> project_;
    std::string rater_;
    std::shared_ptr<const Clock> clock_;
    std::unique_ptr<State> state_;
};

}  // namespace recap
