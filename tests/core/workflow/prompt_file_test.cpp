// SPDX-License-Identifier: GPL-3.0-or-later
#include "prompt_file_test.h"

#include "base/error.h"
#include "support/temp_dir.h"
#include "workflow/sampling/prompt_file.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::TempDir;
using recap::testing::writeBytes;
using namespace std::string_literals;

void PromptFileTest::prompts_are_the_same_however_they_are_written_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    const auto add = [](const char* row, const char* name, const std::string& bytes) {
        QTest::newRow(row) << QString::fromLatin1(name) << QByteArray::fromStdString(bytes);
    };
    add("lines", "p.txt", "a cat\na dog\n");
    add("lines of Windows behind a mark", "p.txt",
        "\xEF\xBB\xBF"
        "a cat\r\n\r\na dog\r\n");
    add("lines of blanks", "p.txt", "  \t\na cat\n   \na dog\n  ");
    add("UTF-16", "p.txt",
        "\xFF\xFE"
        "a\0 \0c\0a\0t\0\n\0a\0 \0d\0o\0g\0"s);
    add("a list", "p.json", R"(["a cat", {"prompt": "a dog"}])");
    add("a list behind blanks", "p.json", "\n  [\"a cat\", \"a dog\"]\n");
    add("a list behind a mark", "p.json", "\xEF\xBB\xBF[\"a cat\", \"a dog\"]");
    add("objects, one a line", "p.txt", "{\"prompt\": \"a cat\"}\n\n{\"prompt\": \"a dog\", \"seed\": null}\n");
    add("texts, one a line", "p.jsonl", "\"a cat\"\n\"a dog\"\n");
}

void PromptFileTest::prompts_are_the_same_however_they_are_written() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    const TempDir dir;
    writeBytes(dir / name.toStdString(), bytes.toStdString());
    const auto prompts = readPromptFile(dir / name.toStdString(), 7);
    QCOMPARE(prompts.size(), std::size_t{2});
    QCOMPARE(prompts[0].text, "a cat"s);
    QCOMPARE(prompts[1].text, "a dog"s);
    QCOMPARE(prompts[1].seed, std::int64_t{7});
}

void PromptFileTest::seeds_are_taken_where_they_are_given() {
    const TempDir dir;
    writeBytes(dir / "p.json",
               R"([{"prompt": "a", "seed": 5}, {"prompt": "b"}, {"prompt": "c", "seed": 9223372036854775807}])");
    const auto prompts = readPromptFile(dir / "p.json", 7);
    QCOMPARE(prompts[0].seed, std::int64_t{5});
    QCOMPARE(prompts[1].seed, std::int64_t{7});
    QCOMPARE(prompts[2].seed, std::numeric_limits<std::int64_t>::max());
    writeBytes(dir / "one.json", R"({"prompt": "a", "seed": 3})");
    QCOMPARE(readPromptFile(dir / "one.json", 7).at(0).seed, std::int64_t{3});
}

void PromptFileTest::ids_of_a_prompt_set_are_kept() {
    const TempDir dir;
    writeBytes(dir / "set.jsonl",
               "{\"id\": \"behind/17\", \"prompt\": \"a cat\", \"expect\": {\"classes\": [\"cat\"]}}\n"
               "{\"prompt\": \"a dog\"}\n");
    const auto prompts = readPromptFile(dir / "set.jsonl", 7);
    QCOMPARE(prompts.at(0).id, "behind/17"s);
    QCOMPARE(prompts.at(1).id, "2"s);
}

void PromptFileTest::a_wrong_entry_is_named_with_its_file_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* row, const char* name, const std::string& bytes, const char* part) {
        QTest::newRow(row) << QString::fromLatin1(name) << QByteArray::fromStdString(bytes)
                           << QString::fromLatin1(part);
    };
    for (const char* seed : {"\"5\"", "true", "5.5", "1180591620717411303424", "18446744073709551615", "[1]"})
        add(seed, "p.json", std::string(R"(["a", {"prompt": "b", "seed": )") + seed + "}]",
            "p.json, entry 2 has the seed");
    add("a number", "p.json", "[\"a\", 3]", "p.json, entry 2 is neither");
    add("an object without a prompt", "p.json", R"({"text": "a"})", "p.json is neither");
    add("a line", "p.jsonl", "{\"prompt\": \"a\"}\n{\"prompt\": 3}\n", "p.jsonl:2 is neither");
    add("a broken line", "p.txt", "{\"prompt\": \"a\"}\n{\"prom", "p.txt:2 is not valid JSON");
    add("a broken list", "p.json", "[\"a\", ", "p.json begins with '['");
    add("zero bytes", "p.txt", "a\0cat\n"s, "p.txt is not a text");
    add("Windows-1252", "p.txt", "a caf\xE9\n", "p.txt is neither UTF-8");
    add("blanks", "p.txt", "   \n  \n", "p.txt holds no prompt");
    add("an empty list", "p.json", "[]", "p.json holds no prompt");
}

void PromptFileTest::a_wrong_entry_is_named_with_its_file() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, part);
    const TempDir dir;
    writeBytes(dir / name.toStdString(), bytes.toStdString());
    try {
        readPromptFile(dir / name.toStdString(), 7);
        QFAIL("it was accepted");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::BadFormat);
        QVERIFY2(QString::fromUtf8(e.what()).contains(part), e.what());
    }
}
