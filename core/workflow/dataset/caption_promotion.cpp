// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/caption_promotion.h"

#include "base/error.h"
#include "data/caption_filters.h"
#include "data/caption_use.h"
#include "data/draft_repository.h"
#include "data/source_name.h"

#include <algorithm>
#include <vector>

namespace recap {
namespace {

void requireUsable(Project& project, const PromotionRequest& request) {
    requireSourceName(request.to);
    parseImageQuery(request.filter);
    if (request.from == request.to)
        throw Error(ErrorCode::InvalidOption, message("Captions cannot be added to the source they come from."));
    const auto sources = project.captions().sources();
    if (std::none_of(sources.begin(), sources.end(), [&](const auto& s) { return s.name == request.from; }))
        throw Error(ErrorCode::NotFound, message("The project has no caption source '%1'.", request.from));
}

struct Promotion {
    PromotionCount count;
    std::vector<CaptionEdit> edits;
};

Promotion planned(Project& project, const PromotionRequest& request) {
    requireUsable(project, request);
    const CaptionSelection selection{.source = request.from, .filter = request.filter};
    const auto query = parseImageQuery(captionQuery(selection, "is:corrected"));
    Promotion plan;
    for (const auto& caption : project.captions().forSource(request.from, query)) {
        if (captionRefusal(caption.text, caption.status, true)) continue;
        ++plan.count.corrected;
        if (project.captions().current(caption.image, request.to))
            ++plan.count.present;
        else
            plan.edits.push_back({caption.image, request.to, caption.text});
    }
    plan.count.added = std::ssize(plan.edits);
    return plan;
}

}  // namespace

std::string humanSourceOf(const std::string& source) {
    return source.ends_with("_long") ? "human_long" : "human_short";
}

PromotionCount countPromotion(Project& project, const PromotionRequest& request) {
    return planned(project, request).count;
}

PromotionCount promoteCaptions(Project& project, const PromotionRequest& request, const std::string& step,
                               const std::string& author) {
    project.requireWritable();
    // One transaction around looking and writing: nobody comes between.
    Transaction transaction(project.database(), Transaction::Durability::Durable);
    const auto plan = planned(project, request);
    // The journal takes where a text comes from out of its draft. A draft of another text is somebody's own and stays.
    DraftRepository drafts(project.database());
    for (const auto& edit : plan.edits)
        if (!drafts.get(edit.image, edit.source))
            drafts.set({.image = edit.image, .source = edit.source, .text = *edit.text, .begun_from = request.from});
    project.journal().apply(step, plan.edits, author);
    transaction.commit();
    return plan.count;
}

}  // namespace recap
