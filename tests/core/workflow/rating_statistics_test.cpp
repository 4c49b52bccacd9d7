// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_statistics_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "image/decode.h"
#include "rating/confidence_sequence.h"
#include "rating/significance.h"
#include "workflow/rating/rating_power.h"
#include "workflow/rating/rating_ranking.h"
#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_result_json.h"
#include "workflow/rating/rating_session.h"

#include <QtTest/QTest>

#include <cmath>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 40;
constexpr int kFirst = 20, kSecond = 120, kThird = 220;

int shadeOf(const RatingView& view) {
    return *decodeImage(view.pictures.at(0).path).at(0, 0);
}
int promptOf(const RatingView& view) {
    return std::stoi(view.prompt.substr(view.prompt.rfind(' ') + 1));
}
bool isNear(double value, double expected) {
    return std::abs(value - expected) < 1e-12;
}
bool startsWith(const Message& message, const char* text) {
    return message.english().rfind(text, 0) == 0;
}

}  // namespace

void RatingStatisticsTest::init() {
    fixture_ = std::make_unique<RatingFixture>();
    fixture_->addRun("Alttext", kPrompts, [](int) { return ImageBuffer(8, 8, 3, kFirst); });
    fixture_->addRun("RECAP Mix", kPrompts, [](int) { return ImageBuffer(8, 8, 3, kSecond); });
}

void RatingStatisticsTest::cleanup() {
    fixture_.reset();
}

StudyId RatingStatisticsTest::make(const std::function<void(RatingPlan&)>& change) {
    RatingPlan plan;
    plan.name = "study";
    plan.first_run = "Alttext";
    plan.second_run = "RECAP Mix";
    plan.repeat_share = 0;
    if (change) change(plan);
    return createRatingStudy(*fixture_->project, plan).id;
}

void RatingStatisticsTest::rate(StudyId study, const std::string& rater, const Opinion& opinion, int most) {
    RatingSession session(fixture_->project, study, rater);
    // The darker picture is the first system's.
    int darker = 255;
    const auto before = session.current();
    for (const auto& picture : before->pictures) darker = std::min<int>(darker, *decodeImage(picture.path).at(0, 0));
    for (int i = 0; i < most; ++i) {
        const auto view = session.current();
        if (!view) return;
        const bool firstIsLeft = shadeOf(*view) == darker;
        switch (opinion(promptOf(*view))) {
            case Outcome::First: session.answer(firstIsLeft ? "left" : "right"); break;
            case Outcome::Second: session.answer(firstIsLeft ? "right" : "left"); break;
            case Outcome::Tie: session.answer("tie"); break;
            case Outcome::BothBad: session.answer("both_bad"); break;
            case Outcome::CannotSay: session.answer("cannot_say"); break;
        }
    }
}

void RatingStatisticsTest::rules_belong_to_the_plan() {
    const auto study = make([](RatingPlan& plan) {
        plan.stop_rule = "decided";
        plan.equivalence_margin = 0.2;
        plan.answers_per_prompt = 3;
        plan.min_consistency = 0.5;
        plan.min_seconds = 1.5;
        plan.max_same_answer = 0.9;
    });
    const auto record = *fixture_->project->ratings().study(study);
    QCOMPARE(record.plan["stop_rule"].get<std::string>(), std::string("decided"));
    QCOMPARE(record.plan["equivalence_margin"].get<double>(), 0.2);
    const auto result = ratingResult(*fixture_->project, study, "maker");
    QCOMPARE(result.stop_rule, std::string("decided"));
    QCOMPARE(result.answers_per_prompt, std::int64_t{3});
    QVERIFY(result.exclusion.min_consistency == 0.5 && result.exclusion.min_seconds == 1.5 &&
            result.exclusion.max_same_answer == 0.9);
    QCOMPARE(result.comparisons[0].equivalence.margin, 0.2);
    QVERIFY_EXCEPTION_THROWN(make([](RatingPlan& plan) {
                                 plan.name = "other";
                                 plan.stop_rule = "when I like it";
                             }),
                             Error);
}

