// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating_session.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "image/decode.h"
#include "image/encode.h"
#include "rating/assignment.h"
#include "workflow/rating_session_internal.h"
#include "workflow/run_pictures.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace recap {
namespace rating_internal {
namespace {

std::string keySetting(StudyId study) {
    return std::string("rating.key.").append(std::to_string(study.value));
}

}  // namespace

void storeKey(Project& project, StudyId study, const BlindingKey& key) {
    project.settings().set(keySetting(study), key.secret);
}

OpenStudy openStudy(Project& project, StudyId study) {
    const auto record = project.ratings().study(study);
    if (!record)
        throw Error(ErrorCode::NotFound, "The project has no rating study number " + std::to_string(study.value) + ".");
    const auto secret = project.settings().get(keySetting(study));
    if (!secret)
        throw Error(ErrorCode::NotFound, "The key of the study '" + record->name + "' is not in this project.");
    OpenStudy open;
    open.record = *record;
    open.key = BlindingKey{*secret};
    try {
        const Json& plan = record->plan;
        open.question = plan.at("question").get<std::string>();
        open.first_name = plan.at("systems").at(0).at("name").get<std::string>();
        open.second_name = plan.at("systems").at(1).at("name").get<std::string>();
        open.seed = plan.at("seed").get<std::uint64_t>();
        open.items = designFromJson(plan.at("items"));
        if (plan.at("key_commitment").get<std::string>() != open.key.commitment())
            throw Error(ErrorCode::BadFormat,
                        "The key of the study '" + record->name + "' is not the one its plan was made with.");
    } catch (const nlohmann::json::exception& e) {
        throw Error(ErrorCode::BadFormat, "The plan of the study '" + record->name + "' is damaged: " + e.what());
    }
    return open;
}

const DesignItem* findItem(const OpenStudy& study, const std::string& id) {
    const auto it =
        std::find_if(study.items.begin(), study.items.end(), [&](const auto& item) { return item.id == id; });
    return it == study.items.end() ? nullptr : &*it;
}

std::filesystem::path neutralImage(Project& project, const OpenStudy& study, const DesignItem& item, bool firstSystem) {
    const auto folder = project.cacheDirectory() / "rating" / std::to_string(study.record.id.value);
    const auto path = folder / (study.key.imageCode(item.id, firstSystem) + ".png");
    std::error_code error;
    if (std::filesystem::exists(path, error)) return path;
    ensureDirectory(folder);
    writePng(path, decodeImage(project.resolve(firstSystem ? item.first : item.second)));
    return path;
}

}  // namespace rating_internal

namespace {

using rating_internal::OpenStudy;
using rating_internal::openStudy;

RunRecord requireRun(Project& project, const std::string& nameOrNumber) {
    std::int64_t number = 0;
    const char* end = nameOrNumber.data() + nameOrNumber.size();
    const auto [stop, error] = std::from_chars(nameOrNumber.data(), end, number);
    if (error == std::errc{} && stop == end)
        if (const auto run = project.runs().get(RunId{number})) return *run;
    if (const auto run = project.runs().findByName(nameOrNumber)) return *run;
    throw Error(ErrorCode::NotFound, "The project has no run '" + nameOrNumber + "'.");
}

std::vector<SampleRecord> picturesOf(Project& project, const RunRecord& run) {
    auto pictures = runPictures(project, run.id).pictures;
    if (pictures.empty()) throw Error(ErrorCode::NotFound, "The run '" + run.name + "' has no pictures to rate.");
    return pictures;
}

// Pictures of one prompt share its number, whatever lists they were drawn from.
std::vector<DesignItem> pairSamples(Project& project, const RunRecord& first, const RunRecord& second) {
    const auto ofFirst = picturesOf(project, first), ofSecond = picturesOf(project, second);
    std::map<std::string, std::int64_t> numbers;
    std::vector<DesignItem> items;
    for (const auto& [one, other] : matchedPictures(ofFirst, ofSecond)) {
        const auto& sample = ofFirst[one];
        DesignItem item;
        item.prompt = sample.prompt;
        item.prompt_index = numbers.emplace(sample.prompt, static_cast<std::int64_t>(numbers.size())).first->second;
        item.seed = sample.seed;
        item.first = sample.path;
        item.second = ofSecond[other].path;
        items.push_back(item);
    }
    if (items.empty())
        throw Error(ErrorCode::NotFound,
                    "The runs '" + first.name + "' and '" + second.name +
                        "' have no pictures of the same prompt and seed, so they cannot be compared.");
    return items;
}

RatingStudyInfo infoOf(Project& project, const StudyRecord& record) {
    RatingStudyInfo info{record.id, record.name,      record.plan.value("question", std::string()), 0, 0,
                         0,         record.created_ms};
    if (record.plan.contains("items")) info.items = static_cast<std::int64_t>(record.plan["items"].size());
    std::set<std::string> raters;
    for (const auto& response : project.ratings().responses(record.id)) {
        ++info.answers;
        raters.insert(response.rater);
    }
    info.raters = static_cast<std::int64_t>(raters.size());
    return info;
}

}  // namespace

