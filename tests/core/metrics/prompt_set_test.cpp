// SPDX-License-Identifier: GPL-3.0-or-later
#include "prompt_set_test.h"

#include "base/error.h"
#include "metrics/coco_classes.h"
#include "metrics/prompt_set.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::TempDir;
using recap::testing::writeBytes;
using namespace std::string_literals;

namespace {

std::string refusalOf(const std::string& lines) {
    try {
        (void)promptSetFromJsonl(lines, "set.jsonl");
    } catch (const Error& e) {
        if (e.code() == ErrorCode::BadFormat) return e.what();
    }
    return {};
}

PromptItem fullItem() {
    PromptItem item{"behind/17", "A cat behind two vases", "behind"};
    item.seed = 5;
    item.expect.classes = {"cat", "vase"};
    item.expect.counts = {{"cat", 1}, {"vase", 2}};
    item.expect.relation = "behind";
    item.expect.first = "cat";
    item.expect.second = "vase";
    item.expect.false_prompt = "A cat in front of two vases";
    item.expect.distractors = {"A bus", "A \"dog\"\nand more"};
    item.expect.questions = {"a cat?", "two vases?"};
    item.expect.geneval = Json{{"tag", "counting"}, {"include", Json::array()}};
    return item;
}

}  // namespace

void PromptSetTest::every_part_of_an_expectation_comes_back() {
    const PromptSet set{"x", {fullItem()}};
    const auto read = promptSetFromJsonl(toJsonl(set), "sets/x.jsonl");
    QCOMPARE(read.name, "x"s);
    QCOMPARE(read.items.size(), std::size_t{1});
    const auto &item = read.items[0], &wanted = set.items[0];
    QCOMPARE(item.id, wanted.id);
    QCOMPARE(item.prompt, wanted.prompt);
    QCOMPARE(item.category, wanted.category);
    QCOMPARE(item.seed, wanted.seed);
    QCOMPARE(item.expect.classes, wanted.expect.classes);
    QCOMPARE(item.expect.counts, wanted.expect.counts);
    QCOMPARE(item.expect.relation, wanted.expect.relation);
    QCOMPARE(item.expect.first, wanted.expect.first);
    QCOMPARE(item.expect.second, wanted.expect.second);
    QCOMPARE(item.expect.false_prompt, wanted.expect.false_prompt);
    QCOMPARE(item.expect.distractors, wanted.expect.distractors);
    QCOMPARE(item.expect.questions, wanted.expect.questions);
    QVERIFY(item.expect.geneval == wanted.expect.geneval);
    QCOMPARE(toJsonl(read), toJsonl(set));
    QCOMPARE(read.categories(), (std::map<std::string, std::int64_t>{{"behind", 1}}));
}

void PromptSetTest::empty_parts_are_left_out() {
    QCOMPARE(toJsonl({"x", {{"1", "a cat", {}}}}), "{\"id\":\"1\",\"prompt\":\"a cat\"}\n"s);
    PromptItem item{"1", "a cat", {}};
    item.expect.classes = {"cat"};
    QCOMPARE(toJsonl({"x", {item}}), "{\"id\":\"1\",\"prompt\":\"a cat\",\"expect\":{\"classes\":[\"cat\"]}}\n"s);
}

void PromptSetTest::what_is_not_known_is_passed_over() {
    const auto set = promptSetFromJsonl(
        R"({"prompt": "a", "source": "me", "category": null, "expect": {"mood": ["calm"], "counts": null}})",
        "s.jsonl");
    QCOMPARE(toJsonl(set), "{\"id\":\"1\",\"prompt\":\"a\"}\n"s);
}

void PromptSetTest::an_item_without_an_id_has_the_number_of_its_line() {
    const auto set = promptSetFromJsonl("\n{\"prompt\": \"a\"}\n\n\"b\"\n{\"id\": 12, \"prompt\": \"c\"}", "s.jsonl");
    QCOMPARE(set.items.size(), std::size_t{3});
    QCOMPARE(set.items[0].id, "2"s);
    QCOMPARE(set.items[1].id, "4"s);
    QCOMPARE(set.items[2].id, "12"s);
}

