// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_session.h"

#include <filesystem>
#include <memory>
#include <string>

namespace recap {

// A session package (see packRatingStudy) on a rater's computer, where there is neither a project nor a key. Answers go
// into a file beside the package, "anna.json" into "anna-answers.json", which `recap rate merge` takes back; the file
// is complete after every answer, and the session continues where it was.
class RatingPackage final : public RaterWork {
public:
    // Throws Error(FileNotFound); Error(BadFormat) when the file is no session package, is damaged or of a newer
    // version, or when the answers beside it belong to another package; Error(FileNotWritable) when no answer could be
    // kept there.
    explicit RatingPackage(const std::filesystem::path& file,
                           std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());
    ~RatingPackage() override;

    const std::filesystem::path& answersFile() const;
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
    std::shared_ptr<const Clock> clock_;
    std::unique_ptr<State> state_;
};

}  // namespace recap
