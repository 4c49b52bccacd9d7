// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_blinding_test.h"

#include "base/base64.h"
#include "base/error.h"
#include "base/json.h"
#include "base/random.h"
#include "image/decode.h"
#include "rating/assignment.h"
#include "rating/design.h"
#include "workflow/rating/rating_answers.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_package.h"
#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_result_json.h"
#include "workflow/rating/rating_session.h"

#include <QtTest/QTest>

#include <map>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 10;

// Plain for one system, noise of another size for the other one: as unequal as files can be. The first pixel says
// which is which.
ImageBuffer plain(int) {
    return ImageBuffer(40, 40, 3, 20);
}
ImageBuffer noise(int prompt) {
    Random random(static_cast<std::uint64_t>(prompt));
    ImageBuffer image(96, 64, 3);
    for (auto& value : image.pixels) value = static_cast<std::uint8_t>(100 + random.below(156));
    return image;
}
bool isPlain(std::string_view png) {
    const auto image = decodeImageBytes(png, "picture");
    return *image.at(image.width / 2, image.height / 2) == 20;
}

std::string messageOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

void RatingBlindingTest::init() {
    fixture_ = std::make_unique<RatingFixture>();
    fixture_->addRun("Alttext", kPrompts, plain);
    fixture_->addRun("RECAP Mix", kPrompts, noise);
    study_ = fixture_->makeStudy("Alttext vs RECAP Mix", "Alttext", "RECAP Mix");
}

void RatingBlindingTest::cleanup() {
    fixture_.reset();
}

void RatingBlindingTest::a_package_holds_no_key_no_path_and_no_name() {
    auto& project = *fixture_->project;
    const auto file = fixture_->folder / "anna.json";
    QCOMPARE(packRatingStudy(project, study_, "anna", file), std::int64_t{kPrompts});
    std::string bytes = readBytes(file);
    const Json package = Json::parse(bytes);
    QCOMPARE(package["items"].size(), std::size_t{kPrompts});
    for (const auto& item : package["items"])
        for (const char* side : {"left", "right"}) bytes += bytesFromBase64(item[side]["png"].get<std::string>());
    const auto secret = project.settings().get("rating.key." + std::to_string(study_.value));
    QVERIFY(secret.has_value());
    for (const std::string& word :
         {*secret, std::string("Alttext"), std::string("RECAP"), std::string("Mix"), std::string(" vs "),
          std::string("runs/"), std::string("seed"), fixture_->folder.path().string(), std::string("tEXt")})
        QVERIFY2(bytes.find(word) == std::string::npos, word.c_str());
}

void RatingBlindingTest::pictures_of_different_systems_are_told_apart_by_their_pixels_only() {
    const auto file = fixture_->folder / "anna.json";
    packRatingStudy(*fixture_->project, study_, "anna", file);
    const Json package = readJsonFile(file);
    std::map<bool, std::multiset<std::size_t>> bytes;
    std::map<bool, std::multiset<std::pair<int, int>>> sizes;
    for (const auto& item : package["items"])
        for (const char* side : {"left", "right"}) {
            const auto png = bytesFromBase64(item[side]["png"].get<std::string>());
            const auto image = decodeImageBytes(png, "picture");
            bytes[isPlain(png)].insert(png.size());
            sizes[isPlain(png)].insert({image.width, image.height});
        }
    QCOMPARE(bytes[true].size(), std::size_t{kPrompts});
    QVERIFY(bytes[true] == bytes[false]);
    QVERIFY(sizes[true] == sizes[false]);
    QCOMPARE(sizes[true].begin()->first, 40);
    // The session in the project shows the same files.
    const auto view = RatingSession(fixture_->project, study_, "anna").current();
    QCOMPARE(package["items"][0]["item"].get<std::string>(), view->item);
    QVERIFY(bytesFromBase64(package["items"][0]["left"]["png"].get<std::string>()) ==
            readBytes(view->pictures[0].path));
}

void RatingBlindingTest::sides_do_not_follow_from_what_a_rater_knows() {
    // The seed is a number that everybody can guess, and the program's source is open.
    const auto record = *fixture_->project->ratings().study(study_);
    const auto design = designFromJson(record.plan.at("items"));
    int differ = 0;
    for (const char* rater : {"anna", "ben", "cem", "dea"}) {
        std::map<std::string, bool> guessed;
        for (const auto& item : assignItems(design, 1, rater)) guessed[item.item] = item.first_on_left;
        RatingSession session(fixture_->project, study_, rater);
        while (const auto view = session.current()) {
            differ += isPlain(readBytes(view->pictures[0].path)) != guessed.at(view->item) ? 1 : 0;
            session.answer("tie");
        }
    }
    QVERIFY(differ > 4 && differ < 36);
}

void RatingBlindingTest::a_question_that_names_a_system_is_refused() {
    QVERIFY(namesSystem("Is recap mix better?", "RECAP Mix"));
    QVERIFY(namesSystem("mix", "Mix"));
    QVERIFY(!namesSystem("Which mixture is better?", "Mix"));
    QVERIFY(!namesSystem("Which picture shows better what the text says?", "RECAP Mix"));
    RatingPlan plan;
    plan.name = "telling";
    plan.first_run = "Alttext";
    plan.second_run = "RECAP Mix";
    plan.question = "Does Alttext lose?";
    QVERIFY(messageOf([&] { createRatingStudy(*fixture_->project, plan); }).find("Alttext") != std::string::npos);
    QCOMPARE(ratingStudies(*fixture_->project).size(), std::size_t{1});
}