void RatingStatisticsTest::gains_tests_and_equivalence_follow_from_the_answers() {
    const auto study = make([](RatingPlan& plan) { plan.equivalence_margin = 0.6; });
    // 20 wins of the second system, 8 losses, 8 ties, 4 "both bad": one answer to each of 40 prompts.
    rate(study, "anna", [](int prompt) {
        return prompt < 20   ? Outcome::Second
               : prompt < 28 ? Outcome::First
               : prompt < 36 ? Outcome::Tie
                             : Outcome::BothBad;
    });
    const auto result = ratingResult(*fixture_->project, study, "maker");
    const auto& c = result.comparisons.at(0);
    QVERIFY(isNear(c.paired.first, 16.0 / 40) && isNear(c.paired.second, 28.0 / 40));
    QVERIFY(isNear(c.paired.absolute.value, 0.3) && isNear(c.absolute_gain, 0.3));
    QVERIFY(isNear(c.paired.relative.value, 0.75) && isNear(c.paired.error_reduction.value, 0.5));
    QCOMPARE(c.paired.table.both, std::int64_t{8});
    QCOMPARE(c.paired.table.only_second, std::int64_t{20});
    QCOMPARE(c.paired.mcnemar_p, signTestP(20, 8));
    QCOMPARE(c.paired.mcnemar_p, c.sign_test.p);  // of one answer to each prompt
    QVERIFY(c.wilcoxon_p > 0 && c.wilcoxon_p < 0.05);
    QVERIFY(c.equivalence.p < 0.05 && c.equivalence.smallest_margin < 0.6 && c.equivalence.smallest_margin > 0.3);
    const auto wilson = wilsonInterval(28, 40);
    QVERIFY(isNear(result.systems[1].answers_low, wilson.low) && isNear(result.systems[1].answers_high, wilson.high));
    const Json json = toJson(result);
    const auto exact = proportionInterval(ProportionMethod::ClopperPearson, 28, 40);
    QVERIFY(isNear(json["systems"][1]["answers_intervals"]["clopper_pearson"][0].get<double>(), exact.low));
    QCOMPARE(json["systems"][1]["answers_intervals"].size(), std::size_t{5});
    const Json& comparison = json["comparisons"][0];
    QVERIFY(isNear(comparison["error_reduction"].get<double>(), 0.5));
    QCOMPARE(comparison["mcnemar"]["neither"].get<int>(), 4);
    for (const char* key : {"absolute_gain", "relative_gain", "error_reduction", "win_share", "net_win", "mcnemar",
                            "equivalence", "anytime", "sign_test_p", "wilcoxon_p"})
        QVERIFY2(json["definitions"].contains(key), key);
}

void RatingStatisticsTest::a_clear_difference_is_decided_and_a_rule_lets_rating_end() {
    const auto prefersSecond = [](int) { return Outcome::Second; };
    for (const char* rule : {"decided", "all_answered"}) {
        const auto study = make([&](RatingPlan& plan) {
            plan.name = rule;
            plan.stop_rule = rule;
        });
        rate(study, "anna", prefersSecond, 20);
        const auto anytime = *ratingResult(*fixture_->project, study, "maker").comparisons.at(0).anytime;
        QVERIFY(anytime.sequence.decision == Decision::SecondBetter);
        QCOMPARE(anytime.verdict.english(), std::string("Decided: RECAP Mix is better than Alttext."));
        QCOMPARE(anytime.sequence.prompts, std::int64_t{20});
        QCOMPARE(anytime.sequence.remaining, std::int64_t{kPrompts - 20});
        QCOMPARE(anytime.stop, std::string(rule) == "decided");
        // On the scale of net wins.
        HedgedSequence hedged;
        for (int i = 0; i < 20; ++i) hedged.add(1);
        QVERIFY(isNear(anytime.low, 2 * hedged.running().low - 1) && anytime.high == 1 && anytime.low > 0);
        QVERIFY(anytime.bernstein.low <= anytime.low && anytime.mixture && anytime.mixture->low > 0.5);
    }
}

