// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_answers.h"

#include "base/csv.h"
#include "base/error.h"
#include "workflow/rating/rating_result_internal.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <initializer_list>

namespace recap {
namespace {

using rating_internal::Judged;
using rating_internal::OpenStudy;

// With a comma in front of each cell but the first.
std::string row(std::initializer_list<std::string> cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (!line.empty()) line.push_back(',');
        line.append(csvCell(cell));
    }
    return line;
}

std::string secondsText(double seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f", seconds);
    return text.data();
}

std::string preferred(const OpenStudy& study, const Judged& judged) {
    switch (judged.outcome) {
        case Outcome::First: return study.first_name;
        case Outcome::Second: return study.second_name;
        default: return judged.response.answer;
    }
}

std::string sealedCells(const OpenStudy& study, const Judged& judged) {
    const auto& answer = judged.response;
    const auto time = answerTime(answer);
    return row({std::to_string(study.record.id.value), study.record.hash, answer.rater, answer.item,
                judged.design->repeat_of.empty() ? "0" : "1", judged.design->prompt,
                std::to_string(judged.design->seed), answer.left, answer.right, answer.answer, isoTime(answer.shown_ms),
                isoTime(answer.answered_ms), secondsText(time.seconds), time.visible ? "visible" : "elapsed"});
}

std::string openedCells(const OpenStudy& study, const Judged& judged) {
    return row({study.record.name, judged.first_on_left ? study.first_name : study.second_name,
                judged.first_on_left ? study.second_name : study.first_name, preferred(study, judged)});
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
    std::string out = "study,plan_hash,rater,item,repeat,prompt,seed,left,right,answer,shown,answered,seconds,timing";
    out += opened ? ",study_name,left_system,right_system,preferred\r\n" : "\r\n";
    for (const auto& judged : rating_internal::unblind(study, project.ratings().responses(id))) {
        out.append(sealedCells(study, judged));
        if (opened) out.append(",").append(openedCells(study, judged));
        out.append("\r\n");
    }
    return out;
}

}  // namespace recap
