// SPDX-License-Identifier: GPL-3.0-or-later
#include "prompt_import_test.h"

#include "coco_prompts_test.h"

#include "base/error.h"
#include "support/temp_dir.h"
#include "support/test_main.h"
#include "workflow/prompts/prompt_import.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

// Written by Python's pickle.dumps with the protocol of the name.
constexpr const char* kCounting4 =
    "80049566000000000000005d947d94288c0a63617074696f6e5f6964944b118c0763617074696f6e948c1854776f20646f677320616e642061"
    "206d6f746f7262696b65948c0d636f756e74696e675f696e666f947d94288c03646f67944b028c096d6f746f7262696b65944b017575612e";
constexpr const char* kMismatched3 =
    "80035d7100287d710128580a00000063617074696f6e5f69647102580200000061377103580700000063617074696f6e710458070000004120"
    "636166c3a9710558130000006d69736d6174636865645f63617074696f6e7371065d7107285805000000412062757371085805000000412064"
    "6f67710965757d710a28680258020000006138710b680458070000004120747261696e710c68065d710d28680868096575652e";
constexpr const char* kPosition2 =
    "80027d7100285806000000626568696e6471015d71027d710328580a00000063617074696f6e5f696471044b03580700000063617074696f6e"
    "71055812000000412063617420626568696e64206120626f787106580d00000066616c73655f63617074696f6e710758170000004120636174"
    "20696e2066726f6e74206f66206120626f78710875615805000000756e64657271095d710a7d710b2868044b03680558110000004120636174"
    "20756e646572206120626f78710c6807580e0000004120636174206f6e206120626f78710d7561752e";
// [OrderedDict(a=1)]
constexpr const char* kOrdered4 =
    "8004952c000000000000005d948c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952948c0161944b0173612e";
constexpr const char* kObjects0 =
    "(lp0\n(dp1\nVcaption\np2\nVIt's a \"dog\" \\u4e2d\np3\nsVimage_id\np4\nI9\nsVid\np5\nV55\np6\nsVidx\np7\n(lp8\n"
    "I1\naF2.5\naI01\naNasa.";

std::string bytes(const char* hex) {
    return QByteArray::fromHex(hex).toStdString();
}

std::string refusalOf(const fs::path& file) {
    try {
        (void)importPrompts(file);
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

void PromptImportTest::pickles_of_tise_become_prompts_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QByteArray>("lines");
    const auto add = [](const char* row, const char* name, const std::string& pickle, const std::string& lines) {
        QTest::newRow(row) << QString::fromLatin1(name) << QByteArray::fromStdString(pickle)
                           << QByteArray::fromStdString(lines);
    };
    add("counting", "ca.pkl", bytes(kCounting4),
        "{\"id\":\"17\",\"prompt\":\"Two dogs and a motorbike\","
        "\"expect\":{\"counts\":{\"dog\":2,\"motorcycle\":1}}}\n");
    add("R-precision, by its contents", "rp.data", bytes(kMismatched3),
        "{\"id\":\"a7\",\"prompt\":\"A caf\xC3\xA9\",\"expect\":{\"distractors\":[\"A bus\",\"A dog\"]}}\n"
        "{\"id\":\"a8\",\"prompt\":\"A train\",\"expect\":{\"distractors\":[\"A bus\",\"A dog\"]}}\n");
    add("position", "pa.pkl", bytes(kPosition2),
        "{\"id\":\"behind/3\",\"prompt\":\"A cat behind a box\",\"category\":\"behind\",\"expect\":{\"relation\":"
        "{\"word\":\"behind\"},\"false_prompt\":\"A cat in front of a box\"}}\n"
        "{\"id\":\"under/3\",\"prompt\":\"A cat under a box\",\"category\":\"under\",\"expect\":{\"relation\":"
        "{\"word\":\"under\"},\"false_prompt\":\"A cat on a box\"}}\n");
    add("one class, in the words of Python 2", "label_16_dog.pkl", kObjects0,
        "{\"id\":\"label_16_dog/55\",\"prompt\":\"It's a \\\"dog\\\" \xE4\xB8\xAD\",\"category\":\"dog\","
        "\"expect\":{\"classes\":[\"dog\"]}}\n");
}

void PromptImportTest::pickles_of_tise_become_prompts() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, pickle);
    QFETCH(const QByteArray, lines);
    const TempDir dir;
    writeBytes(dir / name.toStdString(), pickle.toStdString());
    const auto imported = importPrompts(dir / name.toStdString());
    QCOMPARE(imported.format, "tise"s);
    QCOMPARE(QByteArray::fromStdString(toJsonl(imported.set)), lines);
}