void RatingStatisticsTest::what_is_not_decided_says_how_much_is_missing() {
    const auto study = make();
    const auto even = [](int) { return Outcome::Tie; };
    const auto verdict = [&] {
        return ratingResult(*fixture_->project, study, "maker").comparisons.at(0).anytime->verdict;
    };
    rate(study, "anna", even, 4);
    QVERIFY2(startsWith(verdict(), "Not decided: too few prompts (4 of at least 10)"), verdict().english().c_str());
    rate(study, "anna", even);
    QCOMPARE(verdict().english(), std::string("Cannot be decided with this plan: every prompt has its answers."));
    const auto slight = make([](RatingPlan& plan) { plan.name = "slight"; });
    // By the order of the answers, which differs from study to study; decisions follow it.
    rate(
        slight, "anna", [n = 0](int) mutable { return n++ % 4 == 0 ? Outcome::First : Outcome::Second; }, 20);
    const auto result = ratingResult(*fixture_->project, slight, "maker");
    const auto& sequence = result.comparisons.at(0).anytime->sequence;
    const auto sentence = result.comparisons.at(0).anytime->verdict.english();
    QVERIFY2(sentence.rfind("Not decided, about ", 0) == 0, sentence.c_str());
    QVERIFY(sequence.more && sentence.find(std::to_string(*sequence.more) + " more answers") != std::string::npos);
}

void RatingStatisticsTest::a_prompt_counts_once_when_it_has_the_answers_that_the_plan_asks_for() {
    const auto study = make([](RatingPlan& plan) { plan.answers_per_prompt = 2; });
    const auto prefersSecond = [](int) { return Outcome::Second; };
    const auto sequence = [&] {
        return ratingResult(*fixture_->project, study, "maker").comparisons.at(0).anytime->sequence;
    };
    rate(study, "anna", prefersSecond);
    QCOMPARE(sequence().prompts, std::int64_t{0});
    rate(study, "ben", prefersSecond, 7);
    QCOMPARE(sequence().prompts, std::int64_t{7});
    rate(study, "cem", [](int) { return Outcome::First; });
    // The third answer to a prompt changes nothing; where it is the second, the prompt is undecided.
    QCOMPARE(sequence().prompts, std::int64_t{kPrompts});
    QCOMPARE(sequence().remaining, std::int64_t{0});
    QVERIFY(sequence().decision == Decision::Undecided);
}

void RatingStatisticsTest::levels_have_an_interval_that_holds_at_any_time() {
    const auto study = make([](RatingPlan& plan) {
        plan.question_type = "faithfulness";
        plan.stop_rule = "decided";
    });
    RatingSession session(fixture_->project, study, "anna");
    while (const auto view = session.current()) {
        const bool first = shadeOf(*view) == kFirst;
        session.answer(first ? "2" : promptOf(*view) % 2 == 0 ? "5" : "4");
    }
    const auto result = ratingResult(*fixture_->project, study, "maker");
    const auto& d = result.differences.at(0);
    QVERIFY(isNear(d.difference, 2.5));
    QVERIFY(d.anytime && d.anytime->low > 0 && d.anytime->low < d.anytime->high && d.anytime->high <= 4);
    QVERIFY(d.anytime->stop && !d.anytime->mixture);
    QCOMPARE(d.paired.table.only_second, std::int64_t{kPrompts / 2});
    QVERIFY(isNear(d.paired.error_reduction.value, 0.5) && std::isnan(d.paired.relative.value));
    const Json json = toJson(result);
    QVERIFY(json["comparisons"][0]["relative_gain_low"].is_null());
    QCOMPARE(json["agreement"]["measures"].size(), std::size_t{4});
    QVERIFY(json["position_bias"].is_null());
}

