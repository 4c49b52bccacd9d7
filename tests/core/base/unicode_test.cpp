// SPDX-License-Identifier: GPL-3.0-or-later
#include "unicode_test.h"

#include "base/unicode.h"

#include <QtTest/QTest>

using namespace recap;
using namespace std::string_literals;

void UnicodeTest::utf8_is_taken_as_it_is() {
    bool repaired = true;
    QCOMPARE(utf8FromBytes("caf\xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80", &repaired),
             "caf\xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80"s);
    QVERIFY(!repaired);
}

void UnicodeTest::a_byte_order_mark_is_dropped() {
    QCOMPARE(utf8FromBytes("\xEF\xBB\xBFhat"), "hat"s);
}

void UnicodeTest::utf16_is_recognised_by_its_mark() {
    QCOMPARE(utf8FromBytes("\xFF\xFEh\0\xE9\0"s), "h\xC3\xA9"s);
    QCOMPARE(utf8FromBytes("\xFE\xFF\0h\0\xE9"s), "h\xC3\xA9"s);
    QCOMPARE(utf8FromBytes("\xFE\xFF\xD8\x3D\xDE\x00"s), "\xF0\x9F\x98\x80"s);
    QCOMPARE(utf8FromBytes("\xFE\xFF\xD8\x3D"s), "\xEF\xBF\xBD"s);  // half of a pair
}

void UnicodeTest::other_bytes_are_windows_1252() {
    bool repaired = false;
    QCOMPARE(utf8FromBytes("caf\xE9 \x93quoted\x94 \x80", &repaired),
             "caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x82\xAC"s);
    QVERIFY(repaired);
}

void UnicodeTest::ill_formed_sequences_are_recognised() {
    for (const auto& bad : {"\xC0\xAF"s, "\xED\xA0\x80"s, "\xF5\x80\x80\x80"s, "\x80"s, "a\xE4\xB8"s})
        QVERIFY(!isValidUtf8(bad));
    for (const auto& good : {""s, "abc"s, "\0"s, "\xF4\x8F\xBF\xBD"s}) QVERIFY(isValidUtf8(good));
}

void UnicodeTest::repair_keeps_what_is_good() {
    QCOMPARE(repairUtf8("a\xFF\xC3\xA9\xE4"), "a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD"s);
    QVERIFY(isValidUtf8(repairUtf8("\xC0\xAF\xED\xA0\x80")));
}

void UnicodeTest::code_points_round_trip() {
    const auto text = "a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80"s;
    QCOMPARE(codePoints(text), (std::vector<std::int32_t>{0x61, 0xE9, 0x4E2D, 0x1F600}));
    QCOMPARE(utf8FromCodePoints(codePoints(text)), text);
    QCOMPARE(utf8FromCodePoints({0xD800}), "\xEF\xBF\xBD"s);  // a surrogate is no character
}

void UnicodeTest::composition_and_decomposition_are_inverse() {
    QCOMPARE(toNfc("e\xCC\x81"), "\xC3\xA9"s);
    QCOMPARE(toNfd("\xC3\xA9"), "e\xCC\x81"s);
    QCOMPARE(foldCase("STRASSE"), foldCase("stra\xC3\x9F"
                                           "e"));
}

void UnicodeTest::lower_case_follows_python() {
    QCOMPARE(toLower("\xC3\x89T\xC3\x89 \xCE\xA3"), "\xC3\xA9t\xC3\xA9 \xCF\x83"s);
    QCOMPARE(toLower("\xC4\xB0"), "i\xCC\x87"s);  // 'İ'.lower() has two code points
}

void UnicodeTest::trimming_removes_ascii_white_space() {
    QCOMPARE(std::string(trimmed(" \t\r\n a b \v\f")), "a b"s);
    QCOMPARE(std::string(trimmed(" \n")), ""s);
}
