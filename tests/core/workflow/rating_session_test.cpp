// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_session_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "image/decode.h"
#include "image/encode.h"
#include "workflow/rating/rating_answers.h"
#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_result_json.h"
#include "workflow/rating/rating_study.h"

#include <QtTest/QTest>

#include <cmath>
#include <map>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 12;
constexpr std::uint8_t kFirstShade = 20, kSecondShade = 220;

std::uint8_t shadeOf(const std::filesystem::path& picture) {
    return decodeImage(picture).pixels.front();
}

}  // namespace

RunId RatingSessionTest::addRun(const std::string& name, int prompts, std::int64_t firstSeed, std::uint8_t shade) {
    RunRecord run;
    run.name = name;
    run.kind = RunKind::Samples;
    run = project_->runs().create(run);
    for (int i = 0; i < prompts; ++i) {
        const auto file = project_->runDirectory(run.id) / (name + std::to_string(i) + ".png");
        ensureDirectory(file.parent_path());
        writePng(file, ImageBuffer(8, 8, 3, shade));
        SampleRecord sample;
        sample.run = run.id;
        sample.prompt_index = i;
        sample.prompt = std::string("prompt ").append(std::to_string(i));
        sample.seed = firstSeed + i;
        sample.path = project_->relative(file);
        project_->samples().add(sample);
    }
    return run.id;
}

void RatingSessionTest::giveOwnFile(SampleRecord& sample) {
    const auto before = sample.path;
    sample.path.insert(sample.path.size() - 4, " again");
    std::filesystem::copy_file(project_->resolve(before), project_->resolve(sample.path));
}

StudyId RatingSessionTest::makeStudy(double repeatShare) {
    RatingPlan plan;
    plan.name = "baseline against recap";
    plan.first_run = "baseline";
    plan.second_run = "recap";
    plan.repeat_share = repeatShare;
    return createRatingStudy(*project_, plan).id;
}

void RatingSessionTest::answerAll(StudyId study, const std::string& rater, bool preferFirst) {
    RatingSession session(project_, study, rater);
    while (const auto view = session.current()) {
        const bool firstIsLeft = shadeOf(view->pictures[0].path) == kFirstShade;
        session.answer(firstIsLeft == preferFirst ? "left" : "right");
    }
}

void RatingSessionTest::init() {
    folder_ = std::make_unique<TempDir>();
    project_ = Project::create(*folder_ / "study.recap");
    addRun("baseline", kPrompts, 100, kFirstShade);
    addRun("recap", kPrompts + 2, 100, kSecondShade);
}

void RatingSessionTest::cleanup() {
    project_.reset();
    folder_.reset();
}

void RatingSessionTest::a_study_pairs_pictures_of_equal_prompt_and_seed() {
    const auto study = makeStudy();
    const auto infos = ratingStudies(*project_);
    QCOMPARE(infos.size(), std::size_t{1});
    QCOMPARE(infos[0].items, std::int64_t{kPrompts});
    QCOMPARE(infos[0].answers, std::int64_t{0});
    QCOMPARE(findRatingStudy(*project_, "baseline against recap"), study);
    QCOMPARE(findRatingStudy(*project_, std::to_string(study.value)), study);
}

void RatingSessionTest::previews_are_not_paired_and_pictures_of_one_prompt_share_its_number() {
    // As a training leaves them: prompt, seed and step of a picture that is rated, in another shade.
    const RunId recap = project_->runs().findByName("recap")->id;
    for (int i = 0; i < 4; ++i) {
        auto sample = project_->samples().list(recap)[static_cast<std::size_t>(i)];
        sample.path = "runs/2/samples/step-000000/" + std::to_string(i) + ".png";
        sample.settings = {{"preview", true}};
        project_->samples().add(sample);
    }
    const RunId baseline = project_->runs().findByName("baseline")->id;
    for (const RunId run : {baseline, recap}) {
        auto second = project_->samples().list(run).back();
        giveOwnFile(second);
        second.prompt = "prompt 0";
        second.seed = 900;
        project_->samples().add(second);
    }
    const auto plan = project_->ratings().study(makeStudy())->plan;
    QCOMPARE(plan.at("items").size(), std::size_t{kPrompts + 1});
    std::map<std::string, std::set<std::int64_t>> numbers;
    for (const auto& item : plan.at("items")) {
        QVERIFY(item.at("second").get<std::string>().find("step-") == std::string::npos);
        numbers[item.at("prompt")].insert(item.at("prompt_index").get<std::int64_t>());
    }
    QCOMPARE(numbers.size(), std::size_t{kPrompts});
    std::set<std::int64_t> all;
    for (const auto& [prompt, own] : numbers) {
        QCOMPARE(own.size(), std::size_t{1});
        all.insert(*own.begin());
    }
    QCOMPARE(all.size(), std::size_t{kPrompts});
}

void RatingSessionTest::runs_without_common_pictures_are_refused() {
    addRun("other seeds", kPrompts, 900, 50);
    RatingPlan plan;
    plan.name = "nothing in common";
    plan.first_run = "baseline";
    plan.second_run = "other seeds";
    QVERIFY_EXCEPTION_THROWN(createRatingStudy(*project_, plan), Error);
    plan.second_run = "no such run";
    QVERIFY_EXCEPTION_THROWN(createRatingStudy(*project_, plan), Error);
    QVERIFY(ratingStudies(*project_).empty());
}

