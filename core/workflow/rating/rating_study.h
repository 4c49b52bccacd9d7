// SPDX-License-Identifier: GPL-3.0-or-later
//
// Blind rating studies of a project, made from the pictures of two runs.
#pragma once

#include "base/describe.h"
#include "base/ids.h"
#include "rating/question_type.h"
#include "workflow/project/project.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// When a study may end: when everything was answered, or as soon as the interval that holds at any time decides.
inline constexpr std::array<const char*, 2> kStopRules{"all_answered", "decided"};

// A study to be made; also the content of the file for `recap rate create --plan`.
struct RatingPlan {
    std::string name;
    std::string question_type = questionTypes().front().id;
    std::string question;   // empty: as the type words it
    std::string first_run;  // name or number of a run that has samples
    std::string second_run;
    std::int64_t max_items = 0;  // repeats not counted; see drawnPairs
    double repeat_share = 0.1;
    std::int64_t seed = 1;
    std::string prompt_set;  // file (readPromptSet) whose categories the prompts get; empty: none
    // Rules that are fixed before the first answer.
    std::int64_t answers_per_prompt = 1;
    std::string stop_rule = kStopRules.front();
    double equivalence_margin = 0;
    double min_consistency = 0;
    double min_seconds = 0;
    double max_same_answer = 1;
};

template <class Visitor>
void describe(RatingPlan& o, Visitor&& field) {
    field("name", o.name, FieldInfo{.label = "Name", .help = "Name of the rating study"});
    field("question_type", o.question_type,
          FieldInfo{.label = "Question type",
                    .help = "What raters see of each prompt and seed, and what they may answer",
                    .choices = questionTypeIds()});
    field("question", o.question,
          FieldInfo{.label = "Question", .help = "What raters are asked; empty for the wording of the question type"});
    field("first_run", o.first_run,
          FieldInfo{.label = "First system", .help = "First system: name or number of a run with samples"});
    field("second_run", o.second_run,
          FieldInfo{.label = "Second system", .help = "Second system: name or number of a run with samples"});
    field("max_items", o.max_items,
          FieldInfo{.label = "Maximum items",
                    .help = "Items to rate, drawn at random, without repeats; 0 uses all. Where a picture is rated by "
                            "itself it is an item, and the two of a prompt and seed are drawn together",
                    .min = 0,
                    .max = 1000000});
    field("repeat_share", o.repeat_share,
          FieldInfo{.label = "Share of repeats",
                    .help = "Share of pairs shown twice with sides swapped, to measure consistency; a picture that is "
                            "rated by itself is shown once",
                    .min = 0,
                    .max = 1});
    field("seed", o.seed,
          FieldInfo{.label = "Seed", .help = "Seed for drawing pairs and repeats", .min = 0, .max = 9e15});
    field("prompt_set", o.prompt_set,
          FieldInfo{.label = "Prompt set",
                    .help = "File of prompts with categories, for results by category; empty for none"});
    field("answers_per_prompt", o.answers_per_prompt,
          FieldInfo{.label = "Answers per prompt",
                    .help = "A prompt counts in the interval that holds at any time once it has so many answers (about "
                            "each system, where a picture is rated by itself)",
                    .min = 1,
                    .max = 1000});
    field("stop_rule", o.stop_rule,
          FieldInfo{.label = "Stop rule",
                    .help = "When rating may end: all_answered, or decided, as soon as the interval that holds at any "
                            "time excludes a difference of 0 or lies within the equivalence margin",
                    .choices = {kStopRules.begin(), kStopRules.end()}});
    field(
        "equivalence_margin", o.equivalence_margin,
        FieldInfo{.label = "Equivalence margin",
                  .help = "Systems that differ by less count as equivalent: net win as a share (0.1 is ten points), or "
                          "levels of the scale; 0 asks for no such test",
                  .min = 0,
                  .max = 10});
    field("min_consistency", o.min_consistency,
          FieldInfo{.label = "Minimum consistency",
                    .help = "Raters who answer a smaller share of at least four repeats alike are left out of a second "
                            "result; 0 leaves nobody out",
                    .min = 0,
                    .max = 1});
    field("min_seconds", o.min_seconds,
          FieldInfo{.label = "Minimum seconds",
                    .help = "Raters whose median time for at least ten answers is shorter are left out of a second "
                            "result; 0 leaves nobody out",
                    .min = 0,
                    .max = 600});
    field("max_same_answer", o.max_same_answer,
          FieldInfo{.label = "Maximum of one answer",
                    .help = "Raters who give one and the same answer to a larger share of at least ten items are left "
                            "out of a second result; 1 leaves nobody out",
                    .min = 0,
                    .max = 1});
}

struct RatingStudyInfo {
    StudyId id;
    std::string name, question;
    const QuestionType* type = nullptr;  // of questionTypes(); nullptr when a newer program made the plan
    std::int64_t items = 0;              // showings per rater, repeats included
    std::int64_t answers = 0;            // of all raters
    std::int64_t raters = 0;
    std::int64_t created_ms = 0;
    bool opened = false;  // somebody has seen the results
};

// Whether the text says the name as a word of its own, in any case: a question that does tells raters what they look
// at.
bool namesSystem(std::string_view question, std::string_view system);

// How many of the pairs are drawn when a rater is to see at most so many items (0: any number); at least one.
std::int64_t drawnPairs(const QuestionType& type, std::int64_t pairs, std::int64_t maxItems);
// How many items each rater sees of that many pairs.
std::int64_t ratedItems(const QuestionType& type, std::int64_t pairs, double repeatShare);

// Pairs the pictures of both runs (runPictures) that have the same prompt and seed, fixes the plan, with the content of
// every picture, and its hash, and makes the key. Throws Error(NotFound) when a run or any pair is missing,
// Error(FileNotFound) for a picture or a prompt set that is not there, Error(InvalidOption) for wrong options, a
// question that names a system, or a name that is taken, what readPromptSet throws, Error(ReadOnly).
RatingStudyInfo createRatingStudy(Project& project, const RatingPlan& plan);
std::vector<RatingStudyInfo> ratingStudies(Project& project);
// By name or number. Throws Error(NotFound).
StudyId findRatingStudy(Project& project, const std::string& nameOrNumber);

// How many pairs a study of these two runs would have, and of how many different prompts.
struct PairCount {
    std::int64_t pairs = 0, prompts = 0;
};
PairCount countRatingPairs(Project& project, RunId first, RunId second);

}  // namespace recap
