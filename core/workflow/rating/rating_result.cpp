// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_result.h"

#include "rating/significance.h"
#include "workflow/rating/rating_levels_internal.h"
#include "workflow/rating/rating_openings_internal.h"
#include "workflow/rating/rating_pictures_internal.h"
#include "workflow/rating/rating_preferences_internal.h"
#include "workflow/rating/rating_raters_internal.h"
#include "workflow/rating/rating_result_internal.h"
#include "workflow/rating/rating_sequence_internal.h"

#include <set>
#include <unordered_map>

namespace recap {
namespace rating_internal {

std::vector<Judged> unblind(const OpenStudy& study, const std::vector<ResponseRecord>& responses) {
    std::unordered_map<std::string_view, std::pair<const DesignItem*, std::string>> items;
    for (const auto& item : study.items) items.emplace(item.id, std::pair{&item, pictureCode(study, item, true)});
    std::vector<Judged> judged;
    for (const auto& response : responses) {
        const auto found = items.find(response.item);
        if (found == items.end()) continue;
        const auto& [item, firstCode] = found->second;
        const bool firstSystemFirst = response.left == firstCode;
        const auto& answer = study.type->requireAnswer(response.answer);
        judged.push_back({response, item, &answer, firstSystemFirst, outcomeOf(answer.verdict, firstSystemFirst)});
    }
    return judged;
}

std::string successDefinition(const QuestionType& type) {
    if (type.sideBySide()) return "preferred or tied, of the answers other than cannot_say; repeats are left out";
    return "level " + std::to_string(type.success_level) + " or higher, of the answers other than cannot_say";
}

}  // namespace rating_internal

namespace {

using rating_internal::Judged;
using rating_internal::OpenStudy;

std::int64_t promptsOf(const std::vector<Judged>& judged) {
    std::set<std::string> prompts;
    for (const auto& j : judged)
        if (j.design->repeat_of.empty()) prompts.insert(j.design->prompt);
    return static_cast<std::int64_t>(prompts.size());
}

RatingNumbers numbersOf(const OpenStudy& study, const std::vector<Judged>& judged) {
    RatingNumbers numbers;
    if (study.type->sideBySide())
        rating_internal::addPreferences(numbers, study, judged);
    else
        rating_internal::addLevels(numbers, study, judged);
    return numbers;
}

double testOf(const RatingNumbers& numbers) {
    if (!numbers.comparisons.empty()) return numbers.comparisons.front().sign_test.p;
    return numbers.differences.empty() ? 1 : numbers.differences.front().wilcoxon_p;
}

// Nothing where no prompt of the plan has a category.
void addCategories(RatingResult& result, const OpenStudy& study, const std::vector<Judged>& judged) {
    std::map<std::string, std::vector<Judged>> byCategory;
    for (const auto& item : study.items)
        if (!item.category.empty()) byCategory[item.category];
    if (byCategory.empty()) return;
    for (const auto& j : judged) byCategory[j.design->category].push_back(j);
    std::vector<double> p;
    for (const auto& [name, answers] : byCategory) {
        CategoryResult category{.name = name, .prompts = promptsOf(answers), .numbers = numbersOf(study, answers)};
        category.p = testOf(category.numbers);
        p.push_back(category.p);
        result.categories.push_back(std::move(category));
    }
    const auto adjusted = holmAdjusted(p);
    for (std::size_t i = 0; i < adjusted.size(); ++i) result.categories[i].holm_p = adjusted[i];
}

}  // namespace

RatingResult ratingResult(Project& project, StudyId id, const std::string& who, const Clock& clock) {
    const OpenStudy study = rating_internal::openStudy(project, id);
    const auto judged = rating_internal::unblind(study, project.ratings().responses(id));
    rating_internal::recordOpening(project, id, {who, clock.nowMs(), static_cast<std::int64_t>(judged.size())});
    RatingResult result;
    static_cast<RatingNumbers&>(result) = numbersOf(study, judged);
    result.study = id;
    result.type = study.type;
    result.name = study.record.name;
    result.question = study.question;
    result.plan_hash = study.record.hash;
    result.prompts = promptsOf(judged);
    result.responses = static_cast<std::int64_t>(judged.size());
    result.stop_rule = study.stop_rule;
    result.answers_per_prompt = study.answers_per_prompt;
    rating_internal::addSequence(result, study, judged);
    rating_internal::addRaters(result, study, judged);
    if (!result.excluded.empty())
        result.without_excluded = numbersOf(study, rating_internal::withoutExcluded(result, judged));
    addCategories(result, study, judged);
    result.openings = ratingOpenings(project, id);
    result.changed_pictures = rating_internal::changedPictures(project, study);
    return result;
}

double levelShare(const SystemResult& system, int level) {
    if (!system.levels || system.n == 0) return 0;
    return static_cast<double>(system.levels->answers[static_cast<std::size_t>(level - 1)]) /
           static_cast<double>(system.n);
}

std::string exclusionName(Exclusion reason) {
    switch (reason) {
        case Exclusion::Inconsistent: return "inconsistent";
        case Exclusion::TooFast: return "too_fast";
        case Exclusion::SameAnswer: return "same_answer";
        case Exclusion::None: break;
    }
    return {};
}

}  // namespace recap