RatingStudyInfo createRatingStudy(Project& project, const RatingPlan& plan) {
    project.requireWritable();
    requireValid(plan);
    if (plan.name.empty()) throw Error(ErrorCode::InvalidOption, "A rating study needs a name.");
    const RunRecord first = requireRun(project, plan.first_run), second = requireRun(project, plan.second_run);
    if (first.id == second.id) throw Error(ErrorCode::InvalidOption, "A rating study compares two different runs.");
    DesignOptions options;
    options.seed = static_cast<std::uint64_t>(plan.seed);
    options.repeat_share = plan.repeat_share;
    options.max_items = plan.max_items;
    const BlindingKey key = BlindingKey::generate();
    StudyRecord record;
    record.name = plan.name;
    record.plan = {
        {"format", "recap-rating-plan"},
        {"version", 1},
        {"question", plan.question},
        {"answers", {"left", "right", "tie", "both_bad", "cannot_say"}},
        {"systems",
         {{{"run", first.id.value}, {"name", first.name}}, {{"run", second.id.value}, {"name", second.name}}}},
        {"seed", plan.seed},
        {"repeat_share", plan.repeat_share},
        {"success", "preferred or tied, of the answers other than cannot_say; repeats are left out"},
        {"key_commitment", key.commitment()},
        {"items", toJson(makeDesign(pairSamples(project, first, second), options))}};
    Transaction transaction(project.database(), Transaction::Durability::Durable);
    record = project.ratings().createStudy(record);
    rating_internal::storeKey(project, record.id, key);
    transaction.commit();
    return infoOf(project, record);
}

std::vector<RatingStudyInfo> ratingStudies(Project& project) {
    std::vector<RatingStudyInfo> infos;
    for (const auto& record : project.ratings().studies()) infos.push_back(infoOf(project, record));
    return infos;
}

StudyId findRatingStudy(Project& project, const std::string& nameOrNumber) {
    if (const auto study = project.ratings().findStudy(nameOrNumber)) return study->id;
    std::int64_t number = 0;
    const char* end = nameOrNumber.data() + nameOrNumber.size();
    const auto [stop, error] = std::from_chars(nameOrNumber.data(), end, number);
    if (error == std::errc{} && stop == end && project.ratings().study(StudyId{number})) return StudyId{number};
    throw Error(ErrorCode::NotFound, "The project has no rating study '" + nameOrNumber + "'.");
}

struct RatingSession::State {
    OpenStudy study;
    std::vector<PresentedItem> order;
    std::map<std::string, std::int64_t> answered;  // item -> response
    std::vector<std::string> sequence;             // items in the order of answering
    std::string shown_item;
    std::int64_t shown_ms = 0;
};

RatingSession::RatingSession(std::shared_ptr<Project> project, StudyId study, std::string rater,
                             std::shared_ptr<const Clock> clock)
    : project_(std::move(project)),
      rater_(std::move(rater)),
      clock_(std::move(clock)),
      state_(std::make_unique<State>()) {
    if (rater_.empty()) throw Error(ErrorCode::InvalidOption, "A rating session needs the rater's name.");
    state_->study = openStudy(*project_, study);
    state_->order = assignItems(state_->study.items, state_->study.seed, rater_);
    for (const auto& response : project_->ratings().responses(study, rater_)) {
        state_->answered[response.item] = response.id;
        state_->sequence.push_back(response.item);
    }
}

RatingSession::~RatingSession() = default;
RatingSession::RatingSession(RatingSession&&) noexcept = default;

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
    for (const auto& presented : s.order) {
        if (s.answered.contains(presented.item)) continue;
        const auto* item = rating_internal::findItem(s.study, presented.item);
        RatingView view;
        view.item = presented.item;
        view.prompt = item->prompt;
        view.left = rating_internal::neutralImage(*project_, s.study, *item, presented.first_on_left);
        view.right = rating_internal::neutralImage(*project_, s.study, *item, !presented.first_on_left);
        view.position = answered() + 1;
        view.total = total();
        if (s.shown_item != presented.item) {
            s.shown_item = presented.item;
            s.shown_ms = clock_->nowMs();
        }
        return view;
    }
    return std::nullopt;
}

void RatingSession::answer(Answer answer) {
    auto& s = *state_;
    const auto view = current();
    if (!view) throw Error(ErrorCode::NotFound, "Every item of this session has been answered.");
    const auto presented =
        std::find_if(s.order.begin(), s.order.end(), [&](const auto& p) { return p.item == view->item; });
    ResponseRecord response;
    response.study = s.study.record.id;
    response.rater = rater_;
    response.item = view->item;
    response.left = s.study.key.imageCode(view->item, presented->first_on_left);
    response.right = s.study.key.imageCode(view->item, !presented->first_on_left);
    response.answer = enumName(kAnswerNames, answer);
    response.shown_ms = s.shown_ms;
    response.answered_ms = clock_->nowMs();
    response = project_->ratings().addResponse(response);
    s.answered[view->item] = response.id;
    s.sequence.push_back(view->item);
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
