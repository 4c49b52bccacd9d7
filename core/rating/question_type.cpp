// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/question_type.h"

#include "base/describe.h"
#include "base/error.h"

#include <algorithm>

namespace recap {
namespace {

std::vector<QuestionType> makeQuestionTypes() {
    std::vector<QuestionType> types;
    types.push_back({.id = "preference",
                     .title = message("Two pictures side by side"),
                     .question = message("Which picture shows better what the text says?"),
                     .places = {{"left", message("Left picture")}, {"right", message("Right picture")}},
                     .answers = {{"left", message("Left"), Verdict::Left},
                                 {"right", message("Right"), Verdict::Right},
                                 {"tie", message("Equally good"), Verdict::Tie},
                                 {"both_bad", message("Both bad"), Verdict::BothBad},
                                 {"cannot_say", message("Cannot say"), Verdict::CannotSay}}});
    // Levels as Otani et al. word them (CVPR 2023).
    types.push_back({.id = "faithfulness",
                     .title = message("One picture: faithfulness on five levels"),
                     .question = message("How well does the image match the description?"),
                     .places = {{"picture", message("Picture")}},
                     .answers = {{"1", message("Does not match at all"), Verdict::Level, 1},
                                 {"2", message("Has significant discrepancies"), Verdict::Level, 2},
                                 {"3", message("Has several minor discrepancies"), Verdict::Level, 3},
                                 {"4", message("Has a few minor discrepancies"), Verdict::Level, 4},
                                 {"5", message("Matches exactly"), Verdict::Level, 5},
                                 {"cannot_say", message("Cannot say"), Verdict::CannotSay}},
                     .success_level = 5});
    types.push_back(
        {.id = "realism",
         .title = message("One picture: realism on five levels"),
         .question = message("Does the image look like an AI-generated photo or a real photo?"),
         .places = {{"picture", message("Picture")}},
         .answers = {{"1", message("AI-generated photo"), Verdict::Level, 1},
                     {"2", message("Probably an AI-generated photo, but photorealistic"), Verdict::Level, 2},
                     {"3", message("Neutral"), Verdict::Level, 3},
                     {"4", message("Probably a real photo, but with irregular textures and shapes"), Verdict::Level, 4},
                     {"5", message("Real photo"), Verdict::Level, 5}},
         .success_level = 4});
    return types;
}

}  // namespace

int QuestionType::levels() const {
    return static_cast<int>(
        std::count_if(answers.begin(), answers.end(), [](const auto& a) { return a.verdict == Verdict::Level; }));
}

const AnswerChoice* QuestionType::findAnswer(std::string_view answer) const {
    const auto it = std::find_if(answers.begin(), answers.end(), [&](const auto& a) { return a.id == answer; });
    return it == answers.end() ? nullptr : &*it;
}

const AnswerChoice& QuestionType::requireAnswer(std::string_view answer) const {
    if (const auto* found = findAnswer(answer)) return *found;
    std::vector<std::string_view> allowed;
    for (const auto& choice : answers) allowed.push_back(choice.id);
    throw Error(ErrorCode::InvalidOption, message("An answer cannot be '%1'; allowed: %2.", answer, listOf(allowed)));
}

const std::vector<QuestionType>& questionTypes() {
    static const std::vector<QuestionType> types = makeQuestionTypes();
    return types;
}

std::vector<std::string_view> questionTypeIds() {
    std::vector<std::string_view> ids;
    for (const auto& type : questionTypes()) ids.push_back(type.id);
    return ids;
}

const QuestionType* findQuestionType(std::string_view id) {
    const auto& types = questionTypes();
    const auto it = std::find_if(types.begin(), types.end(), [&](const auto& type) { return type.id == id; });
    return it == types.end() ? nullptr : &*it;
}

const QuestionType& requireQuestionType(std::string_view id) {
    if (const auto* type = findQuestionType(id)) return *type;
    throw Error(ErrorCode::InvalidOption,
                message("There is no question type '%1'; there are: %2.", id, listOf(questionTypeIds())));
}

}  // namespace recap