void PromptSetTest::a_wrong_line_is_named_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* row, const std::string& line, const char* part) {
        QTest::newRow(row) << QByteArray::fromStdString(line) << QString::fromLatin1(part);
    };
    const auto expecting = [](const std::string& expect) { return R"({"prompt": "a", "expect": )" + expect + "}"; };
    add("no prompt", R"({"id": "1"})", "neither a text nor an object");
    add("an empty prompt", R"({"prompt": " "})", "is empty");
    add("a control character", R"({"prompt": "a\u0007"})", "control characters");
    add("a zero", R"({"prompt": "a\u0000b"})", "control characters");
    add("a long prompt", "{\"prompt\": \"" + std::string(100001, 'a') + "\"}", "longer than 100000 bytes");
    add("a long line", "{\"prompt\": \"a\", \"x\": \"" + std::string(1u << 20, 'a') + "\"}", "bytes, more than");
    add("not UTF-8", "{\"prompt\": \"caf\xE9\"}", "is not UTF-8");
    add("deep nesting",
        R"({"prompt": "a", "expect": {"geneval": {"x": )" + std::string(100000, '[') + "1" + std::string(100000, ']') +
            "}}}",
        "nested deeper");
    add("a path above", R"({"id": "../../x", "prompt": "a"})", "cannot name pictures");
    add("an absolute path", R"({"id": "/etc/x", "prompt": "a"})", "cannot name pictures");
    add("an empty id", R"({"id": "", "prompt": "a"})", "cannot name pictures");
    add("a list as id", R"({"id": [], "prompt": "a"})", "'id' must be a text or a whole number");
    add("a number as category", R"({"prompt": "a", "category": 3})", "'category' must be a text");
    add("a text as expectation", expecting("\"cat\""), "'expect' must be an object");
    add("a text as classes", expecting(R"({"classes": "cat"})"), "'classes' must be a list of texts");
    add("an empty class", expecting(R"({"classes": [""]})"), "'classes' must be a list of texts");
    add("a list as counts", expecting(R"({"counts": [2]})"), "'counts' must be an object");
    add("half a dog", expecting(R"({"counts": {"dog": 1.5}})"), "'counts' must be an object");
    add("minus a dog", expecting(R"({"counts": {"dog": -1}})"), "'counts' must be an object");
    add("a relation without a word", expecting(R"({"relation": {"first": "a"}})"), "'relation' must be an object");
    add("a text as relation", expecting(R"({"relation": "above"})"), "'relation' must be an object");
    add("a number as distractor", expecting(R"({"distractors": ["a", 3]})"), "'distractors' must be a list of texts");
    add("a list as geneval", expecting(R"({"geneval": []})"), "'geneval' must be an object");
}

void PromptSetTest::a_wrong_line_is_named() {
    QFETCH(const QByteArray, line);
    QFETCH(const QString, part);
    const auto said = QString::fromStdString(refusalOf("\"fine\"\n" + line.toStdString() + "\n"));
    QVERIFY2(said.contains(QStringLiteral("set.jsonl:2")), qPrintable(said));
    QVERIFY2(said.contains(part), qPrintable(said));
}

void PromptSetTest::an_id_that_stands_twice_names_both_lines() {
    QCOMPARE(refusalOf("{\"id\": \"2\", \"prompt\": \"a\"}\n\"b\"\n"),
             "set.jsonl:1 and set.jsonl:2 have the same id '2'; give each its own."s);
}

void PromptSetTest::a_list_of_plain_texts_is_a_set() {
    const TempDir dir;
    writeBytes(dir / "own.txt", "a cat\n\n  \na dog\r\n");
    const auto set = readPromptSet(dir / "own.txt");
    QCOMPARE(set.name, "own"s);
    QCOMPARE(toJsonl(set), "{\"id\":\"1\",\"prompt\":\"a cat\"}\n{\"id\":\"4\",\"prompt\":\"a dog\"}\n"s);
    writePromptSet(dir / "own.jsonl", set);
    QCOMPARE(toJsonl(readPromptSet(dir / "own.jsonl")), toJsonl(set));
}

void PromptSetTest::classes_are_found_by_their_words_data() {
    QTest::addColumn<QString>("caption");
    QTest::addColumn<QStringList>("classes");
    const auto add = [](const char* caption, const QStringList& classes) {
        QTest::newRow(caption) << QString::fromLatin1(caption) << classes;
    };
    add("Two dogs on a sofa", {QStringLiteral("dog"), QStringLiteral("couch")});
    add("A hot dog and a DOG.", {QStringLiteral("hot dog"), QStringLiteral("dog")});
    add("A man, hot, dogs", {QStringLiteral("person"), QStringLiteral("dog")});
    add("A teddy bear on the bed", {QStringLiteral("teddy bear"), QStringLiteral("bed")});
    add("people at a train station", {QStringLiteral("person")});
    add("knives, buses and glasses of wine",
        {QStringLiteral("knife"), QStringLiteral("bus"), QStringLiteral("wine glass")});
    add("A motor-bike by the TV", {QStringLiteral("motorcycle"), QStringLiteral("tv")});
    add("caterpillars in a carpet", {});
    add("", {});
}

void PromptSetTest::classes_are_found_by_their_words() {
    QFETCH(const QString, caption);
    QFETCH(const QStringList, classes);
    QStringList found;
    for (const auto& mention : cocoMentions(captionWords(caption.toStdString())))
        found += QString::fromStdString(cocoName(mention.index));
    QCOMPARE(found, classes);
}

void PromptSetTest::every_class_is_found_by_its_name_and_id() {
    int last = 0;
    for (int i = 0; i < kCocoClassCount; ++i) {
        const auto& entry = cocoClasses()[static_cast<std::size_t>(i)];
        QVERIFY(entry.id > last);
        last = entry.id;
        QCOMPARE(cocoIndexOfId(entry.id), std::optional<int>(i));
        const std::string name(entry.name);
        QVERIFY2(cocoIndexNamed(name) == i, name.c_str());
        const auto mentions = cocoMentions(captionWords("the " + name));
        QVERIFY2(mentions.size() == 1 && mentions[0].index == i, name.c_str());
    }
    QCOMPARE(last, 90);
    QCOMPARE(cocoIndexOfId(12), std::nullopt);
    QCOMPARE(cocoIndexOfId(91), std::nullopt);
    QCOMPARE(asCocoName("tvmonitor"), "tv"s);
    QCOMPARE(asCocoName("Dining_Table"), "dining table"s);
    QCOMPARE(asCocoName("unicorn"), "unicorn"s);
}