void RatingSessionTest::a_session_shows_neutral_pictures_of_the_pair() {
    RatingSession session(project_, makeStudy(), "anna");
    QCOMPARE(session.total(), std::int64_t{kPrompts});
    const auto view = session.current();
    QVERIFY(view.has_value());
    const std::set<std::uint8_t> shades{shadeOf(view->pictures[0].path), shadeOf(view->pictures[1].path)};
    QCOMPARE(shades, (std::set<std::uint8_t>{kFirstShade, kSecondShade}));
    for (const auto& picture : {view->pictures[0].path, view->pictures[1].path}) {
        QVERIFY(picture.string().find("baseline") == std::string::npos);
        QVERIFY(picture.filename().string().find("recap") == std::string::npos);
    }
    QCOMPARE(view->position, std::int64_t{1});
}

void RatingSessionTest::every_answer_is_stored_before_the_next_item() {
    const auto study = makeStudy();
    RatingSession session(project_, study, "anna");
    const auto first = session.current();
    session.answer("tie");
    const auto stored = project_->ratings().responses(study, "anna");
    QCOMPARE(stored.size(), std::size_t{1});
    QCOMPARE(stored[0].item, first->item);
    QCOMPARE(stored[0].answer, std::string("tie"));
    QVERIFY(stored[0].answered_ms >= stored[0].shown_ms && stored[0].shown_ms > 0);
    QVERIFY(session.current()->item != first->item);
}

void RatingSessionTest::a_session_continues_after_a_restart() {
    const auto study = makeStudy();
    std::set<std::string> seen;
    for (int i = 0; i < kPrompts; ++i) {
        RatingSession session(project_, study, "anna");
        QCOMPARE(session.answered(), std::int64_t{i});
        QVERIFY(seen.insert(session.current()->item).second);
        session.answer("left");
    }
    RatingSession session(project_, study, "anna");
    QVERIFY(!session.current().has_value());
    QVERIFY_EXCEPTION_THROWN(session.answer("left"), Error);
}

void RatingSessionTest::undo_opens_the_newest_item_again() {
    const auto study = makeStudy();
    RatingSession session(project_, study, "anna");
    QVERIFY(!session.undo());
    session.answer("left");
    const auto second = session.current()->item;
    session.answer("right");
    QVERIFY(session.undo());
    QCOMPARE(session.current()->item, second);
    QCOMPARE(session.answered(), std::int64_t{1});
    QCOMPARE(project_->ratings().responses(study, "anna").size(), std::size_t{1});
    QCOMPARE(project_->ratings().responses(study, "anna", true).size(), std::size_t{2});
}

void RatingSessionTest::a_rater_who_prefers_one_system_is_counted_for_it() {
    const auto study = makeStudy();
    answerAll(study, "anna", false);
    const auto result = ratingResult(*project_, study, "maker");
    QCOMPARE(result.comparisons[0].second, std::string("recap"));
    QCOMPARE(result.comparisons[0].tally.second, std::int64_t{kPrompts});
    QCOMPARE(result.comparisons[0].tally.first, std::int64_t{0});
    QCOMPARE(result.comparisons[0].win_share, 1.0);
    QVERIFY(result.comparisons[0].win_share_low > 0.7);
    QCOMPARE(result.comparisons[0].win_share_prompts, std::int64_t{kPrompts});
    QCOMPARE(result.comparisons[0].sign_test.wins, std::int64_t{kPrompts});
    QVERIFY(std::abs(result.comparisons[0].sign_test.p - 2.0 / (1 << kPrompts)) < 1e-15);
}

void RatingSessionTest::success_and_win_share_follow_from_the_counts() {
    const auto study = makeStudy();
    RatingSession session(project_, study, "anna");
    // Three wins of the second system, one loss, two ties, one "both bad", one "cannot say".
    for (int i = 0; i < 8; ++i) {
        const bool secondIsLeft = shadeOf(session.current()->pictures[0].path) == kSecondShade;
        const char* forSecond = secondIsLeft ? "left" : "right";
        const char* forFirst = secondIsLeft ? "right" : "left";
        session.answer(i < 3 ? forSecond : i < 4 ? forFirst : i < 6 ? "tie" : i < 7 ? "both_bad" : "cannot_say");
    }
    const auto result = ratingResult(*project_, study, "maker");
    const auto& c = result.comparisons[0];
    QCOMPARE(result.systems[0].n, std::int64_t{7});
    QCOMPARE(result.systems[0].success, 3.0 / 7);
    QCOMPARE(result.systems[1].success, 5.0 / 7);
    QVERIFY(result.systems[1].low < 5.0 / 7 && result.systems[1].high > 5.0 / 7);
    QCOMPARE(c.win_share, 0.75);
    QCOMPARE(c.net_win, 2.0 / 7);
    QVERIFY(std::abs(c.relative_gain - 2.0 / 3) < 1e-12);
    QCOMPARE(c.tally.cannot_say, std::int64_t{1});
    QVERIFY(std::isnan(result.alpha));
    QVERIFY(toJson(result)["agreement"]["krippendorff_alpha"].is_null());
}

