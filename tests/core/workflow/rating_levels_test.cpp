// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_levels_test.h"

#include "base/base64.h"
#include "base/error.h"
#include "image/decode.h"
#include "rating/distributions.h"
#include "rating/significance.h"
#include "workflow/rating/rating_answers.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_package.h"
#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_result_json.h"
#include "workflow/rating/rating_session.h"

#include <QtTest/QTest>

#include <cmath>
#include <map>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 4;
constexpr const char* kType = "faithfulness";

// The shade in the middle says which is which; files and sizes differ as much as they can.
ImageBuffer dark(int) {
    return ImageBuffer(40, 40, 3, 20);
}
ImageBuffer bright(int prompt) {
    ImageBuffer image(96, 64, 3, 220);
    for (std::size_t i = 0; i < 600; ++i) image.pixels[i] = static_cast<std::uint8_t>(200 + (i * 7 + prompt) % 50);
    return image;
}
bool isFirst(std::string_view png) {
    const auto image = decodeImageBytes(png, "picture");
    return *image.at(image.width / 2, image.height / 2) < 100;
}
int promptOf(const RatingView& view) {
    return view.prompt.back() - '0';
}
// First system: always level 1; second: 2, 3, 4, 5.
std::string byHand(bool first, int prompt) {
    return first ? "1" : std::to_string(prompt + 2);
}
bool near(double value, double expected) {
    return std::abs(value - expected) < 1e-12;
}

}  // namespace

void RatingLevelsTest::init() {
    fixture_ = std::make_unique<RatingFixture>();
    fixture_->addRun("Alttext", kPrompts, dark);
    fixture_->addRun("RECAP Mix", kPrompts, bright);
    study_ = fixture_->makeStudy("levels", "Alttext", "RECAP Mix", kType);
}

void RatingLevelsTest::cleanup() {
    fixture_.reset();
}

void RatingLevelsTest::rateAll(StudyId study, const std::string& rater, const Level& level) {
    RatingSession session(fixture_->project, study, rater);
    while (const auto view = session.current())
        session.answer(level(isFirst(readBytes(view->pictures.at(0).path)), promptOf(*view)));
}

void RatingLevelsTest::every_rater_sees_each_picture_once_in_an_order_of_their_own() {
    RatingPlan plan;
    plan.name = "repeats";
    plan.question_type = kType;
    plan.first_run = "Alttext";
    plan.second_run = "RECAP Mix";
    plan.repeat_share = 1;
    const auto info = createRatingStudy(*fixture_->project, plan);
    QCOMPARE(info.items, std::int64_t{2 * kPrompts});
    QCOMPARE(info.items, ratedItems(*info.type, kPrompts, plan.repeat_share));
    QCOMPARE(info.question, std::string("How well does the image match the description?"));
    std::set<std::vector<std::string>> orders;
    for (const char* rater : {"anna", "ben", "cem"}) {
        std::set<std::pair<bool, int>> seen;
        std::vector<std::string> order;
        RatingSession session(fixture_->project, info.id, rater);
        while (const auto view = session.current()) {
            QCOMPARE(view->pictures.size(), std::size_t{1});
            QVERIFY(seen.insert({isFirst(readBytes(view->pictures[0].path)), promptOf(*view)}).second);
            order.push_back(view->item);
            session.answer("3");
        }
        QCOMPARE(seen.size(), std::size_t{2 * kPrompts});
        orders.insert(order);
    }
    QVERIFY(orders.size() > 1);
}

void RatingLevelsTest::no_rater_sees_more_items_than_the_plan_says() {
    RatingPlan plan;
    plan.question_type = kType;
    plan.first_run = "Alttext";
    plan.second_run = "RECAP Mix";
    for (const auto& [most, items] :
         std::map<std::int64_t, std::int64_t>{{4, 4}, {5, 4}, {1, 2}, {1000, 2 * kPrompts}}) {
        plan.name = "at most " + std::to_string(most);
        plan.max_items = most;
        const auto info = createRatingStudy(*fixture_->project, plan);
        QCOMPARE(info.items, items);
        QCOMPARE(ratedItems(*info.type, drawnPairs(*info.type, kPrompts, most), 0), items);
        // Both systems' pictures of what was drawn.
        std::map<int, std::set<bool>> seen;
        RatingSession session(fixture_->project, info.id, "anna");
        while (const auto view = session.current()) {
            seen[promptOf(*view)].insert(isFirst(readBytes(view->pictures[0].path)));
            session.answer("3");
        }
        QCOMPARE(std::ssize(seen), items / 2);
        for (const auto& [prompt, systems] : seen) QCOMPARE(systems.size(), std::size_t{2});
    }
    QCOMPARE(drawnPairs(questionTypes().front(), 10, 4), std::int64_t{4});  // a pair is an item
}

