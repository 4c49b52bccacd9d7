// SPDX-License-Identifier: GPL-3.0-or-later
//
// Blind side-by-side studies in a project: made from the pictures of two runs, rated here or on another computer,
// reported with intervals. Used by the window and the command line alike.
#pragma once

#include "base/clock.h"
#include "base/describe.h"
#include "base/ids.h"
#include "base/json.h"
#include "rating/response.h"
#include "workflow/project.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace recap {

inline constexpr std::string_view kRatingQuestion = "Which picture shows better what the text says?";

// A study to be made; also the content of the file for `recap rate create --plan`.
struct RatingPlan {
    std::string name;
    std::string question = std::string(kRatingQuestion);
    std::string first_run;  // name or number of a run that has samples
    std::string second_run;
    std::int64_t max_items = 0;
    double repeat_share = 0.1;
    std::int64_t seed = 1;
};

template <class Visitor>
void describe(RatingPlan& o, Visitor&& field) {
    field("name", o.name, FieldInfo{.help = "Name of the study"});
    field("question", o.question, FieldInfo{.help = "What raters are asked about each pair of pictures"});
    field("first_run", o.first_run, FieldInfo{.help = "First system: name or number of a run with samples"});
    field("second_run", o.second_run, FieldInfo{.help = "Second system: name or number of a run with samples"});
    field("max_items", o.max_items,
          FieldInfo{.help = "Pairs to rate, drawn at random; 0 takes all", .min = 0, .max = 1000000});
    field(
        "repeat_share", o.repeat_share,
        FieldInfo{.help = "Share of pairs shown twice with sides swapped, to measure consistency", .min = 0, .max = 1});
    field("seed", o.seed, FieldInfo{.help = "Seed of the draw, the orders and the sides", .min = 0, .max = 9e15});
}

struct RatingStudyInfo {
    StudyId id;
    std::string name, question;
    std::int64_t items = 0;    // showings per rater, repeats included
    std::int64_t answers = 0;  // of all raters
    std::int64_t raters = 0;
    std::int64_t created_ms = 0;
};

// Pairs the pictures of both runs that have the same prompt and seed (of their last step), fixes the plan and its hash,
// and makes the key. Throws Error(NotFound) when a run or any pair is missing, Error(InvalidOption) for wrong options
// or a name that is taken, Error(ReadOnly).
RatingStudyInfo createRatingStudy(Project& project, const RatingPlan& plan);
std::vector<RatingStudyInfo> ratingStudies(Project& project);
// By name or number. Throws Error(NotFound).
StudyId findRatingStudy(Project& project, const std::string& nameOrNumber);

// What a rater sees. Paths are neutral: cache/rating/<study>/<code>.png. The pictures of a package have no path; they
// are there as the bytes of their files.
struct RatingView {
    std::string item;
    std::string prompt;
    std::filesystem::path left, right;
    std::string left_bytes, right_bytes;
    std::int64_t position = 0;  // 1-based
    std::int64_t total = 0;
};

// What a rater works through, in a project or in a package (workflow/rating_package.h). Use it on one thread.
class RaterWork {
public:
    virtual ~RaterWork() = default;
    virtual const std::string& question() const = 0;
    virtual std::int64_t total() const = 0;
    virtual std::int64_t answered() const = 0;
    // The first item without an answer; empty at the end. The time of the first call for an item is when it was shown.
    virtual std::optional<RatingView> current() = 0;
    // Stores the answer to the current item before it returns. Throws Error(NotFound) at the end of the session.
    virtual void answer(Answer answer) = 0;
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

    const std::string& question() const override;
    std::int64_t total() const override;
    std::int64_t answered() const override;
    std::optional<RatingView> current() override;
    void answer(Answer answer) override;
    bool undo() override;

private:
    struct State;
    std::shared_ptr<Project> project_;
    std::string rater_;
    std::shared_ptr<const Clock> clock_;
    std::unique_ptr<State> state_;
};

struct SystemResult {
    std::string name;
    double success = 0, low = 0, high = 0;  // share of answered items preferred or tied; interval over prompts
    std::int64_t n = 0;
};

struct ComparisonResult {
    std::string first, second;
    Tally tally;                                                    // repeats left out
    double win_share = 0.5, win_share_low = 0, win_share_high = 1;  // of `second`; Wilson
    double net_win = 0, net_win_low = 0, net_win_high = 0;  // (wins - losses) / answered of `second`; over prompts
    double absolute_gain = 0;                               // success of second - success of first
    double relative_gain = 0;                               // absolute gain / success of first
    double sign_test_p = 1;
};

struct RatingResult {
    StudyId study;
    std::string name, question, plan_hash;
    std::int64_t prompts = 0, responses = 0;
    std::vector<SystemResult> systems;
    std::vector<ComparisonResult> comparisons;
    double alpha = 0, alpha_low = 0, alpha_high = 0;  // Krippendorff, nominal; NaN with a single rater
    std::map<std::string, double> rater_consistency;  // rater -> share of repeats answered alike
    std::map<std::string, std::int64_t> rater_answers;
};

// Opens the key: for the maker of the study, not for a rater.
RatingResult ratingResult(Project& project, StudyId study);
Json toJson(const RatingResult& result);

// One file for a rater on another computer: pictures as base64 under neutral names, order and sides, no key.
// Returns the number of items.
std::int64_t packRatingStudy(Project& project, StudyId study, const std::string& rater,
                             const std::filesystem::path& out);

struct MergeReport {
    std::int64_t accepted = 0;
    std::vector<std::pair<std::string, std::string>> refused;  // file or file:item, and why
};
// Takes answer files back ({"format":"recap-rating-answers","study_hash":...,"rater":...,"answers":[...]}). A file of
// another study, an unknown item or an answer that is there already is refused and listed; the rest is stored.
MergeReport mergeRatings(Project& project, const std::vector<std::filesystem::path>& files);

}  // namespace recap
