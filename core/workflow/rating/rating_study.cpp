// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_study.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/json_problem.h"
#include "base/random.h"
#include "base/unicode.h"
#include "metrics/prompt_set.h"
#include "workflow/rating/rating_openings.h"
#include "workflow/rating/rating_result_internal.h"
#include "workflow/rating/rating_session_internal.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_pictures.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace recap {
namespace rating_internal {
namespace {

std::string keySetting(StudyId study) {
    return std::string("rating.key.").append(std::to_string(study.value));
}

void readRules(const Json& plan, OpenStudy& open) {
    open.answers_per_prompt = std::max<std::int64_t>(1, plan.value("answers_per_prompt", open.answers_per_prompt));
    open.stop_rule = plan.value("stop_rule", open.stop_rule);
    open.equivalence_margin = plan.value("equivalence_margin", open.equivalence_margin);
    const Json rule = plan.value("exclusion", Json::object());
    open.exclusion = {rule.value("min_consistency", 0.0), rule.value("min_seconds", 0.0),
                      rule.value("max_same_answer", 1.0)};
}

}  // namespace

void storeKey(Project& project, StudyId study, const BlindingKey& key) {
    project.settings().set(keySetting(study), key.secret);
}

OpenStudy openStudy(Project& project, StudyId study) {
    const auto record = project.ratings().study(study);
    if (!record) throw Error(ErrorCode::NotFound, message("The project has no rating study number %1.", study.value));
    // Raters may read these messages, and the name of a study may say what is compared.
    const std::string name = "rating study " + std::to_string(study.value);
    const auto secret = project.settings().get(keySetting(study));
    if (!secret) throw Error(ErrorCode::NotFound, message("The blinding key of %1 is not in this project.", name));
    OpenStudy open;
    open.record = *record;
    open.key = BlindingKey{*secret};
    try {
        const Json& plan = record->plan;
        open.version = plan.value("version", 1);
        if (open.version > kPlanVersion)
            throw Error(ErrorCode::BadFormat,
                        message("The plan of %1 was made by a newer version of this program; update this one.", name));
        open.type = typeOfPlan(plan);
        if (open.type == nullptr)
            throw Error(ErrorCode::BadFormat,
                        message("The plan of %1 was made by a newer version of this program; update this one.", name));
        open.question = plan.at("question").get<std::string>();
        open.first_name = plan.at("systems").at(0).at("name").get<std::string>();
        open.second_name = plan.at("systems").at(1).at("name").get<std::string>();
        open.seed = plan.at("seed").get<std::uint64_t>();
        open.items = designFromJson(plan.at("items"));
        readRules(plan, open);
        if (plan.at("key_commitment").get<std::string>() != open.key.commitment())
            throw Error(ErrorCode::BadFormat,
                        message("The blinding key of %1 is not the one with which its plan was made.", name));
    } catch (const nlohmann::json::exception& e) {
        throw Error(ErrorCode::BadFormat, message("The plan of %1 is damaged: %2.", name, jsonProblem(e)));
    }
    return open;
}

std::vector<PresentedItem> presentedItems(const OpenStudy& study, const std::string& rater) {
    const auto seed = study.version >= 2 ? deriveSeed(study.seed, study.key.secret) : study.seed;
    return assignItems(study.items, seed, rater);
}

const QuestionType* typeOfPlan(const Json& plan) {
    return findQuestionType(plan.value("question_type", questionTypes().front().id));
}

std::string pictureCode(const OpenStudy& study, const DesignItem& item, bool firstSystem) {
    return study.key.imageCode(item.pair.empty() ? item.id : item.pair, firstSystem);
}

std::vector<std::string> shownCodes(const OpenStudy& study, const DesignItem& item, bool firstOnLeft) {
    switch (item.shows) {
        case Shown::First: return {pictureCode(study, item, true)};
        case Shown::Second: return {pictureCode(study, item, false)};
        case Shown::Both: break;
    }
    return {pictureCode(study, item, firstOnLeft), pictureCode(study, item, !firstOnLeft)};
}

void setCodes(ResponseRecord& response, const std::vector<std::string>& codes) {
    response.left = codes.front();
    response.right = codes.size() > 1 ? codes.back() : std::string();
}

std::vector<std::string> codesOf(const OpenStudy& study, const ResponseRecord& response) {
    if (study.type->sideBySide()) return {response.left, response.right};
    return {response.left};
}

const DesignItem* findItem(const OpenStudy& study, const std::string& id) {
    const auto it =
        std::find_if(study.items.begin(), study.items.end(), [&](const auto& item) { return item.id == id; });
    return it == study.items.end() ? nullptr : &*it;
}

}  // namespace rating_internal

