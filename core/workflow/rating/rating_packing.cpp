// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_packing_internal.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/hash.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_pictures_internal.h"

namespace fs = std::filesystem;

namespace recap::rating_internal {
namespace {

void requireRater(const std::string& rater) {
    if (rater.empty()) throw Error(ErrorCode::InvalidOption, message("A rating package needs the rater's name."));
    if (rater.size() > kLongestText)
        throw Error(ErrorCode::InvalidOption,
                    message("The rater's name is longer than %1 bytes. Use a shorter one.", kLongestText));
}

// Whoever packs made the study, so the file may be named here.
void requirePictures(Project& project, const OpenStudy& study) {
    const auto changed = changedPictures(project, study);
    if (changed.empty()) return;
    throw Error(ErrorCode::BadFormat, message("The picture %1 is not the one with which the rating study was planned "
                                              "(%2 such pictures). Put the original back or create a new rating study.",
                                              changed.front(), changed.size()));
}

}  // namespace

void requireFixedPlan(const OpenStudy& study) {
    if (sha256(study.record.plan.dump()) == study.record.hash) return;
    throw Error(ErrorCode::BadFormat,
                message("The plan of rating study %1 was changed after it was fixed. Bring the project back from a "
                        "copy or create a new rating study.",
                        study.record.id.value));
}

PackedStudy arrangedStudy(const OpenStudy& study, const std::string& rater) {
    requireRater(rater);
    PackedStudy packed{study.record.hash, rater, study.question, study.type, {}};
    for (const auto& presented : presentedItems(study, rater)) {
        const auto& item = *findItem(study, presented.item);
        auto& out = packed.items.emplace_back(PackedItem{item.id, item.prompt, {}});
        for (auto& code : shownCodes(study, item, presented.first_on_left))
            out.pictures.push_back({std::move(code), {}});
    }
    return packed;
}

std::map<std::string, fs::path> packedPictures(Project& project, const OpenStudy& study) {
    requireFixedPlan(study);
    requirePictures(project, study);
    std::map<std::string, fs::path> files;
    for (const auto& item : study.items) {
        const auto codes = shownCodes(study, item, true);
        const auto shown = neutralPictures(project, study, item, true);
        for (std::size_t i = 0; i < codes.size(); ++i) files[codes[i]] = shown[i];
    }
    return files;
}

PackedStudy packedStudy(Project& project, StudyId id, const std::string& rater) {
    const OpenStudy study = openStudy(project, id);
    PackedStudy packed = arrangedStudy(study, rater);
    const auto files = packedPictures(project, study);
    for (auto& item : packed.items)
        for (auto& picture : item.pictures) picture.file = files.at(picture.code);
    return packed;
}

Json packageJson(const PackedStudy& packed) {
    Json items = Json::array();
    for (const auto& item : packed.items) {
        Json out = {{"item", item.item}, {"prompt", item.prompt}};
        for (std::size_t i = 0; i < item.pictures.size(); ++i)
            out[packed.type->places[i].id] = {{"code", item.pictures[i].code},
                                              {"png", base64(readTextFile(item.pictures[i].file))}};
        items.push_back(std::move(out));
    }
    Json answers = Json::array();
    for (const auto& answer : packed.type->answers) answers.push_back(answer.id);
    return {{"format", "recap-rating-package"},
            {"version", kRatingPackageVersion},
            {"study_hash", packed.study_hash},
            {"rater", packed.rater},
            {"question_type", packed.type->id},
            {"question", packed.question},
            {"answers", answers},
            {"items", items}};
}

}  // namespace recap::rating_internal