void RatingBlindingTest::a_picture_replaced_after_the_plan_is_noticed() {
    auto& project = *fixture_->project;
    RatingSession session(fixture_->project, study_, "anna");
    QVERIFY(session.current().has_value());
    const auto record = *project.ratings().study(study_);
    for (const auto& item : designFromJson(record.plan.at("items")))
        writePng(project.resolve(item.second), noise(1000));
    // Also where the neutral picture was made before.
    QVERIFY(messageOf([&] { session.current(); }).find("was replaced") != std::string::npos);
    const auto packing = messageOf([&] { packRatingStudy(project, study_, "ben", fixture_->folder / "ben.json"); });
    QVERIFY2(packing.find("runs/") != std::string::npos, packing.c_str());
    QCOMPARE(ratingResult(project, study_, "maker").changed_pictures.size(), std::size_t{kPrompts});
}

void RatingBlindingTest::messages_to_a_rater_name_no_file() {
    auto& project = *fixture_->project;
    const auto design = designFromJson(project.ratings().study(study_)->plan.at("items"));
    const auto check = [&](const char* what) {
        const auto message = messageOf([&] { RatingSession(fixture_->project, study_, "anna").current(); });
        QVERIFY2(!message.empty(), what);
        for (const char* word : {"Alttext", "RECAP", "runs/", ".png", "study.recap"})
            QVERIFY2(message.find(word) == std::string::npos, message.c_str());
    };
    for (const auto& item : design) std::filesystem::remove(project.resolve(item.first));
    check("pictures are gone");
    project.settings().set("rating.key." + std::to_string(study_.value), std::string(64, 'a'));
    check("the key is another one");
    project.settings().remove("rating.key." + std::to_string(study_.value));
    check("there is no key");
}

void RatingBlindingTest::a_study_of_version_1_goes_on_as_it_began() {
    auto& project = *fixture_->project;
    StudyRecord old = *project.ratings().study(study_);
    const auto key = *project.settings().get("rating.key." + std::to_string(study_.value));
    old.name = "old";
    old.plan["version"] = 1;
    old.plan.erase("question_type");
    for (auto& item : old.plan["items"]) {
        item.erase("first_sha256");
        item.erase("second_sha256");
    }
    old = project.ratings().createStudy(old);
    project.settings().set("rating.key." + std::to_string(old.id.value), key);
    RatingSession session(fixture_->project, old.id, "anna");
    for (const auto& expected : assignItems(designFromJson(old.plan.at("items")), 1, "anna")) {
        const auto view = session.current();
        QCOMPARE(view->item, expected.item);
        QCOMPARE(isPlain(readBytes(view->pictures[0].path)), expected.first_on_left);
        session.answer("left");
    }
    QVERIFY(!session.current().has_value());
    QCOMPARE(ratingResult(project, old.id, "maker").responses, std::int64_t{kPrompts});
    old.plan["version"] = 4;
    old.name = "newer";
    old = project.ratings().createStudy(old);
    project.settings().set("rating.key." + std::to_string(old.id.value), key);
    QVERIFY(messageOf([&] { RatingSession(fixture_->project, old.id, "anna"); }).find("newer") != std::string::npos);
}

void RatingBlindingTest::opening_the_results_is_recorded_with_the_study() {
    struct At final : Clock {
        std::int64_t ms = 0;
        std::int64_t nowMs() const override { return ms; }
    } clock;
    auto& project = *fixture_->project;
    QVERIFY(ratingOpenings(project, study_).empty());
    clock.ms = 1000;
    ratingResult(project, study_, "maker", clock);
    clock.ms = 2000;
    ratingResult(project, study_, "maker", clock);  // nothing new was seen
    RatingSession(fixture_->project, study_, "anna").answer("left");
    ratingResult(project, study_, "maker", clock);
    const auto result = ratingResult(project, study_, "other", clock);
    QVERIFY_EXCEPTION_THROWN(ratingResult(project, study_, "", clock), Error);
    const auto openings = ratingOpenings(project, study_);
    QCOMPARE(openings.size(), std::size_t{3});
    QCOMPARE(openings[0].who, std::string("maker"));
    QCOMPARE(openings[0].time_ms, std::int64_t{1000});
    QCOMPARE(openings[0].answers, std::int64_t{0});
    QCOMPARE(openings[1].answers, std::int64_t{1});
    QCOMPARE(openings[2].who, std::string("other"));
    QCOMPARE(toJson(result)["openings"].size(), std::size_t{3});
    QVERIFY(!loginName().empty());
}

void RatingBlindingTest::raw_answers_have_systems_only_after_the_results_were_opened() {
    auto& project = *fixture_->project;
    RatingSession session(fixture_->project, study_, "anna");
    while (const auto view = session.current())
        session.answer(isPlain(readBytes(view->pictures[0].path)) ? "right" : "left", 2500);
    const auto sealed = ratingAnswersCsv(project, study_);
    QVERIFY(sealed.starts_with("study,plan_hash,rater,item,"));
    QVERIFY(sealed.find(",2.500,visible\r\n") != std::string::npos);
    for (const char* word : {"Alttext", "RECAP", "Mix"}) QVERIFY2(sealed.find(word) == std::string::npos, word);
    ratingResult(project, study_, "maker");
    const QStringList rows =
        QString::fromStdString(ratingAnswersCsv(project, study_)).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(rows.size(), kPrompts + 1);
    QVERIFY(rows[0].endsWith(QStringLiteral(",study_name,left_system,right_system,preferred")));
    for (int i = 1; i < rows.size(); ++i) {
        const auto cells = rows[i].split(u',');
        QCOMPARE(cells.size(), 18);
        QCOMPARE(cells[17], QStringLiteral("RECAP Mix"));
        QCOMPARE(cells[cells[9] == QStringLiteral("left") ? 15 : 16], QStringLiteral("RECAP Mix"));
        QCOMPARE(cells[cells[9] == QStringLiteral("left") ? 16 : 15], QStringLiteral("Alttext"));
    }
}
