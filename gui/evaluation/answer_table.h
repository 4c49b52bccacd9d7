// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "gui/evaluation/evaluation_presenter.h"

#include <QString>

#include <vector>

namespace recap::gui {

// The counted answers of a study with their prompts, in the order of answering.
std::vector<AnswerRow> answerRows(const StudyRecord& study, const std::vector<ResponseRecord>& responses);

// RFC 4180: study, rater, item, repeat, prompt, left and right picture (neutral codes), answer, times.
QString answersToCsv(const StudyRecord& study, const std::vector<ResponseRecord>& responses);

}  // namespace recap::gui
