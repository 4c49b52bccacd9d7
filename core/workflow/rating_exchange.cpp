// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/error.h"
#include "rating/assignment.h"
#include "workflow/rating_session.h"
#include "workflow/rating_session_internal.h"

#include <algorithm>

namespace recap {
namespace {

using rating_internal::OpenStudy;

Json packedImage(Project& project, const OpenStudy& study, const DesignItem& item, bool firstSystem) {
    const auto path = rating_internal::neutralImage(project, study, item, firstSystem);
    return {{"code", study.key.imageCode(item.id, firstSystem)}, {"png", base64(readTextFile(path))}};
}

// Why an answer of a file cannot be taken; empty when it can.
std::string refusal(const OpenStudy& study, const ResponseRecord& answer, const std::vector<ResponseRecord>& known) {
    const auto* item = rating_internal::findItem(study, answer.item);
    if (item == nullptr) return "the study has no such item";
    const auto first = study.key.imageCode(item->id, true), second = study.key.imageCode(item->id, false);
    const bool codesFit =
        (answer.left == first && answer.right == second) || (answer.left == second && answer.right == first);
    if (!codesFit) return "its pictures are not those of the study";
    const bool validAnswer =
        std::any_of(kAnswerNames.begin(), kAnswerNames.end(), [&](const auto& n) { return n.second == answer.answer; });
    if (!validAnswer) return "'" + answer.answer + "' is no answer";
    const bool there = std::any_of(known.begin(), known.end(), [&](const auto& k) { return k.item == answer.item; });
    return there ? "this rater's answer is there already" : "";
}

void mergeFile(Project& project, const std::filesystem::path& file, MergeReport& report) {
    const Json json = readJsonFile(file);
    if (json.value("format", "") != "recap-rating-answers")
        throw Error(ErrorCode::BadFormat, "it is no file of rating answers");
    const auto hash = json.at("study_hash").get<std::string>();
    const auto rater = json.at("rater").get<std::string>();
    const auto studies = project.ratings().studies();
    const auto record = std::find_if(studies.begin(), studies.end(), [&](const auto& s) { return s.hash == hash; });
    if (record == studies.end()) throw Error(ErrorCode::NotFound, "it belongs to a study that is not in this project");
    const OpenStudy study = rating_internal::openStudy(project, record->id);
    const auto known = project.ratings().responses(record->id, rater);
    Transaction transaction(project.database(), Transaction::Durability::Durable);
    for (const auto& entry : json.at("answers")) {
        ResponseRecord answer;
        answer.study = record->id;
        answer.rater = rater;
        answer.item = entry.at("item").get<std::string>();
        answer.left = entry.at("left").get<std::string>();
        answer.right = entry.at("right").get<std::string>();
        answer.answer = entry.at("answer").get<std::string>();
        answer.shown_ms = entry.value("shown_ms", std::int64_t{0});
        answer.answered_ms = entry.value("answered_ms", std::int64_t{0});
        answer.details = {{"file", file.filename().string()}};
        if (const auto why = refusal(study, answer, known); !why.empty()) {
            report.refused.emplace_back(file.string() + ':' + answer.item, why);
            continue;
        }
        project.ratings().addResponse(answer);
        ++report.accepted;
    }
    transaction.commit();
}

}  // namespace

std::int64_t packRatingStudy(Project& project, StudyId id, const std::string& rater, const std::filesystem::path& out) {
    if (rater.empty()) throw Error(ErrorCode::InvalidOption, "A rating package needs the rater's name.");
    const OpenStudy study = rating_internal::openStudy(project, id);
    Json items = Json::array();
    for (const auto& presented : assignItems(study.items, study.seed, rater)) {
        const auto& item = *rating_internal::findItem(study, presented.item);
        items.push_back({{"item", item.id},
                         {"prompt", item.prompt},
                         {"left", packedImage(project, study, item, presented.first_on_left)},
                         {"right", packedImage(project, study, item, !presented.first_on_left)}});
    }
    Json answers = Json::array();
    for (const auto& [answer, name] : kAnswerNames) answers.push_back(name);
    writeJsonFile(out, {{"format", "recap-rating-package"},
                        {"version", 1},
                        {"study", study.record.name},
                        {"study_hash", study.record.hash},
                        {"rater", rater},
                        {"question", study.question},
                        {"answers", answers},
                        {"items", items}});
    return static_cast<std::int64_t>(items.size());
}

MergeReport mergeRatings(Project& project, const std::vector<std::filesystem::path>& files) {
    project.requireWritable();
    MergeReport report;
    for (const auto& file : files) {
        try {
            mergeFile(project, file, report);
        } catch (const Error& e) {
            if (e.code() == ErrorCode::Database || e.code() == ErrorCode::DiskFull) throw;
            report.refused.emplace_back(file.string(), e.what());
        } catch (const nlohmann::json::exception& e) {
            report.refused.emplace_back(file.string(), std::string("a field is missing or wrong: ") + e.what());
        }
    }
    return report;
}

}  // namespace recap