void RatingLevelsTest::both_systems_pictures_are_alike_but_for_their_pixels() {
    const auto file = fixture_->folder / "anna.json";
    QCOMPARE(packRatingStudy(*fixture_->project, study_, "anna", file), std::int64_t{2 * kPrompts});
    std::string bytes = readBytes(file);
    std::map<bool, std::multiset<std::vector<std::size_t>>> sizes;
    const Json package = readJsonFile(file);
    for (const auto& item : package["items"]) {
        const auto png = bytesFromBase64(item["picture"]["png"].get<std::string>());
        const auto image = decodeImageBytes(png, "picture");
        sizes[isFirst(png)].insert(
            {png.size(), static_cast<std::size_t>(image.width), static_cast<std::size_t>(image.height)});
        bytes += png;
    }
    QCOMPARE(sizes[true].size(), std::size_t{kPrompts});
    QVERIFY(sizes[true] == sizes[false]);
    for (const char* word : {"Alttext", "RECAP", "runs/", "seed", "first", "second", "tEXt"})
        QVERIFY2(bytes.find(word) == std::string::npos, word);
}

void RatingLevelsTest::means_and_shares_are_those_counted_by_hand_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("raters");
    QTest::addColumn<double>("success");  // of the second system, whose levels are 2, 3, 4 and 5
    QTest::newRow("one rater") << "faithfulness" << 1 << 0.25;
    QTest::newRow("three who agree") << "faithfulness" << 3 << 0.25;
    QTest::newRow("realism, where level 4 is success") << "realism" << 2 << 0.5;
}

void RatingLevelsTest::means_and_shares_are_those_counted_by_hand() {
    QFETCH(QString, type);
    QFETCH(int, raters);
    QFETCH(double, success);
    const auto study = fixture_->makeStudy("by hand", "Alttext", "RECAP Mix", type.toStdString());
    for (int i = 0; i < raters; ++i) rateAll(study, std::string("rater ").append(std::to_string(i)), byHand);
    const auto result = ratingResult(*fixture_->project, study, "maker");
    QVERIFY(result.comparisons.empty());
    QCOMPARE(result.systems.size(), std::size_t{2});
    const auto &first = result.systems[0], &second = result.systems[1];
    QCOMPARE(first.name, std::string("Alttext"));
    QCOMPARE(second.n, std::int64_t{kPrompts * raters});
    QCOMPARE(second.prompts, std::int64_t{kPrompts});
    QVERIFY(near(first.levels->mean, 1) && near(second.levels->mean, 3.5));
    QVERIFY(second.levels->low > 1 && second.levels->low < 3.5 && second.levels->high > 3.5);
    for (int level = 1; level <= 5; ++level) {
        QVERIFY(near(levelShare(first, level), level == 1 ? 1 : 0));
        QVERIFY(near(levelShare(second, level), level == 1 ? 0 : 0.25));
    }
    QVERIFY(near(first.success, 0) && near(second.success, success));
    const auto& difference = result.differences.at(0);
    QVERIFY(near(difference.difference, 2.5));
    QVERIFY(difference.low < 2.5 && difference.high > 2.5);
    QCOMPARE(difference.prompts, std::int64_t{kPrompts});
    QVERIFY(near(difference.wilcoxon_p, 2.0 / 16));  // four prompts of four: 2 / 2^4, however many raters
    QVERIFY(near(difference.absolute_gain, success));
    QVERIFY(raters == 1 ? std::isnan(result.alpha) : near(result.alpha, 1));
    const Json json = toJson(result);
    QCOMPARE(json["question_type"].get<std::string>(), type.toStdString());
    QVERIFY(near(json["systems"][1]["mean"].get<double>(), 3.5));
    QVERIFY(near(json["systems"][1]["success"].get<double>(), success));
    QCOMPARE(json["systems"][1]["levels"].size(), std::size_t{5});
    QCOMPARE(json["systems"][1]["levels"][4]["label"].get<std::string>(),
             requireQuestionType(type.toStdString()).requireAnswer("5").label.english());
    QVERIFY(near(json["systems"][1]["levels"][4]["share"].get<double>(), 0.25));
    QVERIFY(near(json["comparisons"][0]["mean_difference"].get<double>(), 2.5));
}

void RatingLevelsTest::answers_that_say_nothing_are_left_out() {
    rateAll(study_, "anna", [](bool first, int prompt) { return prompt == 0 ? "cannot_say" : first ? "2" : "4"; });
    const auto result = ratingResult(*fixture_->project, study_, "maker");
    for (const auto& system : result.systems) {
        QCOMPARE(system.n, std::int64_t{kPrompts - 1});
        QCOMPARE(system.prompts, std::int64_t{kPrompts - 1});
        QCOMPARE(system.levels->cannot_say, std::int64_t{1});
    }
    QVERIFY(near(result.systems[0].levels->mean, 2));
    QVERIFY(near(result.differences[0].difference, 2));
    QCOMPARE(result.differences[0].prompts, std::int64_t{kPrompts - 1});
}