void RatingSessionTest::repeats_measure_consistency_and_are_not_counted() {
    const auto study = makeStudy(0.25);
    answerAll(study, "anna", true);
    RatingSession always(project_, study, "left-handed");
    while (always.current()) always.answer("left");
    const auto result = ratingResult(*project_, study, "maker");
    QCOMPARE(result.responses, std::int64_t{2 * (kPrompts + 3)});
    QCOMPARE(result.comparisons[0].tally.answered(), std::int64_t{2 * kPrompts});
    QCOMPARE(result.rater_consistency.at("anna"), 1.0);
    // Sides are swapped in repeats, so who always answers left contradicts himself every time.
    QCOMPARE(result.rater_consistency.at("left-handed"), 0.0);
}

void RatingSessionTest::agreement_of_equal_raters_is_one() {
    const auto study = makeStudy();
    for (const char* rater : {"anna", "ben"}) {
        RatingSession session(project_, study, rater);
        while (const auto view = session.current()) {
            const bool evenPrompt = (view->prompt.back() - '0') % 2 == 0;
            const bool firstIsLeft = shadeOf(view->pictures[0].path) == kFirstShade;
            session.answer(firstIsLeft == evenPrompt ? "left" : "right");
        }
    }
    QCOMPARE(ratingResult(*project_, study, "maker").alpha, 1.0);
}

void RatingSessionTest::raters_who_agree_do_not_add_evidence() {
    addRun("six first", 6, 500, kFirstShade);
    addRun("six second", 6, 500, kSecondShade);
    RatingPlan plan;
    plan.name = "six prompts";
    plan.first_run = "six first";
    plan.second_run = "six second";
    plan.repeat_share = 0;
    const auto study = createRatingStudy(*project_, plan).id;
    constexpr int kRaters = 20;
    for (int i = 0; i < kRaters; ++i) {
        RatingSession session(project_, study, std::string("rater ").append(std::to_string(i)));
        while (const auto view = session.current()) {
            // Everybody prefers the second system on prompts 0 to 3 and the first one on prompts 4 and 5.
            const bool firstIsLeft = shadeOf(view->pictures[0].path) == kFirstShade, first = view->prompt.back() >= '4';
            session.answer(firstIsLeft == first ? "left" : "right");
        }
    }
    const auto result = ratingResult(*project_, study, "maker");
    const auto& c = result.comparisons[0];
    QCOMPARE(c.tally.second, std::int64_t{4 * kRaters});
    QCOMPARE(c.tally.first, std::int64_t{2 * kRaters});
    QCOMPARE(c.sign_test.p, 0.6875);
    QCOMPARE(c.prompts, std::int64_t{6});
    QVERIFY(c.win_share_low < 0.35 && c.win_share_high > 0.85);
    QVERIFY(c.net_win_low < 0 && c.net_win_high > 0);
    QVERIFY(result.systems[1].low < 0.35 && result.systems[1].high > 0.85);
    const Json json = toJson(result);
    QCOMPARE(json["unit"].get<std::string>(), std::string("prompt"));
    QCOMPARE(json["comparisons"][0]["prompts_won"].get<int>(), 4);
    QCOMPARE(json["comparisons"][0]["n"].get<int>(), 6 * kRaters);
    QCOMPARE(json["systems"][0]["prompts"].get<int>(), 6);
}

void RatingSessionTest::seeds_of_one_prompt_are_one_unit() {
    // Both runs again with other seeds: two pairs a prompt.
    for (const char* name : {"baseline", "recap"}) {
        const auto run = *project_->runs().findByName(name);
        auto samples = project_->samples().list(run.id, 0);
        for (auto& sample : samples) {
            giveOwnFile(sample);
            sample.seed += 1000;
            project_->samples().add(sample);
        }
    }
    const auto study = makeStudy();
    answerAll(study, "anna", false);
    const auto c = ratingResult(*project_, study, "maker").comparisons[0];
    QCOMPARE(c.tally.second, std::int64_t{2 * kPrompts});
    QCOMPARE(c.prompts, std::int64_t{kPrompts});
    QCOMPARE(c.sign_test.wins, std::int64_t{kPrompts});
}

void RatingSessionTest::the_time_that_was_measured_is_kept() {
    const auto study = makeStudy();
    RatingSession session(project_, study, "anna");
    session.current();
    session.answer("left", 1500);
    session.answer("left");
    const auto stored = project_->ratings().responses(study, "anna");
    QVERIFY(answerTime(stored[0]).visible && answerTime(stored[0]).seconds == 1.5);
    QVERIFY(!answerTime(stored[1]).visible);
}

void RatingSessionTest::an_exchanged_key_is_noticed() {
    const auto study = makeStudy();
    project_->settings().set(std::string("rating.key.").append(std::to_string(study.value)), std::string(64, 'a'));
    QVERIFY_EXCEPTION_THROWN(ratingResult(*project_, study, "maker"), Error);
}
