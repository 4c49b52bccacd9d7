// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/answer_table.h"

#include "gui/base/error_text.h"
#include "rating/design.h"
#include "workflow/rating/rating_answers.h"
#include "workflow/rating/rating_result.h"

#include <map>

namespace recap::gui {

namespace {

struct ItemFacts {
    QString prompt;
    bool repeat = false;
};

std::map<std::string, ItemFacts> itemsOf(const StudyRecord& study) {
    std::map<std::string, ItemFacts> items;
    const auto list = study.plan.find("items");
    if (list == study.plan.end()) return items;
    for (const auto& item : designFromJson(*list))
        items[item.id] = {QString::fromStdString(item.prompt), !item.repeat_of.empty()};
    return items;
}

}  // namespace

std::vector<AnswerRow> answerRows(const StudyRecord& study, const QuestionType& type,
                                  const std::vector<ResponseRecord>& responses) {
    const auto items = itemsOf(study);
    std::vector<AnswerRow> rows;
    for (const auto& response : responses) {
        AnswerRow row;
        row.rater = QString::fromStdString(response.rater);
        row.item = QString::fromStdString(response.item);
        row.answer = coreText(type.requireAnswer(response.answer).label);
        row.seconds = answerTime(response).seconds;
        row.answeredMs = response.answered_ms;
        if (const auto it = items.find(response.item); it != items.end()) {
            row.prompt = it->second.prompt;
            row.repeat = it->second.repeat;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace recap::gui
