// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_exchange_test.h"

#include "base/error.h"
#include "base/json.h"
#include "data/database.h"
#include "workflow/rating/rating_exchange.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 7;

std::int64_t stored(Project& project, StudyId study, const std::string& rater) {
    return static_cast<std::int64_t>(project.ratings().responses(study, rater, true).size());
}

}  // namespace

void RatingExchangeTest::init() {
    fixture_ = std::make_unique<RatingFixture>();
    fixture_->addRun("first", kPrompts, [](int) { return ImageBuffer(8, 8, 3, 20); });
    fixture_->addRun("second", kPrompts, [](int) { return ImageBuffer(8, 8, 3, 220); });
    study_ = fixture_->makeStudy("exchange", "first", "second");
}

void RatingExchangeTest::cleanup() {
    fixture_.reset();
}

Json RatingExchangeTest::answersOf(const std::string& rater) {
    const auto file = fixture_->folder / (rater + ".json");
    packRatingStudy(*fixture_->project, study_, rater, file);
    const Json package = readJsonFile(file);
    Json answers = {{"format", "recap-rating-answers"},
                    {"version", 2},
                    {"study_hash", package["study_hash"]},
                    {"rater", rater},
                    {"answers", Json::array()}};
    for (const auto& item : package["items"])
        answers["answers"].push_back({{"item", item["item"]},
                                      {"left", item["left"]["code"]},
                                      {"right", item["right"]["code"]},
                                      {"answer", "left"},
                                      {"shown_ms", 1},
                                      {"answered_ms", 2}});
    return answers;
}

std::filesystem::path RatingExchangeTest::written(const std::string& name, const Json& json) {
    const auto file = fixture_->folder / name;
    writeJsonFile(file, json);
    return file;
}

void RatingExchangeTest::answers_of_a_package_are_merged_once() {
    const auto file = written("answers.json", answersOf("ben"));
    const auto first = mergeRatings(*fixture_->project, {file});
    QCOMPARE(first.accepted, std::int64_t{kPrompts});
    QVERIFY(first.refused.empty());
    const auto second = mergeRatings(*fixture_->project, {file, file});
    QCOMPARE(second.accepted, std::int64_t{0});
    QCOMPARE(second.refused.size(), std::size_t{2 * kPrompts});
    QCOMPARE(second.known, std::int64_t{2 * kPrompts});
    QVERIFY(first.unusable.empty() && second.unusable.empty());
    QCOMPARE(stored(*fixture_->project, study_, "ben"), std::int64_t{kPrompts});
}

void RatingExchangeTest::what_is_counted_is_stored_and_the_damaged_answer_listed_data() {
    QTest::addColumn<QString>("damaged");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no object") << "3"
                               << "not an object";
    QTest::newRow("no item") << R"({"left":"a","right":"b","answer":"left"})"
                             << "'item'";
    QTest::newRow("a number for an answer") << R"({"item":"a","left":"a","right":"b","answer":1})"
                                            << "'answer'";
    QTest::newRow("a text for a time") << R"({"item":"a","left":"a","right":"b","answer":"tie","shown_ms":"noon"})"
                                       << "'shown_ms'";
    QTest::newRow("another study's item") << R"({"item":"a","left":"a","right":"b","answer":"tie"})"
                                          << "no such item";
}

void RatingExchangeTest::what_is_counted_is_stored_and_the_damaged_answer_listed() {
    QFETCH(QString, damaged);
    QFETCH(QString, reason);
    for (const int place : {kPrompts - 1, 0}) {
        const std::string rater = std::string("rater ").append(std::to_string(place));
        Json answers = answersOf(rater);
        answers["answers"][static_cast<std::size_t>(place)] = Json::parse(damaged.toStdString());
        const auto report = mergeRatings(*fixture_->project, {written(rater + "-answers.json", answers)});
        QCOMPARE(report.accepted, std::int64_t{kPrompts - 1});
        QCOMPARE(stored(*fixture_->project, study_, rater), report.accepted);
        QCOMPARE(report.refused.size(), std::size_t{1});
        const auto said = QString::fromStdString(report.refused[0].second.english());
        QVERIFY2(said.contains(reason), qPrintable(said));
        QVERIFY(report.refused[0].first.find("-answers.json") != std::string::npos);
    }
}

