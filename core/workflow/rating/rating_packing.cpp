// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_packing_internal.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/hash.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_pictures_internal.h"

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

PackedStudy packedStudy(Project& project, StudyId id, const std::string& rater) {
    requireRater(rater);
    const OpenStudy study = openStudy(project, id);
    requireFixedPlan(study);
    requirePictures(project, study);
    PackedStudy packed{study.record.hash, rater, study.question, study.type, {}};
    for (const auto& presented : presentedItems(study, rater)) {
        const auto& item = *findItem(study, presented.item);
        const auto files = neutralPictures(project, study, item, presented.first_on_left);
        const auto codes = shownCodes(study, item, presented.first_on_left);
        auto& out = packed.items.emplace_back(PackedItem{item.id, item.prompt, {}});
        for (std::size_t i = 0; i < codes.size(); ++i) out.pictures.push_back({codes[i], files[i]});
    }
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
