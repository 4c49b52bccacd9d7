// SPDX-License-Identifier: GPL-3.0-or-later
#include "coco_prompts_test.h"

#include "base/error.h"
#include "metrics/coco_classes.h"
#include "support/coco_fixture.h"
#include "support/recording_context.h"
#include "workflow/prompts/build_prompts_job.h"
#include "workflow/prompts/coco_captions.h"
#include "workflow/prompts/coco_prompts.h"
#include "workflow/prompts/counted_classes.h"
#include "workflow/prompts/spatial_words.h"

#include <QtTest/QTest>

#include <set>

using namespace recap;
using namespace recap::testing;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kPerson = 1, kCat = 17, kDog = 18, kHotDog = 58, kBed = 65;

PromptBuildOptions optionsFor(const std::string& kind, const fs::path& folder) {
    PromptBuildOptions options;
    options.kind = kind;
    options.coco = folder.string();
    return options;
}

PromptSet built(const PromptBuildOptions& options) {
    const TempDir dir;
    RecordingContext context;
    BuildPromptsJob job(options, dir / "out.jsonl");
    job.run(context);
    if (toJsonl(readPromptSet(dir / "out.jsonl")) != toJsonl(job.prompts()))
        throw std::runtime_error("the file is another set");
    return job.prompts();
}

