// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_session.h"

#include "base/error.h"
#include "workflow/rating/rating_pictures_internal.h"
#include "workflow/rating/rating_session_internal.h"

#include <algorithm>
#include <map>

namespace recap {

using rating_internal::OpenStudy;

struct RatingSession::State {
    OpenStudy study;
    std::vector<PresentedItem> order;
    std::map<std::string, std::int64_t> answered;  // item -> response
    std::vector<std::string> sequence;             // items in the order of answering
    std::string shown_item;
    std::int64_t shown_ms = 0;

    const PresentedItem* firstOpen() const {  // null at the end
        const auto it =
            std::find_if(order.begin(), order.end(), [&](const auto& p) { return !answered.contains(p.item); });
        return it == order.end() ? nullptr : &*it;
    }
};

RatingSession::RatingSession(std::shared_ptr<Project> project, StudyId study, std::string rater,
                             std::shared_ptr<const Clock> clock)
    : project_(std::move(project)),
      rater_(std::move(rater)),
      clock_(std::move(clock)),
      state_(std::make_unique<State>()) {
    if (rater_.empty()) throw Error(ErrorCode::InvalidOption, message("A rating session needs the rater's name."));
    state_->study = rating_internal::openStudy(*project_, study);
    state_->order = rating_internal::presentedItems(state_->study, rater_);
    for (const auto& response : project_->ratings().responses(study, rater_)) {
        state_->answered[response.item] = response.id;
        state_->sequence.push_back(response.item);
    }
}

RatingSession::~RatingSession() = default;
RatingSession::RatingSession(RatingSession&&) noexcept = default;

const QuestionType& RatingSession::type() const {
    return *state_->study.type;
}
const std::string& RatingSession::question() const {
    return state_->study.question;
}
std::int64_t RatingSession::total() const {
    return static_cast<std::int64_t>(state_->order.size());
}
std::int64_t RatingSession::answered() const {
    return static_cast<std::int64_t>(state_->answered.size());
}

std::optional<RatingView> RatingSession::current() {
    auto& s = *state_;
    const auto* open = s.firstOpen();
    if (open == nullptr) return std::nullopt;
    const auto& item = *rating_internal::findItem(s.study, open->item);
    RatingView view;
    view.item = open->item;
    view.prompt = item.prompt;
    for (auto& path : rating_internal::neutralPictures(*project_, s.study, item, open->first_on_left))
        view.pictures.push_back({std::move(path), {}});
    view.position = answered() + 1;
    view.total = total();
    if (s.shown_item != open->item) {
        s.shown_item = open->item;
        s.shown_ms = clock_->nowMs();
    }
    return view;
}

void RatingSession::answer(std::string_view answer, std::optional<std::int64_t> visibleMs) {
    auto& s = *state_;
    const auto* open = s.firstOpen();
    if (open == nullptr) throw Error(ErrorCode::NotFound, message("Every item of this session has been answered."));
    ResponseRecord response;
    response.study = s.study.record.id;
    response.rater = rater_;
    response.item = open->item;
    const auto& item = *rating_internal::findItem(s.study, open->item);
    rating_internal::setCodes(response, rating_internal::shownCodes(s.study, item, open->first_on_left));
    response.answer = type().requireAnswer(answer).id;
    response.answered_ms = clock_->nowMs();
    response.shown_ms = s.shown_item == open->item ? s.shown_ms : response.answered_ms;
    if (visibleMs) response.details["visible_ms"] = *visibleMs;
    response = project_->ratings().addResponse(response);
    s.answered[response.item] = response.id;
    s.sequence.push_back(response.item);
    s.shown_item.clear();
}

bool RatingSession::undo() {
    auto& s = *state_;
    if (s.sequence.empty()) return false;
    const std::string item = s.sequence.back();
    project_->ratings().retract(s.answered.at(item));
    s.answered.erase(item);
    s.sequence.pop_back();
    s.shown_item.clear();
    return true;
}

}  // namespace recap
