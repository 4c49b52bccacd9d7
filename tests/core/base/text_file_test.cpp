// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_file_test.h"

#include "base/error.h"
#include "base/json.h"
#include "base/text_file.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::TempDir;
using recap::testing::writeBytes;
using namespace std::string_literals;

namespace {

template <class Work>
std::string refusalOf(Work work) {
    try {
        work();
    } catch (const Error& e) {
        return e.code() == ErrorCode::BadFormat ? e.what() : "another error";
    }
    return "accepted";
}

}  // namespace

void TextFileTest::a_text_is_the_same_in_every_encoding_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("repaired");
    const auto add = [](const char* name, const std::string& bytes, bool repaired = false) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << repaired;
    };
    add("UTF-8", "caf\xC3\xA9\nhat");
    add("UTF-8 with a mark",
        "\xEF\xBB\xBF"
        "caf\xC3\xA9\r\nhat\r\n");
    add("UTF-16, little end first",
        "\xFF\xFE"
        "c\0a\0f\0\xE9\0\r\0\n\0h\0a\0t\0"s);
    add("UTF-16, big end first", "\xFE\xFF\0c\0a\0f\0\xE9\0\n\0h\0a\0t"s);
    add("Windows-1252", "caf\xE9\nhat", true);
}

void TextFileTest::a_text_is_the_same_in_every_encoding() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, repaired);
    const TempDir dir;
    writeBytes(dir / "a.txt", bytes.toStdString());
    bool said = false;
    const std::string text = readText(dir / "a.txt", 1000, &said);
    const auto lines = linesOf(text);
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(std::string(lines[0]), "caf\xC3\xA9"s);
    QCOMPARE(said, repaired);
    TextLines reader(dir / "a.txt");
    std::string line;
    QVERIFY(reader.next(line, &said));
    QCOMPARE(line, "caf\xC3\xA9"s);
    QCOMPARE(said, repaired);
    QVERIFY(reader.next(line));
    QCOMPARE(line, "hat"s);
    QVERIFY(reader.where().ends_with("a.txt:2"));
    QVERIFY(!reader.next(line));
}

void TextFileTest::what_is_no_text_is_refused_by_name() {
    const TempDir dir;
    for (const auto& bytes : {"a\0cat\n"s, "a\0 \0c\0a\0t\0"s, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s}) {
        writeBytes(dir / "a.txt", bytes);
        const auto refusal = refusalOf([&] { readText(dir / "a.txt"); });
        QVERIFY2(refusal.find("a.txt is not a text") != std::string::npos, refusal.c_str());
    }
}

void TextFileTest::a_line_that_is_no_text_does_not_end_the_reading() {
    const TempDir dir;
    writeBytes(dir / "a.jsonl", "one\nt\0wo\nthree"s);
    TextLines lines(dir / "a.jsonl");
    std::string line;
    QVERIFY(lines.next(line));
    QVERIFY(refusalOf([&] { lines.next(line); }).find("a.jsonl:2 is not a text") != std::string::npos);
    QVERIFY(lines.next(line));
    QCOMPARE(line, "three"s);
}

void TextFileTest::lines_end_as_every_system_ends_them() {
    const auto lines = linesOf("a\nb\r\nc\rd\n\ne");
    QCOMPARE(lines, (std::vector<std::string_view>{"a", "b", "c", "d", "", "e"}));
    QVERIFY(linesOf("").empty());
}

void TextFileTest::json_is_read_behind_a_byte_order_mark_and_refused_in_other_encodings() {
    const TempDir dir;
    writeBytes(dir / "a.json", "\xEF\xBB\xBF{\"a\": 1}");
    QCOMPARE(readJsonFile(dir / "a.json")["a"].get<int>(), 1);
    writeBytes(dir / "a.json",
               "\xFF\xFE[\0"
               "2\0]\0"s);
    QCOMPARE(readJsonFile(dir / "a.json")[0].get<int>(), 2);
    writeBytes(dir / "a.json", "[\"caf\xE9\"]");
    QVERIFY(refusalOf([&] { readJsonFile(dir / "a.json"); }).find("not UTF-8") != std::string::npos);
}
