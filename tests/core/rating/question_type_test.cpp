// SPDX-License-Identifier: GPL-3.0-or-later
#include "question_type_test.h"

#include "base/error.h"
#include "rating/blinding.h"
#include "rating/design.h"
#include "rating/question_type.h"

#include <QtTest/QTest>

#include <set>

using namespace recap;

void QuestionTypeTest::every_type_is_listed_once_and_complete() {
    std::set<std::string> ids;
    for (const auto& type : questionTypes()) {
        QVERIFY2(ids.insert(type.id).second, type.id.c_str());
        QCOMPARE(findQuestionType(type.id), &type);
        QVERIFY2(!type.title.empty() && !type.question.empty(), type.id.c_str());
        QVERIFY2(type.places.size() == 1 || type.places.size() == 2, type.id.c_str());
        QVERIFY2(type.answers.size() <= 9, "each answer has a digit key");
        std::set<std::string> places, answers;
        for (const auto& place : type.places) places.insert(place.id);
        QCOMPARE(places.size(), type.places.size());
        int levels = 0;
        for (const auto& answer : type.answers) {
            QVERIFY2(answers.insert(answer.id).second, answer.id.c_str());
            QCOMPARE(type.findAnswer(answer.id), &answer);
            QVERIFY2(!answer.label.empty(), answer.id.c_str());
            if (answer.verdict == Verdict::Level) QCOMPARE(answer.level, ++levels);
            const bool ofAPair = answer.verdict != Verdict::Level && answer.verdict != Verdict::CannotSay;
            QVERIFY2(!ofAPair || type.sideBySide(), answer.id.c_str());
        }
        QCOMPARE(type.levels(), levels);
        QCOMPARE(levels == 0, type.sideBySide());
        QVERIFY2(type.sideBySide() || (type.success_level > 1 && type.success_level <= levels), type.id.c_str());
    }
}

void QuestionTypeTest::answers_of_older_files_keep_their_names() {
    const auto& first = questionTypes().front();
    QCOMPARE(first.id, std::string("preference"));
    std::vector<std::string> places, answers;
    for (const auto& place : first.places) places.push_back(place.id);
    for (const auto& answer : first.answers) answers.push_back(answer.id);
    QCOMPARE(places, (std::vector<std::string>{"left", "right"}));
    QCOMPARE(answers, (std::vector<std::string>{"left", "right", "tie", "both_bad", "cannot_say"}));
    QCOMPARE(first.question.english(), std::string("Which picture shows better what the text says?"));
}

void QuestionTypeTest::realism_has_one_picture_and_five_levels() {
    const auto& type = requireQuestionType("realism");
    QCOMPARE(type.places.size(), std::size_t{1});
    QCOMPARE(type.answers.size(), std::size_t{5});
    QCOMPARE(type.levels(), 5);
    QCOMPARE(type.answers.front().label.english(), std::string("AI-generated photo"));
    QCOMPARE(type.answers.back().label.english(), std::string("Real photo"));
}

void QuestionTypeTest::what_is_not_listed_is_refused_with_the_list() {
    try {
        requireQuestionType("guess");
        QFAIL("an unknown type was found");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidOption);
        for (const auto& type : questionTypes())
            QVERIFY2(std::string(error.what()).find(type.id) != std::string::npos, error.what());
    }
    QVERIFY_EXCEPTION_THROWN(questionTypes().front().requireAnswer("5"), Error);
}

void QuestionTypeTest::a_picture_alone_is_named_by_the_key() {
    std::vector<DesignItem> pairs;
    for (int i = 0; i < 5; ++i) {
        auto& item = pairs.emplace_back();
        item.prompt = std::string("prompt ").append(std::to_string(i));
        item.seed = i;
        item.first = "a";
        item.second = "b";
    }
    pairs = makeDesign(pairs, {.repeat_share = 0});
    const auto key = BlindingKey::generate(), other = BlindingKey::generate();
    const auto items = onePictureItems(pairs, key);
    QCOMPARE(items.size(), 2 * pairs.size());
    std::set<std::string> ids;
    for (std::size_t i = 0; i < items.size(); ++i) {
        QCOMPARE(items[i].pair, pairs[i / 2].id);
        QCOMPARE(items[i].shows, i % 2 == 0 ? Shown::First : Shown::Second);
        QCOMPARE(items[i].id, key.imageCode(items[i].pair, i % 2 == 0));
        ids.insert(items[i].id);
    }
    for (const auto& item : onePictureItems(pairs, other)) ids.insert(item.id);
    QCOMPARE(ids.size(), 2 * items.size());
    const auto read = designFromJson(toJson(items));
    QCOMPARE(toJson(read).dump(), toJson(items).dump());
    QCOMPARE(read[3].shows, Shown::Second);
    QCOMPARE(read[3].pair, pairs[1].id);
    Json damaged = toJson(items);
    damaged[0]["shows"] = "neither";
    QVERIFY_EXCEPTION_THROWN(designFromJson(damaged), Error);
}