void RatingExchangeTest::an_answer_given_twice_in_a_file_is_taken_once() {
    Json answers = answersOf("ben");
    answers["answers"].push_back(answers["answers"][0]);
    answers["answers"].back()["answer"] = "right";
    const auto report = mergeRatings(*fixture_->project, {written("twice.json", answers)});
    QCOMPARE(report.accepted, std::int64_t{kPrompts});
    QCOMPARE(report.refused.size(), std::size_t{1});
    for (const auto& response : fixture_->project->ratings().responses(study_, "ben", true))
        QCOMPARE(response.answer, std::string("left"));
}

void RatingExchangeTest::every_file_is_counted_for_itself() {
    Json half = answersOf("cem");
    half["answers"].erase(3);
    half["answers"][1]["left"] = 5;
    const auto report = mergeRatings(
        *fixture_->project, {written("anna-answers.json", answersOf("anna")), fixture_->folder / "missing.json",
                             written("cem-answers.json", half), written("ben-answers.json", answersOf("ben"))});
    QCOMPARE(report.accepted, std::int64_t{3 * kPrompts - 2});
    QCOMPARE(report.refused.size(), std::size_t{2});
    std::int64_t total = 0;
    for (const char* rater : {"anna", "ben", "cem"}) total += stored(*fixture_->project, study_, rater);
    QCOMPARE(total, report.accepted);
}

void RatingExchangeTest::a_file_of_another_study_is_refused() {
    const auto& folder = fixture_->folder;
    writeBytes(folder / "foreign.json",
               R"({"format":"recap-rating-answers","study_hash":"0","rater":"x","answers":[]})");
    writeBytes(folder / "package.json", R"({"format":"recap-rating-package"})");
    writeBytes(folder / "cut.json", R"({"format":"recap-rating-ans)");
    const auto report = mergeRatings(*fixture_->project, {folder / "foreign.json", folder / "package.json",
                                                          folder / "cut.json", folder / "none.json"});
    QCOMPARE(report.accepted, std::int64_t{0});
    QCOMPARE(report.refused.size(), std::size_t{4});
    QCOMPARE(report.unusable.size(), std::size_t{4});
}

void RatingExchangeTest::a_newer_or_damaged_file_is_refused_as_a_whole() {
    for (const auto& [field, value] : std::map<std::string, Json>{
             {"version", 4}, {"version", "two"}, {"rater", ""}, {"study_hash", 7}, {"answers", "all"}, {"format", 1}}) {
        Json answers = answersOf("ben");
        answers[field] = value;
        const auto report = mergeRatings(*fixture_->project, {written("wrong.json", answers)});
        QCOMPARE(report.accepted, std::int64_t{0});
        QCOMPARE(report.refused.size(), std::size_t{1});
        QCOMPARE(stored(*fixture_->project, study_, "ben"), std::int64_t{0});
    }
}

void RatingExchangeTest::a_stored_answer_outlives_another_one_of_the_same_rater() {
    // Two people called ben, each with a package of his own.
    auto& project = *fixture_->project;
    Json other = answersOf("ben");
    for (auto& answer : other["answers"]) answer["answer"] = "right";
    mergeRatings(project, {written("ben.json", answersOf("ben"))});
    const auto report = mergeRatings(project, {written("other ben.json", other)});
    QCOMPARE(report.accepted, std::int64_t{0});
    QCOMPARE(report.known, std::int64_t{0});
    QCOMPARE(report.conflicting, std::int64_t{kPrompts});
    QCOMPARE(report.unusable.size(), std::size_t{1});
    QVERIFY(report.unusable[0].second.english().find("two raters have one name") != std::string::npos);
    QCOMPARE(stored(project, study_, "ben"), std::int64_t{kPrompts});
    for (const auto& response : project.ratings().responses(study_, "ben"))
        QCOMPARE(response.answer, std::string("left"));
}