std::string refusalOf(const PromptBuildOptions& options) {
    try {
        (void)built(options);
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

// Thirty pictures with a dog, each with two captions that say so.
CocoFixture manyDogs() {
    CocoFixture coco;
    for (int i = 1; i <= 30; ++i) {
        const std::string number = std::to_string(i);
        coco.add(i, {"A dog at gate " + number, "The dog of house " + number}, {{kDog}});
    }
    return coco;
}

}  // namespace

void CocoPromptsTest::object_prompts_name_a_class_of_their_picture() {
    const TempDir dir;
    CocoFixture coco;
    coco.add(1, {"A dog sleeps on a bed", "Somewhere indoors"}, {{kDog}, {kBed}});
    coco.add(2, {"A dog that nobody annotated"}, {{kCat}});
    coco.add(3, {"A hot dog on a plate"}, {{kHotDog}, {kDog}});
    coco.add(4, {"Some people watch", " \n"}, {{kPerson, 1, true}});
    coco.write(dir.path(), "val2017");
    const auto set = built(optionsFor("soa", dir.path()));
    QCOMPARE(set.items.size(), std::size_t{3});
    QCOMPARE(set.items[0].id, "10"s);
    QCOMPARE(set.items[0].expect.classes, (std::vector<std::string>{"dog", "bed"}));
    QCOMPARE(set.items[0].category, "dog"s);
    QCOMPARE(set.items[1].expect.classes, (std::vector<std::string>{"hot dog"}));
    QCOMPARE(set.items[2].expect.classes, (std::vector<std::string>{"person"}));
}

void CocoPromptsTest::a_class_gets_at_most_its_limit_of_captions() {
    const TempDir dir;
    manyDogs().write(dir.path(), "val2017");
    auto options = optionsFor("soa", dir.path());
    QCOMPARE(built(options).items.size(), std::size_t{60});
    options.per_class = 7;
    QCOMPARE(built(options).items.size(), std::size_t{7});
    options.per_class = 0;
    options.count = 11;
    QCOMPARE(built(options).items.size(), std::size_t{11});
}

void CocoPromptsTest::the_same_seed_gives_the_same_bytes_whatever_the_order_of_the_files() {
    const TempDir one, other;
    manyDogs().write(one.path(), "val2017");
    manyDogs().write(other.path(), "val2017", true);
    for (const auto kind : {"soa", "rp", "coco"}) {
        auto first = optionsFor(kind, one.path()), second = optionsFor(kind, other.path());
        first.per_class = second.per_class = 9;
        first.count = second.count = 8;
        first.distractors = second.distractors = 5;
        const auto text = toJsonl(built(first));
        QCOMPARE(toJsonl(built(second)), text);
        second.seed = 2;
        QVERIFY(toJsonl(built(second)) != text);
    }
}

void CocoPromptsTest::numbers_are_read_from_captions_data() {
    QTest::addColumn<QString>("caption");
    QTest::addColumn<QString>("counts");
    const auto add = [](const char* caption, const char* counts) {
        QTest::newRow(caption) << QString::fromLatin1(caption) << QString::fromLatin1(counts);
    };
    add("Two dogs and a cat", "cat 1 dog 2 ");
    add("Three small brown dogs", "dog 3 ");
    add("4 zebras graze", "zebra 4 ");
    add("Two men and a woman", "person 3 ");
    add("Two dogs; the dogs are brown", "");
    add("Two story bus", "");
    add("Two of the dogs", "");
    add("A bunch of bananas", "");
    add("Ten sheep", "sheep 10 ");
    add("One dog", "dog 1 ");
    add("One dogs", "");
    add("Two dog", "");
    add("Two, dogs", "");
    add("Eleven dogs", "");
    add("Two cats dogs", "cat 2 ");
    add("Five hot dogs", "hot dog 5 ");
}

void CocoPromptsTest::numbers_are_read_from_captions() {
    QFETCH(const QString, caption);
    QFETCH(const QString, counts);
    QString found;
    for (const auto& [index, number] : countedClasses(caption.toStdString()))
        found += QString::fromStdString(cocoName(index) + " " + std::to_string(number) + " ");
    QCOMPARE(found, counts);
}

void CocoPromptsTest::counts_agree_with_the_instances() {
    const TempDir dir;
    CocoFixture coco;
    coco.add(1, {"Two dogs on a bed", "A dog and a dog on a bed"}, {{kDog, 2}, {kBed, 2}});
    coco.add(2, {"Two dogs and three cats"}, {{kDog, 2}, {kCat, 4}});
    coco.add(3, {"A dog and a cat"}, {{kDog, 1}, {kCat, 1}});
    coco.add(4, {"Two people"}, {{kPerson, 2}, {kPerson, 1, true}});
    coco.add(5, {"Three cats and two dogs"}, {{kDog, 2}, {kCat, 3}});
    coco.write(dir.path(), "val2017");
    const auto set = built(optionsFor("ca", dir.path()));
    QCOMPARE(set.items.size(), std::size_t{3});
    QCOMPARE(set.items[0].id, "10"s);
    QCOMPARE(set.items[0].expect.counts, (std::map<std::string, int>{{"dog", 2}}));  // there are two beds
    QCOMPARE(set.items[0].category, "two"s);
    QCOMPARE(set.items[1].id, "11"s);  // twice one is two
    QCOMPARE(set.items[2].expect.counts, (std::map<std::string, int>{{"cat", 3}, {"dog", 2}}));
    QCOMPARE(set.items[2].category, "three"s);
}

void CocoPromptsTest::positional_words_are_turned_round_data() {
    QTest::addColumn<QString>("caption");
    QTest::addColumn<QString>("turned");
    const auto add = [](const char* caption, const char* turned) {
        QTest::newRow(caption) << QString::fromLatin1(caption) << QString::fromLatin1(turned);
    };
    add("A cat to the left of a dog.", "A cat to the right of a dog.");
    add("A cat sits on top of a car", "A cat sits under a car");
    add("Cat In Front Of the TV", "Cat behind the TV");
    add("A bench between two trucks", "A bench far from two trucks");
    add("A bird at the top of a clock", "A bird at the bottom of a clock");
    add("A cat underneath a table", "A cat on top of a table");
    add("A cat on a table", "");
    add("A cat behind a dog under a table", "");
    add("Behind a cat is a dog", "");
    add("A cat behind a cat", "");
    add("A cat left of, a dog", "A cat right of, a dog");
    add("A cat in front, of a dog", "");
}

void CocoPromptsTest::positional_words_are_turned_round() {
    QFETCH(const QString, caption);
    QFETCH(const QString, turned);
    const auto found = spatialCaption(caption.toStdString());
    QCOMPARE(QString::fromStdString(found ? found->false_caption : std::string()), turned);
}

void CocoPromptsTest::every_positional_word_has_an_opposite_that_is_not_itself() {
    for (const auto& [word, opposite] : spatialWords()) {
        const auto found = spatialCaption("A cat " + std::string(word) + " a dog");
        QVERIFY2(found, std::string(word).c_str());
        QCOMPARE(found->word, std::string(word));
        QCOMPARE(found->false_caption, "A cat " + std::string(opposite) + " a dog");
        QVERIFY(word != opposite);
    }
}

void CocoPromptsTest::positions_need_both_classes_in_the_picture() {
    const TempDir dir;
    CocoFixture coco;
    coco.add(1, {"A brown dog behind a cat on a bed"}, {{kDog}, {kCat}});
    coco.add(2, {"A dog behind a cat"}, {{kDog}});
    coco.write(dir.path(), "val2017");
    const auto set = built(optionsFor("pa", dir.path()));
    QCOMPARE(set.items.size(), std::size_t{1});
    const auto& item = set.items[0];
    QCOMPARE(item.category, "behind"s);
    QCOMPARE(item.expect.relation, "behind"s);
    QCOMPARE(item.expect.first, "dog"s);
    QCOMPARE(item.expect.second, "cat"s);
    QCOMPARE(item.expect.false_prompt, "A brown dog in front of a cat on a bed"s);
}

void CocoPromptsTest::distractors_are_captions_of_other_pictures() {
    const TempDir dir;
    manyDogs().write(dir.path(), "val2017");
    auto options = optionsFor("rp", dir.path());
    options.distractors = 20;
    options.count = 12;
    const auto set = built(options);
    QCOMPARE(set.items.size(), std::size_t{12});
    for (const auto& item : set.items) {
        const std::set<std::string> distinct(item.expect.distractors.begin(), item.expect.distractors.end());
        QCOMPARE(distinct.size(), std::size_t{20});
        const std::string number = item.prompt.substr(item.prompt.rfind(' '));
        for (const auto& other : distinct) QVERIFY(other.substr(other.rfind(' ')) != number);
    }
}

void CocoPromptsTest::too_few_distractors_are_refused() {
    const TempDir dir;
    manyDogs().write(dir.path(), "val2017");
    auto options = optionsFor("rp", dir.path());
    options.distractors = 59;
    QCOMPARE(
        refusalOf(options),
        "The split val2017 has too few captions for 59 distractors per prompt; set 'distractors' to 58 or fewer."s);
}

void CocoPromptsTest::every_picture_gives_one_caption_before_any_gives_two() {
    const TempDir dir;
    manyDogs().write(dir.path(), "val2017");
    auto options = optionsFor("coco", dir.path());
    options.count = 30;
    std::set<std::string> pictures;
    for (const auto& item : built(options).items) pictures.insert(item.id.substr(0, item.id.size() - 1));
    QCOMPARE(pictures.size(), std::size_t{30});
    options.count = 0;
    QCOMPARE(built(options).items.size(), std::size_t{60});
}

void CocoPromptsTest::a_split_is_chosen_or_asked_for() {
    const TempDir dir;
    manyDogs().write(dir.path(), "train2017");
    auto options = optionsFor("coco", dir.path());
    QCOMPARE(built(options).name, "coco_train2017"s);
    manyDogs().write(dir.path(), "val2017");
    QCOMPARE(built(options).name, "coco_val2017"s);
    manyDogs().write(dir.path(), "val2014");
    QVERIFY(QString::fromStdString(refusalOf(options)).contains(QStringLiteral("train2017, val2014, val2017")));
    options.split = "val2014";
    QCOMPARE(built(options).name, "coco_val2014"s);
    options.split = "test2014";
    QVERIFY(QString::fromStdString(refusalOf(options)).contains(QStringLiteral("no captions of the split 'test2014'")));
    options.coco = (dir / "nowhere").string();
    QVERIFY(QString::fromStdString(refusalOf(options)).contains(QStringLiteral("There is no folder")));
}

void CocoPromptsTest::files_that_are_not_coco_are_refused_data() {
    QTest::addColumn<QByteArray>("captions");
    QTest::addColumn<QByteArray>("instances");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* row, const char* captions, const char* instances, const char* part) {
        QTest::newRow(row) << QByteArray(captions) << QByteArray(instances) << QString::fromLatin1(part);
    };
    const char* fine = R"({"images": [{"id": 1}], "annotations": [{"id": 2, "image_id": 1, "caption": "a dog"}]})";
    add("broken", "{\"images\": [", "", "is not valid JSON");
    add("a list", "[]", "", "is not an annotation file of COCO");
    add("without captions", R"({"images": []})", "", "is not an annotation file of COCO");
    add("a number as image", R"({"images": [3], "annotations": []})", "", "images 1 has no whole number 'id'");
    add("an id that is text", R"({"images": [{"id": "1"}], "annotations": []})", "",
        "images 1 has no whole number 'id'");
    add("a caption of no image", R"({"images": [], "annotations": [{"id": 2, "image_id": 1, "caption": "a dog"}]})", "",
        "the caption 2 of an image that it does not name: 1");
    add("no caption", R"({"images": [{"id": 1}], "annotations": [{"id": 2, "image_id": 1}]})", "",
        "annotations 1 has no text 'caption'");
    add("an image twice", R"({"images": [{"id": 1}, {"id": 1}], "annotations": []})", "", "two images with the id 1");
    add("another class", fine, R"({"images": [], "annotations": [{"id": 2, "image_id": 1, "category_id": 12}]})",
        "category 12, which is none of COCO's 80 classes");
    add("no instances", fine, "", "instances_val2017.json");
}

void CocoPromptsTest::files_that_are_not_coco_are_refused() {
    QFETCH(const QByteArray, captions);
    QFETCH(const QByteArray, instances);
    QFETCH(const QString, part);
    const TempDir dir;
    writeBytes(dir / "captions_val2017.json", captions.toStdString());
    if (!instances.isEmpty()) writeBytes(dir / "instances_val2017.json", instances.toStdString());
    const auto said = QString::fromStdString(refusalOf(optionsFor("soa", dir.path())));
    QVERIFY2(said.contains(part), qPrintable(said));
}

void CocoPromptsTest::a_kind_that_no_caption_fits_is_refused_and_writes_nothing() {
    const TempDir dir;
    manyDogs().write(dir.path(), "val2017");
    writeBytes(dir / "out.jsonl", "what was here");
    RecordingContext context;
    BuildPromptsJob job(optionsFor("pa", dir.path()), dir / "out.jsonl");
    QVERIFY_EXCEPTION_THROWN(job.run(context), Error);
    QCOMPARE(readBytes(dir / "out.jsonl"), "what was here"s);
    BuildPromptsJob other(optionsFor("spa", dir.path()), dir / "out.jsonl");
    QVERIFY_EXCEPTION_THROWN(other.run(context), Error);
}