void RatingStatisticsTest::categories_have_numbers_of_their_own() {
    const auto file = fixture_->folder / "set.jsonl";
    std::string lines;
    for (int i = 0; i < kPrompts; ++i)
        lines += Json{{"prompt", "prompt " + std::to_string(i)},
                      {"category", i < 12   ? "Colors"
                                   : i < 24 ? "Counting"
                                            : ""}}
                     .dump() +
                 "\n";
    writeTextAtomically(file, lines);
    const auto study = make([&](RatingPlan& plan) { plan.prompt_set = file.string(); });
    rate(study, "anna", [](int prompt) { return prompt < 12 || prompt % 2 == 0 ? Outcome::Second : Outcome::First; });
    const auto result = ratingResult(*fixture_->project, study, "maker");
    QCOMPARE(result.categories.size(), std::size_t{3});
    std::vector<double> p;
    for (const auto& category : result.categories) p.push_back(category.p);
    const auto adjusted = holmAdjusted(p);
    for (std::size_t i = 0; i < p.size(); ++i) QCOMPARE(result.categories[i].holm_p, adjusted[i]);
    QCOMPARE(result.categories[0].name, std::string());
    QCOMPARE(result.categories[1].name, std::string("Colors"));
    QCOMPARE(result.categories[1].prompts, std::int64_t{12});
    QCOMPARE(result.categories[1].numbers.comparisons[0].net_win, 1.0);
    QCOMPARE(result.categories[2].numbers.comparisons[0].net_win, 0.0);
    QVERIFY(result.categories[1].holm_p < 0.05 && result.categories[2].holm_p > 0.5);
    QCOMPARE(toJson(result)["categories"][1]["name"].get<std::string>(), std::string("Colors"));
    const auto plain = make([](RatingPlan& plan) { plan.name = "plain"; });
    QVERIFY(ratingResult(*fixture_->project, plain, "maker").categories.empty());
    QVERIFY_EXCEPTION_THROWN(make([](RatingPlan& plan) {
                                 plan.name = "no such set";
                                 plan.prompt_set = "/nowhere/set.jsonl";
                             }),
                             Error);
}

void RatingStatisticsTest::a_rater_who_presses_one_key_is_left_out_of_a_second_result() {
    const auto study = make([](RatingPlan& plan) { plan.max_same_answer = 0.8; });
    for (const char* rater : {"anna", "ben"}) rate(study, rater, [](int) { return Outcome::Second; });
    {
        RatingSession lazy(fixture_->project, study, "lazy");
        while (lazy.current()) lazy.answer("left");
    }
    const auto result = ratingResult(*fixture_->project, study, "maker");
    QCOMPARE(result.excluded.size(), std::size_t{1});
    QCOMPARE(result.excluded[0].rater, std::string("lazy"));
    QCOMPARE(exclusionName(result.excluded[0].reason), std::string("same_answer"));
    QCOMPARE(result.rater_quality.at("lazy").longest_run, std::int64_t{kPrompts});
    QCOMPARE(result.comparisons[0].tally.answered(), std::int64_t{3 * kPrompts});
    QVERIFY(result.without_excluded.has_value());
    QCOMPARE(result.without_excluded->comparisons.at(0).tally.answered(), std::int64_t{2 * kPrompts});
    QCOMPARE(result.without_excluded->comparisons[0].win_share, 1.0);
    // Sides are balanced, so that 20 of 40 choices of the careful raters, and all of the lazy one's, are the left.
    QVERIFY(result.position_bias && result.position_bias->left == 2 * kPrompts &&
            result.position_bias->right == kPrompts);
    QCOMPARE(result.position_bias->p, signTestP(2 * kPrompts, kPrompts));
    const Json json = toJson(result);
    QCOMPARE(json["exclusion"]["excluded"][0]["reason"].get<std::string>(), std::string("same_answer"));
    QCOMPARE(json["exclusion"]["comparisons"][0]["losses"].get<int>(), 0);
}

