// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_package.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/json.h"
#include "base/json_problem.h"
#include "workflow/rating/rating_exchange.h"

#include <algorithm>
#include <set>
#include <vector>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Pictures of hundreds of items, as texts.
constexpr std::uintmax_t kLargestPackage = std::uintmax_t{8} << 30;

struct Picture {
    std::string code;
    std::string base64;
};

struct Item {
    std::string id, prompt;
    std::vector<Picture> pictures;  // one in each place of the question type
};

Picture pictureFrom(const Json& json) {
    return {json.at("code").get<std::string>(), json.at("png").get<std::string>()};
}

[[noreturn]] void refuseNewer(const std::string& name) {
    throw Error(ErrorCode::BadFormat,
                message("%1 was packed by a newer version of this program; update this one.", name));
}

// Throws Json::exception where something is missing.
Item itemFrom(const Json& json, const QuestionType& type) {
    Item item{json.at("item").get<std::string>(), json.at("prompt").get<std::string>(), {}};
    for (const auto& place : type.places) item.pictures.push_back(pictureFrom(json.at(place.id)));
    return item;
}

fs::path answersBeside(const fs::path& package) {
    fs::path file = package;
    return file.replace_filename(package.stem().string() + "-answers.json");
}

}  // namespace

struct RatingPackage::State {
    fs::path file, answers_file;
    std::string study_hash, rater, question;
    const QuestionType* type = nullptr;
    std::vector<Item> items;
    std::vector<Json> answers;  // in the order of answering
    std::set<std::string> answered;
    std::string shown_item;
    std::int64_t shown_ms = 0;

    const Item* firstOpen() const {  // null at the end
        const auto it =
            std::find_if(items.begin(), items.end(), [&](const Item& item) { return !answered.contains(item.id); });
        return it == items.end() ? nullptr : &*it;
    }
    void readPackage();
    void readAnswers();
    void writeAnswers() const;
};

void RatingPackage::State::readPackage() {
    const std::string name = file.filename().string();
    const Json json = parseJson(readTextFile(file, kLargestPackage), file.string());
    if (!json.is_object() || json.value("format", Json()) != "recap-rating-package")
        throw Error(
            ErrorCode::BadFormat,
            message("%1 is not a rating package. Ask for the file that 'Pack for a rater' or 'recap rate pack' wrote.",
                    name));
    const Json version = json.value("version", Json());
    if (!version.is_number_integer() || version < 1 || version > kRatingPackageVersion) refuseNewer(name);
    try {
        study_hash = json.at("study_hash").get<std::string>();
        rater = json.at("rater").get<std::string>();
        question = json.at("question").get<std::string>();
        type = findQuestionType(json.value("question_type", questionTypes().front().id));
        if (type == nullptr) refuseNewer(name);
        for (const auto& entry : json.at("items")) items.push_back(itemFrom(entry, *type));
    } catch (const Json::exception& e) {
        throw Error(ErrorCode::BadFormat, message("The rating package %1 is damaged at item %2; ask for it again. (%3)",
                                                  name, items.size() + 1, jsonProblem(e)));
    }
    if (items.empty())
        throw Error(ErrorCode::BadFormat, message("The rating package %1 contains nothing to rate.", name));
}

void RatingPackage::State::readAnswers() {
    std::error_code error;
    if (!fs::exists(answers_file, error)) return;
    const std::string name = answers_file.filename().string();
    const Json json = readJsonFile(answers_file);
    if (!json.is_object() || json.value("format", Json()) != "recap-rating-answers" ||
        json.value("study_hash", Json()) != study_hash || json.value("rater", Json()) != rater)
        throw Error(ErrorCode::BadFormat, message("The file %1 beside the package holds answers to another one. Move "
                                                  "it elsewhere and open the package again.",
                                                  name));
    try {
        for (const auto& entry : json.at("answers")) {
            const auto item = entry.at("item").get<std::string>();
            if (!answered.insert(item).second) continue;
            answers.push_back(entry);
        }
    } catch (const Json::exception& e) {
        throw Error(ErrorCode::BadFormat,
                    message("The answers in %1 are damaged at answer %2. Move the file elsewhere to start again. (%3)",
                            name, answers.size() + 1, jsonProblem(e)));
    }
}

void RatingPackage::State::writeAnswers() const {
    writeJsonFile(answers_file, {{"format", "recap-rating-answers"},
                                 {"version", kRatingAnswersVersion},
                                 {"study_hash", study_hash},
                                 {"rater", rater},
                                 {"answers", answers}});
}

RatingPackage::RatingPackage(const fs::path& file, std::shared_ptr<const Clock> clock)
    : clock_(std::move(clock)), state_(std::make_unique<State>()) {
    state_->file = file;
    state_->answers_file = answersBeside(fs::absolute(file));
    state_->readPackage();
    state_->readAnswers();
    // Before the first item rather than after the first answer: a folder that cannot be written is found out now.
    state_->writeAnswers();
}

RatingPackage::~RatingPackage() = default;

const fs::path& RatingPackage::answersFile() const {
    return state_->answers_file;
}
const QuestionType& RatingPackage::type() const {
    return *state_->type;
}
const std::string& RatingPackage::question() const {
    return state_->question;
}
std::int64_t RatingPackage::total() const {
    return static_cast<std::int64_t>(state_->items.size());
}
std::int64_t RatingPackage::answered() const {
    return static_cast<std::int64_t>(state_->answers.size());
}

std::optional<RatingView> RatingPackage::current() {
    auto& s = *state_;
    const Item* open = s.firstOpen();
    if (open == nullptr) return std::nullopt;
    RatingView view;
    view.item = open->id;
    view.prompt = open->prompt;
    for (const auto& picture : open->pictures) view.pictures.push_back({{}, bytesFromBase64(picture.base64)});
    view.position = answered() + 1;
    view.total = total();
    if (s.shown_item != open->id) {
        s.shown_item = open->id;
        s.shown_ms = clock_->nowMs();
    }
    return view;
}

void RatingPackage::answer(std::string_view answer, std::optional<std::int64_t> visibleMs) {
    auto& s = *state_;
    const Item* open = s.firstOpen();
    if (open == nullptr) throw Error(ErrorCode::NotFound, message("Every item of this session has been answered."));
    const auto now = clock_->nowMs();
    Json given = {{"item", open->id},
                  {"answer", s.type->requireAnswer(answer).id},
                  {"shown_ms", s.shown_item == open->id ? s.shown_ms : now},
                  {"answered_ms", now}};
    for (std::size_t i = 0; i < open->pictures.size(); ++i) given[s.type->places[i].id] = open->pictures[i].code;
    if (visibleMs) given["visible_ms"] = *visibleMs;
    s.answers.push_back(std::move(given));
    try {
        s.writeAnswers();
    } catch (...) {
        s.answers.pop_back();
        throw;
    }
    s.answered.insert(open->id);
    s.shown_item.clear();
}

bool RatingPackage::undo() {
    auto& s = *state_;
    if (s.answers.empty()) return false;
    const Json last = s.answers.back();
    s.answers.pop_back();
    try {
        s.writeAnswers();
    } catch (...) {
        s.answers.push_back(last);
        throw;
    }
    s.answered.erase(last.at("item").get<std::string>());
    s.shown_item.clear();
    return true;
}

}  // namespace recap
