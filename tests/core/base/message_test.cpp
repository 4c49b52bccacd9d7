// SPDX-License-Identifier: GPL-3.0-or-later
#include "message_test.h"

#include "base/error.h"
#include "base/message.h"
#include "base/stored_message.h"

#include <QtTest/QTest>
#include <cctype>
#include <filesystem>

using namespace recap;

namespace {

std::string inCapitals(const std::string& sentence) {
    std::string out = sentence;
    for (auto& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

}  // namespace

void MessageTest::arguments_stand_where_the_sentence_names_them() {
    QCOMPARE(message("%2 before %1, %2 again", "a", std::string("b")).english(), std::string("b before a, b again"));
    QCOMPARE(message("Nothing to put in.").english(), std::string("Nothing to put in."));
}

void MessageTest::an_argument_that_looks_like_a_place_stays_as_it_is() {
    QCOMPARE(message("'%1' and '%2'", "%2", "%1%%").english(), std::string("'%2' and '%1%%'"));
}

void MessageTest::a_place_without_an_argument_stays() {
    QCOMPARE(message("100 % of %1, %3 and %", 5).english(), std::string("100 % of 5, %3 and %"));
}

void MessageTest::numbers_and_paths_are_written_as_people_read_them() {
    const std::uint64_t large = 1'234'567'890'123;
    QCOMPARE(message("%1 %2 %3 %4", -3, large, 0.25, 1e-6).english(), std::string("-3 1234567890123 0.25 1e-06"));
    QCOMPARE(message("%1", std::filesystem::path("/a/b.png")).english(), std::string("/a/b.png"));
}

void MessageTest::a_sentence_in_a_sentence_is_translated_as_well() {
    const auto said = message("%1 is damaged: %2", "file.json", message("its field '%1' is missing.", "rater"));
    QCOMPARE(said.english(), std::string("file.json is damaged: its field 'rater' is missing."));
    QCOMPARE(said.in(inCapitals), std::string("file.json IS DAMAGED: ITS FIELD 'rater' IS MISSING."));
    QCOMPARE(together({message("One."), message("Two.")}).in(inCapitals), std::string("ONE. TWO."));
    QCOMPARE(listOf({message("one"), message("two"), message("three")}).english(), std::string("one, two, three"));
    QVERIFY(together({}).empty() && listOf({}).empty());
}

void MessageTest::words_that_are_not_ours_are_not_translated() {
    QCOMPARE(verbatim("disk I/O error at 100 %1").in(inCapitals), std::string("disk I/O error at 100 %1"));
}

void MessageTest::an_error_says_its_message_in_english() {
    const Error error(ErrorCode::NotFound, message("There is no run with the number %1.", 7));
    QCOMPARE(std::string(error.what()), std::string("There is no run with the number 7."));
    QCOMPARE(error.message().text, std::string("There is no run with the number %1."));
    QVERIFY(Error(ErrorCode::Internal, std::string("vector")).message().verbatim);
}

void MessageTest::a_stored_sentence_is_read_as_it_was() {
    const auto inner = message("its field '%1' is missing.", "50 %1");
    for (const auto& said :
         {Message(), message("The disk is full."), message("%1 is damaged: %2", "a\"b\n.json", inner),
          verbatim("disk I/O error at 100 %1"), message("[DEC] is missing.")}) {
        const auto read = fromStoredText(storedText(said));
        QCOMPARE(read.english(), said.english());
        QCOMPARE(read.in(inCapitals), said.in(inCapitals));
    }
    QCOMPARE(storedText(message("The disk is full.")), std::string("The disk is full."));
    QCOMPARE(storedText(message("%1 is damaged: %2", "a", inner)),
             std::string(R"(["%1 is damaged: %2","a",["its field '%1' is missing.","50 %1"]])"));
}

void MessageTest::a_stored_text_of_another_kind_is_a_sentence() {
    const std::string deep = std::string(100, '[') + "\"a\"" + std::string(100, ']');
    for (const std::string text :
         {"Not enough memory.", "[half a list", "[]", "[1]", R"(["%1",{"a":1}])", deep.c_str()})
        QCOMPARE(fromStoredText(text).english(), text);
}
