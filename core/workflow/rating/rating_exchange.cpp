// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_exchange.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"
#include "workflow/rating/rating_exchange_internal.h"
#include "workflow/rating/rating_packing_internal.h"
#include "workflow/rating/rating_page_internal.h"
#include "workflow/rating/rating_session_internal.h"

#include <algorithm>
#include <map>
#include <set>

namespace recap {
namespace rating_internal {

ResponseRecord answerFrom(const Json& entry, const QuestionType& type) {
    const auto text = [&](const char* field) {
        const auto it = entry.find(field);
        if (it == entry.end() || !it->is_string())
            throw Error(ErrorCode::BadFormat, message("its field '%1' is missing or not a text", field));
        if (it->get_ref<const std::string&>().size() > kLongestText)
            throw Error(ErrorCode::BadFormat, message("its field '%1' is longer than %2 bytes", field, kLongestText));
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
    setCodes(answer, codes);
    answer.answer = text("answer");
    answer.shown_ms = milliseconds("shown_ms");
    answer.answered_ms = milliseconds("answered_ms");
    if (entry.contains("visible_ms")) answer.details["visible_ms"] = milliseconds("visible_ms");
    return answer;
}

Message misfit(const OpenStudy& study, const ResponseRecord& answer) {
    const auto* item = findItem(study, answer.item);
    if (item == nullptr) return message("the rating study has no such item");
    const auto codes = codesOf(study, answer);
    if (codes != shownCodes(study, *item, true) && codes != shownCodes(study, *item, false))
        return message("its pictures are not those of the rating study");
    if (study.type->findAnswer(answer.answer) == nullptr) return message("'%1' is not an answer", answer.answer);
    return {};
}

}  // namespace rating_internal

namespace {

using rating_internal::OpenStudy;

using rating_internal::kLongestText;

bool isPage(const RatingPackOptions& options, const std::filesystem::path& out) {
    if (options.as != "auto") return options.as == "html";
    const std::string extension = foldCase(out.extension().string());
    return extension == ".html" || extension == ".htm";
}

using Stored = std::map<std::string, ResponseRecord>;  // a rater's answers by item

bool isSame(const ResponseRecord& a, const ResponseRecord& b) {
    return a.answer == b.answer && a.left == b.left && a.right == b.right && a.shown_ms == b.shown_ms &&
           a.answered_ms == b.answered_ms;
}

// Why an answer of a file cannot be taken; empty when it can. Of those that the report counts it does so.
Message refusal(const OpenStudy& study, const ResponseRecord& answer, const Stored& stored,
                const std::set<std::string>& taken, MergeReport& report) {
    if (auto why = rating_internal::misfit(study, answer); !why.empty()) return why;
    if (taken.contains(answer.item)) return message("the file answers this item twice");
    const auto before = stored.find(answer.item);
    if (before == stored.end()) return {};
    if (isSame(before->second, answer)) {
        ++report.known;
        return message("this rater's answer has been merged before");
    }
    ++report.conflicting;
    return message(
        "another answer of this rater to the item is stored and counts: two raters have one name, or one "
        "answered in two places");
}

Stored storedAnswers(Project& project, StudyId study, const std::string& rater) {
    Stored stored;
    for (auto& response : project.ratings().responses(study, rater)) stored.emplace(response.item, response);
    return stored;
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
    if (json["rater"].get_ref<const std::string&>().size() > kLongestText)
        throw Error(ErrorCode::BadFormat, message("its field '%1' is longer than %2 bytes", "rater", kLongestText));
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
    rating_internal::requireFixedPlan(study);
    const auto stored = storedAnswers(project, record->id, in.rater);
    std::set<std::string> taken;
    MergeReport report;
    Transaction transaction(project.database(), Transaction::Durability::Durable);
    for (std::size_t i = 0; i < in.answers.size(); ++i) {
        try {
            ResponseRecord answer = rating_internal::answerFrom(in.answers[i], *study.type);
            if (const auto why = refusal(study, answer, stored, taken, report); !why.empty()) {
                report.refused.emplace_back(file.string() + ':' + answer.item, why);
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

std::int64_t packRatingStudy(Project& project, StudyId id, const std::string& rater, const std::filesystem::path& out,
                             const RatingPackOptions& options, const PageWords& words) {
    requireValid(options);
    const auto packed = rating_internal::packedStudy(project, id, rater);
    if (isPage(options, out))
        writeTextAtomically(out, rating_internal::ratingPage(packed, rating_internal::PageKind::File, words));
    else
        writeJsonFile(out, rating_internal::packageJson(packed));
    return static_cast<std::int64_t>(packed.items.size());
}

MergeReport mergeRatings(Project& project, const std::vector<std::filesystem::path>& files) {
    project.requireWritable();
    MergeReport report;
    for (const auto& file : files) {
        try {
            const auto merged = mergeFile(project, file);
            report.accepted += merged.accepted;
            report.known += merged.known;
            report.conflicting += merged.conflicting;
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