void PromptImportTest::a_folder_of_classes_is_one_set() {
    const TempDir dir;
    writeBytes(dir / "label_16_dog.pkl", kObjects0);
    writeBytes(dir / "label_02_car.pkl", kObjects0);
    writeBytes(dir / "readme.txt", "no captions");
    const auto imported = importPrompts(dir.path());
    QCOMPARE(imported.format, "soa_folder"s);
    QCOMPARE(imported.set.categories(), (std::map<std::string, std::int64_t>{{"car", 1}, {"dog", 1}}));
    QCOMPARE(imported.set.items[0].id, "label_02_car/55"s);
    const TempDir empty;
    QVERIFY(
        QString::fromStdString(refusalOf(empty.path())).contains(QStringLiteral("holds no file label_XX_name.pkl")));
}

void PromptImportTest::pickles_that_are_not_prompts_are_refused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* row, const std::string& pickle, const char* part, const char* name = "x.pkl") {
        QTest::newRow(row) << QString::fromLatin1(name) << QByteArray::fromStdString(pickle)
                           << QString::fromLatin1(part);
    };
    add("a call", "cos\nsystem\n(S'true'\ntR.", "it wants to use 'os.system'");
    add("a harmless class", bytes(kOrdered4), "it wants to use 'collections.OrderedDict'");
    add("a storage", bytes("80025d5183612e"), "operation 0x51");
    add("a cut", bytes(kCounting4).substr(0, 60), "cut off");
    add("nothing", "", "cut off");
    add("a number alone", "\x80\x02K\x05.", "is not a list of captions");
    add("a list of numbers", "\x80\x02]K\x05"s + "a.", "entry 1 has no text 'caption'");
    add("a number beyond 64 bits", "(lp0\nL123456789012345678901L\na.", "not a whole number of 64 bits");
    // A list of two references to the list before, forty times: 2^40 values in 200 bytes.
    std::string bomb = "\x80\x02]q"s + '\0';
    for (char i = 1; i <= 40; ++i)
        bomb += "]q"s + i + "h" + static_cast<char>(i - 1) + "ah" + static_cast<char>(i - 1) + "a";
    add("a list of lists", bomb + ".", "nested deeper");
    add("itself", "\x80\x02]q"s + '\0' + "h" + '\0' + "a.", "nested deeper");
    add("class 80", kObjects0, "the numbers 0 to 79", "label_80_x.pkl");
    add("an id twice", "(lp0\n(dp1\nVcaption\np2\nVa\nsVid\nVx\nsa(dp3\nVcaption\nVb\nsVid\nVx\nsa.", "entry 1 and ");
}

void PromptImportTest::pickles_that_are_not_prompts_are_refused() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, pickle);
    QFETCH(const QString, part);
    const TempDir dir;
    writeBytes(dir / name.toStdString(), pickle.toStdString());
    const auto said = QString::fromStdString(refusalOf(dir / name.toStdString()));
    QVERIFY2(said.contains(part) && said.contains(name), qPrintable(said));
}

void PromptImportTest::tables_and_texts_become_prompts_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("lines");
    const auto add = [](const char* row, const char* name, const char* text, const char* format, const char* lines) {
        QTest::newRow(row) << QString::fromLatin1(name) << QByteArray(text) << QString::fromLatin1(format)
                           << QByteArray(lines);
    };
    add("DrawBench", "data.csv", "Prompts,Category\r\nA red car.,Colors\r\n\"A sign, with \"\"Hi\"\".\",Text\r\n",
        "table",
        "{\"id\":\"1\",\"prompt\":\"A red car.\",\"category\":\"Colors\"}\n"
        "{\"id\":\"2\",\"prompt\":\"A sign, with \\\"Hi\\\".\",\"category\":\"Text\"}\n");
    add("PartiPrompts, without quoting", "p.tsv",
        "Prompt\tCategory\tChallenge\tNote\n\"Hi\" on a wall \tArts\tBasic\t\nthe word \"No\"\tArts\tBasic\tx\n",
        "table",
        "{\"id\":\"1\",\"prompt\":\"\\\"Hi\\\" on a wall\",\"category\":\"Arts\"}\n"
        "{\"id\":\"2\",\"prompt\":\"the word \\\"No\\\"\",\"category\":\"Arts\"}\n");
    add("a table by its header", "list.txt", "prompt,id\na cat,c1\n", "table",
        "{\"id\":\"c1\",\"prompt\":\"a cat\"}\n");
    add("cells of many lines", "p.tsv", "id\tprompt\n1\t\"a\ncat\"\n", "table",
        "{\"id\":\"1\",\"prompt\":\"a\\ncat\"}\n");
    add("T2I-CompBench", "Color_val.txt", "a green bench and a blue bowl\na red book\tred\tbook\n", "t2i_compbench",
        "{\"id\":\"1\",\"prompt\":\"a green bench and a blue bowl\",\"category\":\"color\"}\n"
        "{\"id\":\"2\",\"prompt\":\"a red book\",\"category\":\"color\"}\n");
    add("T2I-CompBench in space", "3d_spatial.txt", "a dog in front of a desk\n", "t2i_compbench",
        "{\"id\":\"1\",\"prompt\":\"a dog in front of a desk\",\"category\":\"3d_spatial\"}\n");
    add("a list", "colorful.txt", "prompt\na cat, a dog\n", "list",
        "{\"id\":\"1\",\"prompt\":\"prompt\"}\n{\"id\":\"2\",\"prompt\":\"a cat, a dog\"}\n");
    add("a prompt set", "s.jsonl", "{\"id\":\"x\",\"prompt\":\"a\",\"expect\":{\"classes\":[\"cat\"]}}\n", "list",
        "{\"id\":\"x\",\"prompt\":\"a\",\"expect\":{\"classes\":[\"cat\"]}}\n");
}

