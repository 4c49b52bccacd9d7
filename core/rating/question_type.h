// SPDX-License-Identifier: GPL-3.0-or-later
//
// What raters are asked, what they are shown and what they may answer: one row for each type of question, in
// question_type.cpp. Plans, sessions, packages, merging, tables of answers, results, window and command line read it.
#pragma once

#include "base/message.h"

#include <string>
#include <string_view>
#include <vector>

namespace recap {

// What an answer says. Left to BothBad belong to two pictures, Level to one.
enum class Verdict { Left, Right, Tie, BothBad, Level, CannotSay };

struct AnswerChoice {
    std::string id;  // in packages, files of answers, tables and the database
    Message label;   // on its button
    Verdict verdict = Verdict::CannotSay;
    int level = 0;  // of Verdict::Level, from 1, the worst
};

struct PicturePlace {
    std::string id;  // in packages, files of answers and tables
    Message name;
};

struct QuestionType {
    std::string id;  // in plans and packages; never changes once it was released
    Message title;
    Message question;                   // put to the raters unless the plan words it otherwise
    std::vector<PicturePlace> places;   // left to right: two for the pictures of both systems, one for either of them
    std::vector<AnswerChoice> answers;  // chosen by the keys 1, 2, ...
    int success_level = 0;              // of one picture: the lowest level that counts as success

    // Both systems' pictures of a prompt and seed are one item, in sides drawn for each rater, and the answer says
    // which is preferred. Otherwise each picture is an item of its own, shown once, and the answer is its level.
    bool sideBySide() const { return places.size() == 2; }
    int levels() const;  // 0 when side by side
    // nullptr when it is not an answer to this type.
    const AnswerChoice* findAnswer(std::string_view id) const;
    // Throws Error(InvalidOption) that lists the answers.
    const AnswerChoice& requireAnswer(std::string_view id) const;
};

// Every type; the first is that of plans and packages that name none.
const std::vector<QuestionType>& questionTypes();
std::vector<std::string_view> questionTypeIds();
// nullptr for an unknown one.
const QuestionType* findQuestionType(std::string_view id);
// Throws Error(InvalidOption) that lists the types.
const QuestionType& requireQuestionType(std::string_view id);

}  // namespace recap
