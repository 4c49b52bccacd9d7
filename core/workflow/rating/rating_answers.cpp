// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_answers.h"

#include "base/csv.h"
#include "base/error.h"
#include "workflow/rating/rating_result_internal.h"

#include <array>
#include <cstdio>
#include <vector>

namespace recap {
namespace {

using rating_internal::Judged;
using rating_internal::OpenStudy;

using Cells = std::vector<std::string>;

std::string row(const Cells& cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (!line.empty()) line.push_back(',');
        line.append(csvCell(cell));
    }
    return line.append("\r\n");
}

std::string secondsText(double seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f", seconds);
    return text.data();
}

// The preferred system, the level, or what else the answer says.
std::string meaningOf(const OpenStudy& study, const Judged& judged) {
    if (judged.answer->verdict == Verdict::Level) return std::to_string(judged.answer->level);
    switch (judged.outcome) {
        case Outcome::First: return study.first_name;
        case Outcome::Second: return study.second_name;
        default: return judged.response.answer;
    }
}

Cells header(const QuestionType& type, bool opened) {
    Cells cells{"study", "plan_hash", "rater", "item", "repeat", "prompt", "seed"};
    for (const auto& place : type.places) cells.push_back(place.id);
    cells.insert(cells.end(), {"answer", "shown", "answered", "seconds", "timing"});
    if (!opened) return cells;
    cells.emplace_back("study_name");
    for (const auto& place : type.places) cells.push_back(place.id + "_system");
    cells.emplace_back(type.sideBySide() ? "preferred" : "level");
    return cells;
}

Cells cellsOf(const OpenStudy& study, const Judged& judged, bool opened) {
    const auto& answer = judged.response;
    const auto time = answerTime(answer);
    Cells cells{std::to_string(study.record.id.value),
                study.record.hash,
                answer.rater,
                answer.item,
                judged.design->repeat_of.empty() ? "0" : "1",
                judged.design->prompt,
                std::to_string(judged.design->seed)};
    for (const auto& code : rating_internal::codesOf(study, answer)) cells.push_back(code);
    cells.insert(cells.end(), {answer.answer, isoTime(answer.shown_ms), isoTime(answer.answered_ms),
                               secondsText(time.seconds), time.visible ? "visible" : "elapsed"});
    if (!opened) return cells;
    cells.push_back(study.record.name);
    cells.push_back(judged.first_system_first ? study.first_name : study.second_name);
    if (study.type->sideBySide()) cells.push_back(judged.first_system_first ? study.second_name : study.first_name);
    cells.push_back(meaningOf(study, judged));
    return cells;
}

}  // namespace

AnswerTime answerTime(const ResponseRecord& response) {
    const auto visible = response.details.find("visible_ms");
    if (visible != response.details.end() && visible->is_number())
        return {static_cast<double>(visible->get<std::int64_t>()) / 1000, true};
    return {static_cast<double>(response.answered_ms - response.shown_ms) / 1000, false};
}

std::string ratingAnswersCsv(Project& project, StudyId id) {
    const OpenStudy study = rating_internal::openStudy(project, id);
    const bool opened = !ratingOpenings(project, id).empty();
    std::string out = row(header(*study.type, opened));
    for (const auto& judged : rating_internal::unblind(study, project.ratings().responses(id)))
        out.append(row(cellsOf(study, judged, opened)));
    return out;
}

}  // namespace recap