void PromptImportTest::tables_and_texts_become_prompts() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, format);
    QFETCH(const QByteArray, lines);
    const TempDir dir;
    writeBytes(dir / name.toStdString(), text.toStdString());
    const auto imported = importPrompts(dir / name.toStdString());
    QCOMPARE(QString::fromStdString(imported.format), format);
    QCOMPARE(QByteArray::fromStdString(toJsonl(imported.set)), lines);
}

void PromptImportTest::metadata_of_geneval_keep_their_line() {
    const TempDir dir;
    const auto position =
        R"({"tag": "position", "include": [{"class": "tv remote", "count": 1}, {"class": "dog", "count": 1, "position": ["right of", 0]}], "prompt": "a photo of a dog right of a tv remote"})"s;
    const auto counting =
        R"({"tag": "counting", "include": [{"class": "clock", "count": 2}], "exclude": [{"class": "clock", "count": 3}], "prompt": "a photo of two clocks"})"s;
    writeBytes(dir / "evaluation_metadata.jsonl", position + "\n" + counting + "\n");
    const auto imported = importPrompts(dir / "evaluation_metadata.jsonl");
    QCOMPARE(imported.format, "geneval"s);
    const auto &first = imported.set.items.at(0), &second = imported.set.items.at(1);
    QCOMPARE(first.id, "00000"s);
    QCOMPARE(first.category, "position"s);
    QCOMPARE(first.expect.relation, "right of"s);
    QCOMPARE(first.expect.first, "dog"s);
    QCOMPARE(first.expect.second, "remote"s);
    QVERIFY(first.expect.counts.empty());
    QVERIFY(first.expect.geneval == Json::parse(position));
    QCOMPARE(second.id, "00001"s);
    QCOMPARE(second.expect.counts, (std::map<std::string, int>{{"clock", 2}}));
    QCOMPARE(second.expect.classes, (std::vector<std::string>{"clock"}));
}

void PromptImportTest::files_that_are_not_prompts_are_refused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* row, const char* name, const std::string& text, const char* part) {
        QTest::newRow(row) << QString::fromLatin1(name) << QByteArray::fromStdString(text) << QString::fromLatin1(part);
    };
    const auto geneval = R"({"tag": "counting", "include": [{"class": "clock", "count": 2}], "prompt": "two clocks"})"s;
    add("a table without prompts", "t.csv", "name,value\na,1\n", "no column of prompts");
    add("an empty cell", "t.csv", "prompt,category\na,x\n,y\n", "t.csv:3 is empty");
    add("a short row", "t.csv", "prompt,category\na\n", "The row has 1 cells");
    add("a table in Windows-1252", "t.csv", "prompt\ncaf\xE9\n", "is neither UTF-8");
    add("a text in Windows-1252", "color.txt", "caf\xE9\n", "color.txt:1 is not UTF-8");
    add("a picture", "t.png", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "is not a text");
    add("another line in GenEval", "g.jsonl", geneval + "\n{\"prompt\": \"a\"}\n",
        "g.jsonl:2 is not a line of GenEval");
    add("a wrong clause in GenEval", "g.jsonl",
        geneval + "\n" + R"({"tag": "counting", "include": [{"class": 3}], "prompt": "a"})",
        "g.jsonl:2: 'class' of a GenEval prompt");
    add("nothing", "n.txt", "", "holds no prompt");
}

void PromptImportTest::files_that_are_not_prompts_are_refused() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, part);
    const TempDir dir;
    writeBytes(dir / name.toStdString(), text.toStdString());
    const auto said = QString::fromStdString(refusalOf(dir / name.toStdString()));
    QVERIFY2(said.contains(part), qPrintable(said));
    QVERIFY(!refusalOf(dir / "missing.txt").empty());
}

RECAP_TEST_MAIN(CocoPromptsTest, PromptImportTest)