void RatingLevelsTest::the_mean_has_wilsons_interval_over_prompts() {
    // Levels at both ends of the scale are yes-or-no answers, for which the interval is known: moved to 1..5.
    constexpr int kMany = 200, kHigh = 150;
    fixture_->addRun("many first", kMany, dark);
    fixture_->addRun("many second", kMany, bright);
    const auto study = fixture_->makeStudy("many", "many first", "many second", kType);
    RatingSession session(fixture_->project, study, "anna");
    while (const auto view = session.current())
        session.answer(std::stoi(view->prompt.substr(view->prompt.find(' '))) < kHigh ? "5" : "1");
    const auto& system = ratingResult(*fixture_->project, study, "maker").systems[0];
    const auto wilson = wilsonInterval(kHigh, kMany, studentTwoSidedPoint(0.05, kMany - 1));
    QVERIFY(near(system.levels->mean, 1 + 4 * 0.75));
    QVERIFY(std::abs(system.levels->low - (1 + 4 * wilson.low)) < 2e-2);
    QVERIFY(std::abs(system.levels->high - (1 + 4 * wilson.high)) < 2e-2);
    QVERIFY(near(system.success, 0.75));
}

void RatingLevelsTest::a_package_is_rated_merged_and_counted() {
    const auto file = fixture_->folder / "anna.json";
    packRatingStudy(*fixture_->project, study_, "anna", file);
    RatingPackage package(file);
    QCOMPARE(package.type().id, std::string(kType));
    while (const auto view = package.current()) {
        QCOMPARE(view->pictures.size(), std::size_t{1});
        package.answer(byHand(isFirst(view->pictures[0].bytes), promptOf(*view)), 700);
    }
    const auto report = mergeRatings(*fixture_->project, {package.answersFile()});
    QCOMPARE(report.accepted, std::int64_t{2 * kPrompts});
    QVERIFY(report.refused.empty());
    const auto result = ratingResult(*fixture_->project, study_, "maker");
    QVERIFY(near(result.systems[0].levels->mean, 1) && near(result.systems[1].levels->mean, 3.5));
    QCOMPARE(mergeRatings(*fixture_->project, {package.answersFile()}).accepted, std::int64_t{0});
}

void RatingLevelsTest::answers_of_another_type_are_refused() {
    RatingSession session(fixture_->project, study_, "anna");
    QVERIFY_EXCEPTION_THROWN(session.answer("left"), Error);
    QCOMPARE(session.answered(), std::int64_t{0});
    const auto file = fixture_->folder / "ben.json";
    packRatingStudy(*fixture_->project, study_, "ben", file);
    RatingPackage package(file);
    while (package.current()) package.answer("3");
    Json answers = readJsonFile(package.answersFile());
    answers["answers"][0]["answer"] = "left";
    answers["answers"][1]["picture"] = answers["answers"][2]["picture"];
    answers["answers"][3].erase("picture");
    writeJsonFile(package.answersFile(), answers);
    const auto report = mergeRatings(*fixture_->project, {package.answersFile()});
    QCOMPARE(report.accepted, std::int64_t{2 * kPrompts - 3});
    QCOMPARE(report.refused.size(), std::size_t{3});
    QVERIFY(report.refused[0].second.english().find("'left'") != std::string::npos);
    QVERIFY(report.refused[1].second.english().find("pictures") != std::string::npos);
    QVERIFY(report.refused[2].second.english().find("'picture'") != std::string::npos);
}

void RatingLevelsTest::the_table_of_answers_has_levels() {
    rateAll(study_, "anna", byHand);
    const auto sealed = ratingAnswersCsv(*fixture_->project, study_);
    QVERIFY(sealed.starts_with("study,plan_hash,rater,item,repeat,prompt,seed,picture,answer,"));
    QVERIFY(sealed.find("Alttext") == std::string::npos);
    ratingResult(*fixture_->project, study_, "maker");
    const auto rows = QString::fromStdString(ratingAnswersCsv(*fixture_->project, study_))
                          .split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(rows.size(), 2 * kPrompts + 1);
    QVERIFY(rows[0].endsWith(QStringLiteral(",study_name,picture_system,level")));
    for (int i = 1; i < rows.size(); ++i) {
        const auto cells = rows[i].split(u',');
        QCOMPARE(cells.size(), rows[0].split(u',').size());
        const int prompt = cells[5].back().digitValue();
        const bool first = cells[cells.size() - 2] == QStringLiteral("Alttext");
        QCOMPARE(cells.back().toStdString(), byHand(first, prompt));
    }
}

void RatingLevelsTest::a_plan_of_an_unknown_type_is_refused() {
    auto& project = *fixture_->project;
    StudyRecord newer = *project.ratings().study(study_);
    newer.name = "newer";
    newer.plan["question_type"] = "ranking";
    newer = project.ratings().createStudy(newer);
    project.settings().set("rating.key." + std::to_string(newer.id.value),
                           *project.settings().get("rating.key." + std::to_string(study_.value)));
    QVERIFY_EXCEPTION_THROWN(RatingSession(fixture_->project, newer.id, "anna"), Error);
    QCOMPARE(ratingStudies(project).size(), std::size_t{2});  // listed all the same
    RatingPlan plan;
    plan.name = "guess";
    plan.question_type = "guess";
    plan.first_run = "Alttext";
    plan.second_run = "RECAP Mix";
    QVERIFY_EXCEPTION_THROWN(createRatingStudy(project, plan), Error);
}
