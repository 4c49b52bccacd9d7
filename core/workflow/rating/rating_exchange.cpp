// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_exchange.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/json.h"
#include "workflow/rating/rating_pictures_internal.h"
#include "workflow/rating/rating_session_internal.h"

#include <algorithm>
#include <set>

namespace recap {
namespace {

using rating_internal::OpenStudy;

// Whoever packs made the study, so the file may be named here.
void requirePictures(Project& project, const OpenStudy& study) {
    const auto changed = rating_internal::changedPictures(project, study);
    if (changed.empty()) return;
    throw Error(ErrorCode::BadFormat, message("The picture %1 is not the one with which the rating study was planned "
                                              "(%2 such pictures). Put the original back or create a new rating study.",
                                              changed.front(), changed.size()));
}

Json packedImage(const std::string& code, const std::filesystem::path& path) {
    return {{"code", code}, {"png", base64(readTextFile(path))}};
}

// Throws Error(BadFormat) that says what is wrong with one answer of a file.
ResponseRecord answerFrom(const Json& entry, const QuestionType& type) {
    const auto text = [&](const char* field) {
        const auto it = entry.find(field);
        if (it == entry.end() || !it->is_string())
            throw Error(ErrorCode::BadFormat, message("its field '%1' is missing or not a text", field));
        return it->get<std::string>();
    };
    const auto milliseconds = [&](const char* field) -> std::int64_t {
        const auto it = entry.find(field);
        if (it == entry.end()) return 0;
        if (!it->is_number_integer() || it->get<std::int64_t>() < 0)
            throw Error(ErrorCode::BadFormat, message("its field '%1' is not a time in milliseconds", field));
        return it->get<std::int64_t>();
    };
    if (!entry.is_object()) throw Error(ErrorCode::BadFormat, message("it is not an object"));
    ResponseRecord answer;
    answer.item = text("item");
    std::vector<std::string> codes;
    for (const auto& place : type.places) codes.push_back(text(place.id.c_str()));
    rating_internal::setCodes(answer, codes);
    answer.answer = text("answer");
    answer.shown_ms = milliseconds("shown_ms");
    answer.answered_ms = milliseconds("answered_ms");
    if (entry.contains("visible_ms")) answer.details["visible_ms"] = milliseconds("visible_ms");
    return answer;
}

// Why an answer of a file cannot be taken; empty when it can.
Message refusal(const OpenStudy& study, const ResponseRecord& answer, const std::set<std::string>& known,
                const std::set<std::string>& taken) {
    const auto* item = rating_internal::findItem(study, answer.item);
    if (item == nullptr) return message("the rating study has no such item");
    const auto codes = rating_internal::codesOf(study, answer);
    const bool codesFit = codes == rating_internal::shownCodes(study, *item, true) ||
                          codes == rating_internal::shownCodes(study, *item, false);
    if (!codesFit) return message("its pictures are not those of the rating study");
    if (study.type->findAnswer(answer.answer) == nullptr) return message("'%1' is not an answer", answer.answer);
    if (taken.contains(answer.item)) return message("the file answers this item twice");
    return known.contains(answer.item) ? message("this rater's answer has been merged before") : Message{};
}

std::set<std::string> answeredItems(Project& project, StudyId study, const std::string& rater) {
    std::set<std::string> items;
    for (const auto& response : project.ratings().responses(study, rater)) items.insert(response.item);
    return items;
}

struct AnswerFile {
    std::string study_hash, rater;
    Json answers;
};

AnswerFile readAnswers(const std::filesystem::path& file) {
    const Json json = readJsonFile(file);
    if (!json.is_object() || json.value("format", Json()) != "recap-rating-answers")
        throw Error(ErrorCode::BadFormat, message("it is not a file of rating answers"));
    const auto version = json.value("version", Json(1));
    if (!version.is_number_integer() || version.get<std::int64_t>() > kRatingAnswersVersion)
        throw Error(ErrorCode::BadFormat,
                    message("it was written by a newer version of this program; update this one"));
    for (const char* field : {"study_hash", "rater"})
        if (!json.contains(field) || !json[field].is_string() || json[field].get<std::string>().empty())
            throw Error(ErrorCode::BadFormat, message("its field '%1' is missing", field));
    if (!json.contains("answers") || !json["answers"].is_array())
        throw Error(ErrorCode::BadFormat, message("its list 'answers' is missing"));
    return {json["study_hash"].get<std::string>(), json["rater"].get<std::string>(), json["answers"]};
}

// What becomes of one file: counted only once its answers are stored.
MergeReport mergeFile(Project& project, const std::filesystem::path& file) {
    const AnswerFile in = readAnswers(file);
    const auto studies = project.ratings().studies();
    const auto record =
        std::find_if(studies.begin(), studies.end(), [&](const auto& s) { return s.hash == in.study_hash; });
    if (record == studies.end())
        throw Error(ErrorCode::NotFound, message("it belongs to a rating study that is not in this project"));
    const OpenStudy study = rating_internal::openStudy(project, record->id);
    const auto known = answeredItems(project, record->id, in.rater);
    std::set<std::string> taken;
    MergeReport report;
    Transaction transaction(project.database(), Transaction::Durability::Durable);
    for (std::size_t i = 0; i < in.answers.size(); ++i) {
        try {
            ResponseRecord answer = answerFrom(in.answers[i], *study.type);
            if (const auto why = refusal(study, answer, known, taken); !why.empty()) {
                report.refused.emplace_back(file.string() + ':' + answer.item, why);
                report.known += known.contains(answer.item) ? 1 : 0;
                continue;
            }
            answer.study = record->id;
            answer.rater = in.rater;
            answer.details["file"] = file.filename().string();
            project.ratings().addResponse(answer);
            taken.insert(answer.item);
        } catch (const Error& e) {
            if (e.code() != ErrorCode::BadFormat) throw;
            report.refused.emplace_back(file.string() + ":answer " + std::to_string(i + 1), e.message());
        }
    }
    transaction.commit();
    report.accepted = static_cast<std::int64_t>(taken.size());
    return report;
}

}  // namespace

std::int64_t packRatingStudy(Project& project, StudyId id, const std::string& rater, const std::filesystem::path& out) {
    if (rater.empty()) throw Error(ErrorCode::InvalidOption, message("A rating package needs the rater's name."));
    const OpenStudy study = rating_internal::openStudy(project, id);
    requirePictures(project, study);
    Json items = Json::array();
    for (const auto& presented : rating_internal::presentedItems(study, rater)) {
        const auto& item = *rating_internal::findItem(study, presented.item);
        const auto files = rating_internal::neutralPictures(project, study, item, presented.first_on_left);
        const auto codes = rating_internal::shownCodes(study, item, presented.first_on_left);
        Json packed = {{"item", item.id}, {"prompt", item.prompt}};
        for (std::size_t i = 0; i < codes.size(); ++i)
            packed[study.type->places[i].id] = packedImage(codes[i], files[i]);
        items.push_back(std::move(packed));
    }
    Json answers = Json::array();
    for (const auto& answer : study.type->answers) answers.push_back(answer.id);
    writeJsonFile(out, {{"format", "recap-rating-package"},
                        {"version", kRatingPackageVersion},
                        {"study_hash", study.record.hash},
                        {"rater", rater},
                        {"question_type", study.type->id},
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
            const auto merged = mergeFile(project, file);
            report.accepted += merged.accepted;
            report.known += merged.known;
            if (merged.accepted + merged.known == 0)
                report.unusable.emplace_back(file.string(), merged.refused.empty() ? message("it has no answers")
                                                                                   : merged.refused.front().second);
            report.refused.insert(report.refused.end(), merged.refused.begin(), merged.refused.end());
        } catch (const Error& e) {
            if (e.code() == ErrorCode::Database || e.code() == ErrorCode::DiskFull) throw;
            report.refused.emplace_back(file.string(), e.message());
            report.unusable.emplace_back(file.string(), e.message());
        }
    }
    return report;
}

}  // namespace recap
