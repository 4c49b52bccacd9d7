// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_package_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "image/encode.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_package.h"
#include "workflow/rating/rating_study.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 6;

void addRun(Project& project, const std::string& name, std::uint8_t shade) {
    RunRecord run;
    run.name = name;
    run.kind = RunKind::Samples;
    run = project.runs().create(run);
    for (int i = 0; i < kPrompts; ++i) {
        const auto file = project.runDirectory(run.id) / (std::to_string(i) + ".png");
        writePng(file, ImageBuffer(8, 8, 3, shade));
        SampleRecord sample;
        sample.run = run.id;
        sample.prompt_index = i;
        sample.prompt = std::string("prompt ").append(std::to_string(i));
        sample.seed = i;
        sample.path = project.relative(file);
        project.samples().add(sample);
    }
}

}  // namespace

void RatingPackageTest::init() {
    folder_ = std::make_unique<TempDir>();
    project_ = Project::create(*folder_ / "study.recap");
    addRun(*project_, "baseline", 20);
    addRun(*project_, "recap", 220);
    RatingPlan plan;
    plan.name = "blind";
    plan.first_run = "baseline";
    plan.second_run = "recap";
    plan.repeat_share = 0;
    study_ = createRatingStudy(*project_, plan).id;
}

void RatingPackageTest::cleanup() {
    project_.reset();
    folder_.reset();
}

std::filesystem::path RatingPackageTest::packed(const std::string& rater) {
    const auto file = *folder_ / (rater + ".json");
    packRatingStudy(*project_, study_, rater, file);
    return file;
}

void RatingPackageTest::a_package_shows_what_the_session_in_the_project_shows() {
    RatingPackage package(packed("anna"));
    RatingSession session(project_, study_, "anna");
    QCOMPARE(package.total(), session.total());
    QCOMPARE(package.question(), session.question());
    while (const auto expected = session.current()) {
        const auto view = package.current();
        QVERIFY(view.has_value());
        QCOMPARE(view->item, expected->item);
        QCOMPARE(view->prompt, expected->prompt);
        QCOMPARE(view->position, expected->position);
        QVERIFY(view->pictures[0].bytes == readBytes(expected->pictures[0].path));
        QVERIFY(view->pictures[1].bytes == readBytes(expected->pictures[1].path));
        package.answer("tie");
        session.answer("tie");
    }
    QVERIFY(!package.current().has_value());
    QVERIFY_EXCEPTION_THROWN(package.answer("tie"), Error);
}

void RatingPackageTest::answers_given_elsewhere_count_as_if_given_in_the_project() {
    RatingPackage package(packed("anna"));
    QCOMPARE(package.answersFile(), *folder_ / "anna-answers.json");
    const char* const answers[kPrompts] = {"left", "right", "tie", "left", "both_bad", "cannot_say"};
    RatingSession session(project_, study_, "ben");
    for (const char* answer : answers) package.answer(answer);
    const auto report = mergeRatings(*project_, {package.answersFile()});
    QCOMPARE(report.accepted, std::int64_t{kPrompts});
    QVERIFY(report.refused.empty());
    const auto stored = project_->ratings().responses(study_, "anna");
    QCOMPARE(stored.size(), std::size_t{kPrompts});
    for (int i = 0; i < kPrompts; ++i) QCOMPARE(stored[static_cast<std::size_t>(i)].answer, std::string(answers[i]));
}

void RatingPackageTest::a_package_continues_after_a_restart() {
    const auto file = packed("anna");
    std::string second;
    {
        RatingPackage package(file);
        package.answer("left");
        second = package.current()->item;
    }
    RatingPackage package(file);
    QCOMPARE(package.answered(), std::int64_t{1});
    QCOMPARE(package.current()->item, second);
}

void RatingPackageTest::packages_and_answers_of_version_1_are_still_read() {
    const auto file = packed("anna");
    Json package = readJsonFile(file);
    package["version"] = 1;
    package.erase("question_type");
    package["study"] = "blind";
    writeJsonFile(file, package);
    writeJsonFile(*folder_ / "anna-answers.json", {{"format", "recap-rating-answers"},
                                                   {"version", 1},
                                                   {"study_hash", package["study_hash"]},
                                                   {"rater", "anna"},
                                                   {"answers",
                                                    {{{"item", package["items"][0]["item"]},
                                                      {"left", package["items"][0]["left"]["code"]},
                                                      {"right", package["items"][0]["right"]["code"]},
                                                      {"answer", "tie"},
                                                      {"shown_ms", 5},
                                                      {"answered_ms", 9}}}}});
    RatingPackage opened(file);
    QCOMPARE(opened.answered(), std::int64_t{1});
    opened.answer("left", 700);
    const auto report = mergeRatings(*project_, {opened.answersFile()});
    QCOMPARE(report.accepted, std::int64_t{2});
    const auto stored = project_->ratings().responses(study_, "anna");
    QVERIFY(!stored[0].details.contains("visible_ms"));
    QCOMPARE(stored[1].details["visible_ms"].get<int>(), 700);
}

void RatingPackageTest::undo_takes_the_newest_answer_out_of_the_file() {
    RatingPackage package(packed("anna"));
    QVERIFY(!package.undo());
    package.answer("left");
    const auto second = package.current()->item;
    package.answer("right");
    QVERIFY(package.undo());
    QCOMPARE(package.current()->item, second);
    QCOMPARE(readJsonFile(package.answersFile())["answers"].size(), std::size_t{1});
}

void RatingPackageTest::answers_of_another_package_are_not_continued() {
    const auto anna = packed("anna"), ben = packed("ben");
    RatingPackage(ben).answer("left");
    std::filesystem::rename(*folder_ / "ben-answers.json", *folder_ / "anna-answers.json");
    const std::string before = readBytes(*folder_ / "anna-answers.json");
    try {
        RatingPackage package(anna);
        QFAIL("answers of another rater were taken over");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::BadFormat);
        QVERIFY(std::string(error.what()).find("anna-answers.json") != std::string::npos);
    }
    QCOMPARE(readBytes(*folder_ / "anna-answers.json"), before);
}

void RatingPackageTest::a_damaged_package_is_refused_with_its_place_data() {
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("word");
    QTest::newRow("cut short") << "cut"
                               << "not valid JSON";
    QTest::newRow("something else") << "other"
                                    << "not a rating package";
    QTest::newRow("of a newer program") << "newer"
                                        << "newer version";
    QTest::newRow("a pair without a picture") << "picture"
                                              << "item 3";
    QTest::newRow("no pairs") << "empty"
                              << "nothing to rate";
}

void RatingPackageTest::a_damaged_package_is_refused_with_its_place() {
    QFETCH(QString, damage);
    QFETCH(QString, word);
    const auto file = packed("anna");
    Json package = readJsonFile(file);
    if (damage == u"other") package["format"] = "recap-rating-plan";
    if (damage == u"newer") package["version"] = 4;
    if (damage == u"picture") package["items"][2]["right"].erase("png");
    if (damage == u"empty") package["items"] = Json::array();
    std::string text = package.dump();
    if (damage == u"cut") text.resize(text.size() / 2);
    writeBytes(file, text);
    try {
        RatingPackage opened(file);
        QFAIL("the package was opened");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::BadFormat);
        QVERIFY2(QString::fromUtf8(error.what()).contains(word), error.what());
    }
    QVERIFY(!std::filesystem::exists(*folder_ / "anna-answers.json"));
}
