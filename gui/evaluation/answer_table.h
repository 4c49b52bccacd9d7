// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "gui/evaluation/evaluation_presenter.h"
#include "rating/question_type.h"

#include <QString>

#include <vector>

namespace recap::gui {

// The counted answers of a study with their prompts, in the order of answering.
std::vector<AnswerRow> answerRows(const StudyRecord& study, const QuestionType& type,
                                  const std::vector<ResponseRecord>& responses);

}  // namespace recap::gui