namespace {

std::vector<SampleRecord> picturesOf(Project& project, const RunRecord& run) {
    auto pictures = runPictures(project, run.id).pictures;
    if (pictures.empty()) throw Error(ErrorCode::NotFound, message("The run '%1' has no samples to rate.", run.name));
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
        throw Error(
            ErrorCode::NotFound,
            message("The runs '%1' and '%2' have no samples with the same prompt and seed, so they cannot be compared.",
                    first.name, second.name));
    return items;
}

// The content of every picture that will be shown becomes part of the plan.
void fixPictures(Project& project, std::vector<DesignItem>& items) {
    std::map<std::string, std::string> hashes;
    const auto hashOf = [&](const std::string& path) {
        auto& hash = hashes[path];
        if (hash.empty()) hash = sha256File(project.resolve(path));
        return hash;
    };
    for (auto& item : items) {
        item.first_sha256 = hashOf(item.first);
        item.second_sha256 = hashOf(item.second);
    }
}

// By the prompts' texts; prompts that the set lacks get none.
void addCategories(const std::string& file, std::vector<DesignItem>& items) {
    if (file.empty()) return;
    std::map<std::string, std::string> categories;
    for (const auto& item : readPromptSet(file).items) categories.emplace(item.prompt, item.category);
    for (auto& item : items)
        if (const auto found = categories.find(item.prompt); found != categories.end()) item.category = found->second;
}

void requireNeutralQuestion(const std::string& question, const RunRecord& first, const RunRecord& second) {
    for (const auto* run : {&first, &second})
        if (namesSystem(question, run->name))
            throw Error(
                ErrorCode::InvalidOption,
                message("The question for the raters names the system '%1'. Ask it without saying what is compared.",
                        run->name));
}

RatingStudyInfo infoOf(Project& project, const StudyRecord& record) {
    RatingStudyInfo info;
    info.id = record.id;
    info.name = record.name;
    info.question = record.plan.value("question", std::string());
    info.type = rating_internal::typeOfPlan(record.plan);
    info.created_ms = record.created_ms;
    if (record.plan.contains("items")) info.items = static_cast<std::int64_t>(record.plan["items"].size());
    std::set<std::string> raters;
    for (const auto& response : project.ratings().responses(record.id)) {
        ++info.answers;
        raters.insert(response.rater);
    }
    info.raters = static_cast<std::int64_t>(raters.size());
    info.opened = !ratingOpenings(project, record.id).empty();
    return info;
}

// Letters of other scripts count as part of a word.
bool inWord(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 128;
}

}  // namespace

bool namesSystem(std::string_view question, std::string_view system) {
    const std::string text = foldCase(question), name = foldCase(system);
    if (name.size() < 2) return false;
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const auto end = at + name.size();
        const bool begins = at == 0 || !inWord(text[at - 1]), ends = end == text.size() || !inWord(text[end]);
        if (begins && ends) return true;
    }
    return false;
}

std::int64_t drawnPairs(const QuestionType& type, std::int64_t pairs, std::int64_t maxItems) {
    if (maxItems <= 0) return pairs;
    const auto most = type.sideBySide() ? maxItems : std::max<std::int64_t>(1, maxItems / 2);
    return std::min(pairs, most);
}

std::int64_t ratedItems(const QuestionType& type, std::int64_t pairs, double repeatShare) {
    if (!type.sideBySide()) return 2 * pairs;
    return pairs + std::lround(repeatShare * static_cast<double>(pairs));
}

RatingStudyInfo createRatingStudy(Project& project, const RatingPlan& plan) {
    project.requireWritable();
    requireValid(plan);
    if (plan.name.empty()) throw Error(ErrorCode::InvalidOption, message("A rating study needs a name."));
    const RunRecord first = requireRun(project, plan.first_run), second = requireRun(project, plan.second_run);
    if (first.id == second.id)
        throw Error(ErrorCode::InvalidOption, message("A rating study compares two different runs."));
    const QuestionType& type = requireQuestionType(plan.question_type);
    const std::string question = plan.question.empty() ? type.question.english() : plan.question;
    requireNeutralQuestion(question, first, second);
    DesignOptions options;
    options.seed = static_cast<std::uint64_t>(plan.seed);
    options.repeat_share = type.sideBySide() ? plan.repeat_share : 0;
    auto pairs = pairSamples(project, first, second);
    addCategories(plan.prompt_set, pairs);
    options.max_items = drawnPairs(type, std::ssize(pairs), plan.max_items);
    const BlindingKey key = BlindingKey::generate();
    auto items = makeDesign(std::move(pairs), options);
    fixPictures(project, items);
    if (!type.sideBySide()) items = onePictureItems(items, key);
    Json answers = Json::array();
    for (const auto& answer : type.answers) answers.push_back(answer.id);
    StudyRecord record;
    record.name = plan.name;
    record.plan = {
        {"format", "recap-rating-plan"},
        {"version", rating_internal::kPlanVersion},
        {"question_type", type.id},
        {"question", question},
        {"answers", answers},
        {"systems",
         {{{"run", first.id.value}, {"name", first.name}}, {{"run", second.id.value}, {"name", second.name}}}},
        {"seed", plan.seed},
        {"repeat_share", options.repeat_share},
        {"success", rating_internal::successDefinition(type)},
        {"unit", "prompt"},
        {"answers_per_prompt", plan.answers_per_prompt},
        {"stop_rule", plan.stop_rule},
        {"equivalence_margin", plan.equivalence_margin},
        {"exclusion",
         {{"min_consistency", plan.min_consistency},
          {"min_seconds", plan.min_seconds},
          {"max_same_answer", plan.max_same_answer}}},
        {"key_commitment", key.commitment()},
        {"items", toJson(items)}};
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
    throw Error(ErrorCode::NotFound, message("The project has no rating study '%1'.", nameOrNumber));
}

PairCount countRatingPairs(Project& project, RunId first, RunId second) {
    const auto ofFirst = runPictures(project, first).pictures, ofSecond = runPictures(project, second).pictures;
    PairCount count;
    std::set<std::string> prompts;
    for (const auto& [one, other] : matchedPictures(ofFirst, ofSecond)) {
        ++count.pairs;
        prompts.insert(ofFirst[one].prompt);
    }
    count.prompts = static_cast<std::int64_t>(prompts.size());
    return count;
}

}  // namespace recap