void RatingStatisticsTest::three_systems_are_ranked_by_studies_of_two() {
    fixture_->addRun("RECAP Long", kPrompts, [](int) { return ImageBuffer(8, 8, 3, kThird); });
    // Each later system wins three of five, with a tie.
    const auto opinion = [](int prompt) {
        return prompt % 5 < 3 ? Outcome::Second : prompt % 5 == 3 ? Outcome::Tie : Outcome::First;
    };
    const auto compare = [&](const char* name, const char* first, const char* second) {
        const auto study = make([&](RatingPlan& plan) {
            plan.name = name;
            plan.first_run = first;
            plan.second_run = second;
        });
        for (const char* rater : {"anna", "ben"}) rate(study, rater, opinion);
        return study;
    };
    const std::vector<StudyId> studies{compare("one", "Alttext", "RECAP Mix"),
                                       compare("two", "RECAP Mix", "RECAP Long")};
    const auto ranking = ratingRanking(*fixture_->project, studies, "maker");
    QCOMPARE(ranking.systems.size(), std::size_t{3});
    QCOMPARE(ranking.systems[0].name, std::string("RECAP Long"));
    QCOMPARE(ranking.systems[2].name, std::string("Alttext"));
    QCOMPARE(ranking.answers, std::int64_t{4 * kPrompts});
    QCOMPARE(ranking.prompts, std::int64_t{kPrompts});
    QCOMPARE(ranking.ties, std::int64_t{4 * kPrompts / 5});
    // Both steps are odds of three to one, so the systems lie ln 3 apart.
    QVERIFY(std::abs(ranking.systems[0].log_strength - std::log(3)) < 1e-9);
    QVERIFY(std::abs(ranking.systems[1].log_strength) < 1e-9);
    QVERIFY(ranking.systems[1].low < 0 && ranking.systems[1].high > 0);
    QCOMPARE(ranking.pairs.size(), std::size_t{3});
    for (const auto& pair : ranking.pairs) {
        QVERIFY(pair.difference > 0 && pair.low > 0 && pair.holm_p >= pair.p && pair.holm_p < 0.05);
        QVERIFY(pair.better != "Alttext");
    }
    // P(tie) of neighbours is one fifth: nu sqrt(3) / (4 + nu sqrt(3)).
    QVERIFY(std::abs(ranking.nu - 1 / std::sqrt(3.0)) < 1e-9);
    for (const auto study : studies) QCOMPARE(ratingOpenings(*fixture_->project, study).size(), std::size_t{1});
    QCOMPARE(toJson(ranking)["systems"][0]["name"].get<std::string>(), std::string("RECAP Long"));
}

void RatingStatisticsTest::studies_that_do_not_fit_together_are_not_ranked() {
    const auto pair = make(), other = make([](RatingPlan&plan) {
                                  plan.name = "another question";
                                  plan.question = "Which is prettier?";
                              });
    const auto levels = make([](RatingPlan& plan) {
        plan.name = "levels";
        plan.question_type = "realism";
    });
    auto& project = *fixture_->project;
    QVERIFY_EXCEPTION_THROWN(ratingRanking(project, {}, "maker"), Error);
    QVERIFY_EXCEPTION_THROWN(ratingRanking(project, {pair, other}, "maker"), Error);
    QVERIFY_EXCEPTION_THROWN(ratingRanking(project, {pair, levels}, "maker"), Error);
    // Nothing was looked at, so nothing is recorded; without losses there is no finite strength.
    QVERIFY(ratingOpenings(project, other).empty() && ratingOpenings(project, pair).empty());
    rate(pair, "anna", [](int) { return Outcome::Second; });
    QVERIFY_EXCEPTION_THROWN(ratingRanking(project, {pair}, "maker"), Error);
}

void RatingStatisticsTest::power_says_what_a_plan_can_see() {
    const auto power = ratingPower({});
    QCOMPARE(power.power, studyPower({200, 3, 0, 0.2}, 0.58));
    QVERIFY(power.visible_win_rate > 0.55 && power.visible_win_rate < 0.65);
    QVERIFY(power.prompts_for_80.has_value());
    QVERIFY(
        startsWith(power.sentences.at(0), "With 200 prompts and 3 answers to each, a true win rate of 58 % is seen"));
    // With one answer to each prompt the prompts that prefer a system are wins and losses.
    const auto single = ratingPower({.prompts = 100, .answers_per_prompt = 1, .win_rate = 0.65});
    QVERIFY(single.decided_prompts && single.decided_prompts->first == 90 && single.decided_prompts->always == 97);
    QVERIFY(std::abs(single.prompts_by_normal - mcnemarSize(0.35, 0.65)) < 1e-9);
    QVERIFY(single.prompts_for_80 && *single.prompts_for_80 >= 90 && *single.prompts_for_80 <= 97);
    QVERIFY(toJson(ratingPower({.win_rate = 0.5}))["prompts_by_normal"].is_null());
    for (std::size_t i = 1; i < power.curve.size(); ++i) QVERIFY(power.curve[i].power >= power.curve[i - 1].power);
    const auto hopeless = ratingPower({.prompts = 4, .answers_per_prompt = 1});
    QCOMPARE(hopeless.visible_win_rate, 1.0);
    QCOMPARE(hopeless.power, 0.0);
    QVERIFY_EXCEPTION_THROWN(ratingPower({.prompts = 0}), Error);
}