void RatingExchangeTest::an_answer_changed_after_it_was_merged_is_told_from_a_merged_one() {
    auto& project = *fixture_->project;
    Json answers = answersOf("ben"), first = answers;
    first["answers"].erase(kPrompts - 1);
    QCOMPARE(mergeRatings(project, {written("ben.json", first)}).accepted, std::int64_t{kPrompts - 1});
    answers["answers"][0]["answer"] = "tie";
    answers["answers"][1]["answered_ms"] = 3;
    const auto report = mergeRatings(project, {written("ben.json", answers)});
    QCOMPARE(report.accepted, std::int64_t{1});
    QCOMPARE(report.known, std::int64_t{kPrompts - 3});
    QCOMPARE(report.conflicting, std::int64_t{2});
    QVERIFY(report.unusable.empty());
}

void RatingExchangeTest::answers_to_a_changed_plan_are_refused() {
    auto& project = *fixture_->project;
    const auto file = written("ben.json", answersOf("ben"));
    auto plan = project.ratings().study(study_)->plan;
    plan["question"] = "Which picture is worse?";
    project.database().prepare("UPDATE study SET plan = ? WHERE id = ?").bind(plan.dump()).bind(study_.value).run();
    const auto report = mergeRatings(project, {file});
    QCOMPARE(report.accepted, std::int64_t{0});
    QCOMPARE(report.unusable.size(), std::size_t{1});
    QVERIFY(report.unusable[0].second.english().find("was changed after it was fixed") != std::string::npos);
    QCOMPARE(stored(project, study_, "ben"), std::int64_t{0});
    QVERIFY_EXCEPTION_THROWN(packRatingStudy(project, study_, "cem", fixture_->folder / "cem.json"), Error);
}

void RatingExchangeTest::texts_of_ten_megabytes_are_refused_and_not_repeated() {
    auto& project = *fixture_->project;
    const std::string long_text(10'000'000, 'x');
    for (const char* field : {"item", "left", "right", "answer"}) {
        Json answers = answersOf("ben");
        answers["answers"][2][field] = long_text;
        const auto report = mergeRatings(project, {written(std::string(field) + ".json", answers)});
        QCOMPARE(report.refused.size(), report.known == 0 ? std::size_t{1} : std::size_t{kPrompts});
        std::size_t longest = 0;
        for (const auto& [what, why] : report.refused) {
            longest = std::max(longest, what.size() + why.english().size());
        }
        QVERIFY2(longest < 1000, field);
        QCOMPARE(stored(project, study_, "ben"), std::int64_t{kPrompts - 1});
    }
    Json answers = answersOf("cem");
    answers["rater"] = long_text;
    const auto report = mergeRatings(project, {written("rater.json", answers)});
    QCOMPARE(report.accepted, std::int64_t{0});
    QCOMPARE(report.unusable.size(), std::size_t{1});
    QVERIFY(report.unusable[0].second.english().size() < 1000);
}

void RatingExchangeTest::names_with_markup_and_truncated_files_do_no_harm() {
    auto& project = *fixture_->project;
    const std::string name = "<script>alert(1)</script>'; DROP TABLE response; --";
    Json answers = answersOf("anna");
    answers["rater"] = name;
    const auto whole = written("whole.json", answers);
    QCOMPARE(mergeRatings(project, {whole}).accepted, std::int64_t{kPrompts});
    QCOMPARE(stored(project, study_, name), std::int64_t{kPrompts});
    const std::string bytes = readBytes(whole);
    for (std::size_t length = 0; length < bytes.size() - 2; length += 97) {
        writeBytes(fixture_->folder / "cut.json", bytes.substr(0, length));
        const auto report = mergeRatings(project, {fixture_->folder / "cut.json"});
        QCOMPARE(report.accepted, std::int64_t{0});
        QCOMPARE(report.unusable.size(), std::size_t{1});
    }
    QCOMPARE(stored(project, study_, name), std::int64_t{kPrompts});
}
