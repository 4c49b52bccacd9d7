// SPDX-License-Identifier: GPL-3.0-or-later
#include "image_query_test.h"

#include "base/random.h"
#include "data/clip_score_repository.h"
#include "data/edit_journal.h"
#include "data/query_error.h"
#include "data/query_hints.h"
#include "data/source_facts.h"
#include "project_fixture.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

// Six images, named by a letter that the tests expect.
struct ImageQueryTest::Data : DatabaseFixture {
    Data() {
        const auto a = image("animals/a", 640, 480), b = image("animals/b", 512, 512), c = image("food/c", 100, 900);
        const auto d = image("food/d", 640, 480), e = image("e"), g = image("g");
        caption(a, "alttext", "Two dogs play in the park", CaptionStatus::Accepted);
        caption(a, "recap_short", "two brown dogs");
        caption(b, "alttext", "a dog and two cats");
        caption(b, "recap_short", "a caf\xC3\xA9 with cats", CaptionStatus::Rejected);
        caption(c, "alttext", "IMG_2041.JPG", CaptionStatus::Rejected);
        caption(c, "human", "a red apple, ripe");
        caption(d, "alttext_zh",
                "\xE4\xB8\x80\xE5\x8F\xAA\xE5\xB0\x8F\xE7\x8B\x97\xE5\x9C\xA8\xE8\xB7\x91");  // 一只小狗在跑
        caption(e, "alttext_ja", "\xE7\x8A\xAC\xE3\x81\x8C\xE8\xB5\xB0\xE3\x82\x8B");         // 犬が走る
        ImageRepository(*db).setMissing(g, true);
        ImageRepository(*db).setAttributes(a, {{"similarity", 0.5}});
        ImageRepository(*db).setAttributes(b, {{"Similarity", 0.25},
                                               {"licence", "CC0 \"as is\", see similarity:9"},
                                               {"objects", {{"apple", 2}, {"list", {1, "]"}}}},
                                               {"zoom", true}});
        for (const auto image : {d, e}) ImageRepository(*db).setDuplicateGroup(image, 7);
        ClipScoreRepository scores(*db);
        scores.use("hash", "folder");
        for (const auto& [image, source, score] :
             {std::tuple{a, "alttext", 0.3}, {a, "recap_short", 0.1}, {b, "alttext", -0.2}})
            scores.add(CaptionRepository(*db).current(image, source)->id, score);
        scores.setSimilarGroups({{a, c}, {b, g}});
    }
    std::string find(const std::string& text) {
        std::string letters;
        for (const auto& found : ImageRepository(*db).list(parseImageQuery(text))) letters += found.path.back();
        return letters;
    }
};

void ImageQueryTest::initTestCase() {
    data_ = new Data;
}
void ImageQueryTest::cleanupTestCase() {
    delete data_;
    data_ = nullptr;
}

void ImageQueryTest::a_query_finds_the_images_it_describes_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    const std::pair<const char*, const char*> rows[] = {
        {"", "abcdeg"},
        {"   ", "abcdeg"},
        {"dogs", "a"},
        {"DOGS two", "a"},
        {"two cats", "b"},   // in one caption
        {"brown park", ""},  // in two captions of one image: not together
        {"\"brown dogs\"", "a"},
        {"\"dogs brown\"", ""},
        {"dog*", "ab"},
        {"\"dog*\"", "b"},  // quoted: the word dog
        {"cafe", "b"},      // accents do not matter
        {"cats and dog", "b"},
        {"dogs or apple", "ac"},
        {"two -cats", "a"},
        {"two not cats", "a"},
        {"-two", "cdeg"},
        {"not not two", "ab"},
        {"(dogs or apple) -status:accepted", "c"},
        {"source:alttext", "abc"},
        {"-source:alttext", "deg"},
        {"has:human", "c"},
        {"-has:human", "abdeg"},
        {"source:recap_short dogs", "a"},
        {"source:recap_short park", ""},  // the park is in another source
        {"has:recap_short park", "a"},    // has: never restricts the words
        {"source:alttext source:human", "c"},
        {"source:alttext or source:alttext_ja", "abce"},
        {"status:rejected", "bc"},
        {"status:rejected source:alttext", "c"},
        {"status:rejected cats", "b"},
        {"source:alttext -status:rejected", "ab"},
        {"status:accepted status:new", "a"},  // one caption accepted, another one new
        {"\xE5\xB0\x8F\xE7\x8B\x97", "d"},    // 小狗
        {"\xE7\x8B\x97", "d"},                // 狗
        {"\xE8\xB5\xB0\xE3\x82\x8B", "e"},    // 走る
        {"path:food/", "cd"},
        {"path:FOOD", "cd"},
        {"origin:pictures", "abcdeg"},
        {"width>=640", "adeg"},
        {"width=512 height=512", "b"},
        {"height>500", "bc"},
        {"width:100", "c"},
        {"height<=480 -has:alttext path:food", "d"},
        {"is:missing", "g"},
        {"-is:missing has:alttext", "abc"},
        {"\"IMG_2041.JPG\"", "c"},
        {"IMG_2041.JPG", "c"},
        {"source:\"alttext\"", "abc"},
        {"source:alttext*", "abcde"},
        {"source:alttext_* -has:alttext_zh", "e"},
        {"contains:\"o DOGS\"", "a"},
        {"contains:\"wo brown do\"", "a"},
        {"contains:\"wn dogs\"", "a"},
        {"contains:\"apple, r\"", "c"},
        {"contains:\"apple r\"", ""},
        {"contains:caf\xC3\x89", "b"},
        {"contains:nothing", ""},
        {"source:human contains:dogs", ""},  // the dogs are in another source
        {"matches:/^two (brown )?dogs/", "a"},
        {"matches:/\\.jpg$/", "c"},
        {"matches:\"r.d apple\" has:alttext", "c"},
        {"-matches:/a/", "deg"},
        {"words>3 source:human", "c"},
        {"words>100", ""},
        {"tokens>=1 source:human", "c"},
        {"-tokens>=1", "g"},
        {"author:import source:human", "c"},
        {"author:ann", ""},
        {"aspect:4:3", "adeg"},
        {"aspect>1.3", "adeg"},
        {"aspect<1", "c"},
        {"bytes:10", "abcdeg"},
        {"@similarity>0.3", "a"},
        {"@SIMILARITY<=0.3", "b"},
        {"-@similarity>0.3", "bcdeg"},
        {"@licence:cc", "b"},
        {"@licence:\"see similarity\"", "b"},
        {"@objects:apple", "b"},
        {"@apple=2", ""},  // inside another member
        {"@zoom=1", "b"},
        {"is:duplicate", "de"},
        {"group:7", "de"},
        {"-is:duplicate has:alttext_zh", ""},
        {"clip<0.25", "ab"},
        {"clip < 0.25 source:alttext", "b"},
        {"clip>=0.3", "a"},
        {"source:recap_short clip>0.2", ""},
        {"clip<1 dogs", "a"},
        {"-clip<1", "cdeg"},
        {"is:similar", "abcg"},
        {"similar:2", "bg"},
        {"bucket:512x512", "b"},
        {"bucket:576x448", "adeg"},
        {"bucket:384x640", "c"},
        {"bucket:256x256@256", "b"},
        {"width >= 640 is:similar", "ag"},
        {"contains:ppl", "c"},
        {"source:human contains:PPL", "c"},
        {"contains:pl", "ac"},
        {"contains:\xE5\xB0\x8F\xE7\x8B\x97\xE5\x9C\xA8", "d"},
        {"matches:/ppl/", "c"},
        {"matches:/ap+le, (ripe|old)/", "c"},
        {"matches:/^a? ?two b?rown/", "a"},
        {"matches:/^(a|two) dog/", "ab"},
        {"matches:/dogs? (play|and)/", "ab"},
        {"matches:/[Dd]ogs$/", "a"},
        {"matches:/cats|apple/", "bc"},
        {"matches:/park{1}$/", "a"},
        {"matches:/\\bwo/", ""},
    };
    for (const auto& [text, found] : rows) QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(found);
}

void ImageQueryTest::a_query_finds_the_images_it_describes() {
    QFETCH(QString, text);
    QFETCH(QString, found);
    QCOMPARE(QString::fromStdString(data_->find(text.toStdString())), found);
    QCOMPARE(ImageRepository(*data_->db).count(parseImageQuery(text.toStdString())),
             static_cast<std::int64_t>(found.size()));
}

namespace {

// Images named by their last letter, with what a report finds fault with.
struct ReportData : DatabaseFixture {
    ReportData() {
        a = image("red-apple_a"), b = image("b"), c = image("c"), d = image("d"), e = image("e"), f = image("f");
        caption(a, "alttext", "Red Apple, A");
        caption(b, "alttext", "stock photo");
        caption(c, "alttext", "stock photo");
        caption(c, "human", "stock photo");  // the only one of its source
        caption(d, "alttext", "A black dog is running through the snow with a stick in its mouth.");
        caption(e, "alttext", "Ein schwarzer Hund l\xC3\xA4uft mit einem Stock im Maul durch den Schnee.");
        caption(e, "human", "Stock photo");
        caption(f, "alttext", "say \"hi\" now");
        setUnreadable(*db, std::vector{a});
        setUnreadable(*db, std::vector{d, f});
    }
    QString find(const std::string& text) {
        QString letters;
        for (const auto& found : ImageRepository(*db).list(parseImageQuery(text)))
            letters += QLatin1Char(found.path.back());
        return letters;
    }
    ImageId a, b, c, d, e, f;
};

}  // namespace

void ImageQueryTest::what_the_report_counts_can_be_asked_for_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    const std::pair<const char*, const char*> rows[] = {
        {"is:filename", "a"},
        {"-is:filename", "bcdef"},
        {"source:human is:filename", ""},
        {"is:repeated", "bc"},
        {"-is:repeated", "adef"},
        {"source:alttext is:repeated", "bc"},
        {"source:human is:repeated", ""},  // another case is another text
        {"source:human -is:repeated", "ce"},
        {"is:repeated -has:human", "b"},
        {"is:repeated or IS:FILENAME", "abc"},
        {"stock is:repeated", "bc"},
        {"dog is:repeated", ""},
        {"lang:de", "e"},
        {"lang:DE", "e"},
        {"source:human lang:de", ""},
        {"source:alttext lang:en snow", "d"},
        {"-lang:de source:alttext lang:en snow", "d"},
        {"lang:xx", ""},
        {"text:\"stock photo\"", "bc"},
        {"text:\"Stock photo\"", "e"},
        {"text:stock", ""},
        {"-text:\"stock photo\"", "adef"},
        {"source:human text:\"stock photo\"", "c"},
        {"text:\"say \"\"hi\"\" now\"", "f"},
        {"contains:\"y \"\"hi\"", "f"},
        {"\"say \"\"hi\"", "f"},
        {"is:unreadable", "df"},
        {"-is:unreadable", "abce"},
        {"is:unreadable lang:en snow", "d"},
    };
    for (const auto& [text, found] : rows) QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(found);
}

void ImageQueryTest::what_the_report_counts_can_be_asked_for() {
    QFETCH(QString, text);
    QFETCH(QString, found);
    ReportData data;
    QCOMPARE(data.find(text.toStdString()), found);
    const ImageRepository images(*data.db);
    const auto query = parseImageQuery(text.toStdString());
    QCOMPARE(images.count(query), static_cast<std::int64_t>(found.size()));
    QCOMPARE(images.ids(query, 1).size(), static_cast<std::size_t>(std::min<qsizetype>(found.size(), 1)));
    // The numbers are those of the images found beside them.
    const auto facts = sourceFacts(*data.db, "alttext", query);
    const auto within = [&](const std::string& more) {
        return images.count(parseImageQuery("(" + text.toStdString() + ") (source:alttext " + more + ")"));
    };
    QCOMPARE(facts.file_names, within("is:filename"));
    QCOMPARE(facts.repeated, within("is:repeated"));
    for (const auto& [language, count] : facts.languages) QCOMPARE(count, within("lang:" + language));
}

void ImageQueryTest::repeats_follow_every_change_of_a_caption() {
    ReportData data;
    data.caption(data.b, "alttext", "a lighthouse");
    QCOMPARE(data.find("is:repeated"), QString());
    data.caption(data.b, "alttext", "stock photo");
    data.caption(data.b, "alttext", "stock photo");  // another version of the same text
    QCOMPARE(data.find("is:repeated"), QStringLiteral("bc"));
    for (const auto image : {data.d, data.f}) data.caption(image, "alttext", "stock photo");
    QCOMPARE(data.find("is:repeated"), QStringLiteral("bcdf"));
    data.caption(data.c, "alttext", "a harbour");
    data.caption(data.d, "alttext", "a harbour");
    QCOMPARE(data.find("is:repeated"), QStringLiteral("bcdf"));
    QCOMPARE(data.find("is:repeated \"a harbour\""), QStringLiteral("cd"));
    data.caption(data.f, "alttext", "a tower");
    QCOMPARE(data.find("is:repeated"), QStringLiteral("cd"));
    // A first caption that is undone is gone altogether.
    EditJournal journal(*data.db);
    journal.apply("write", {{.image = data.a, .source = "human", .text = "Stock photo"}}, "ann");
    QCOMPARE(data.find("source:human is:repeated"), QStringLiteral("ae"));
    journal.undo();
    QCOMPARE(data.find("source:human is:repeated"), QString());
    journal.redo();
    QCOMPARE(data.find("source:human is:repeated"), QStringLiteral("ae"));
}

void ImageQueryTest::names_of_files_follow_the_files() {
    ReportData data;
    ImageRepository images(*data.db);
    images.setPath(data.a, "/pictures/apples a");
    QCOMPARE(data.find("is:filename"), QString());
    images.setPath(data.a, "/elsewhere/red apple a.c");
    QCOMPARE(data.find("is:filename"), QStringLiteral("c"));
    // Other content takes the place of b, which lives on under a name that it has a caption of.
    images.addFile(data.b, "/pictures/stock_photo", 10, 5);
    images.addFile(data.c, "/pictures/b", 10, 5);
    QCOMPARE(images.count(parseImageQuery("is:filename")), std::int64_t{2});
}

void ImageQueryTest::a_page_is_the_beginning_of_the_whole_data() {
    a_query_finds_the_images_it_describes_data();
}

void ImageQueryTest::a_page_is_the_beginning_of_the_whole() {
    QFETCH(QString, text);
    const ImageRepository images(*data_->db);
    const auto query = parseImageQuery(text.toStdString());
    const auto all = images.ids(query);
    for (std::int64_t limit = 0; limit <= 3; ++limit) {
        const auto first = images.ids(query, limit);
        QCOMPARE(first.size(), std::min(all.size(), static_cast<std::size_t>(limit)));
        QVERIFY(std::equal(first.begin(), first.end(), all.begin()));
        QCOMPARE(images.count(query, limit), static_cast<std::int64_t>(first.size()));
        const auto second = images.list(query, 1, limit);
        for (std::size_t i = 0; i < second.size(); ++i) QCOMPARE(second[i].id, all[i + 1]);
    }
}

void ImageQueryTest::a_mistake_is_told_with_its_place_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const std::pair<const char*, const char*> rows[] = {
        {"dog \"cat", "at character 5: the quotation mark is not closed"},
        {"(dog", "at character 1: the bracket is not closed"},
        {"dog)", "at character 4: there is no '(' for this ')'"},
        {"dog or", "at character 7: a word or a field is missing here"},
        {"or dog", "at character 1: a word or a field is missing here"},
        {"not", "at character 4: a word or a field is missing here"},
        {"dog - cat", "at character 5: '-' must be followed by what must not occur"},
        {"()", "at character 2: a word or a field is missing here"},
        {"status:goood",
         "at character 1: a status cannot be 'goood'; allowed: new, accepted, edited, rejected, flagged"},
        {"dog status:", "at character 5: 'status:' needs a value after it"},
        {"colour:red", "at character 1: there is no field 'colour'"},
        {"width>wide", "at character 1: 'width' is compared with a number of pixels"},
        {"dog matches:/a(/", "at character 5: the pattern is wrong at its character 3"},
        {"matches:/a", "at character 9: the pattern is not closed by a slash"},
        {"dog tokens>many", "at character 5: 'tokens' is compared with a number of tokens"},
        {"contains>a", "at character 1: 'contains' takes ':' and a text"},
        {"aspect>wide", "at character 1: 'aspect' is width by height"},
        {"is:good",
         "at character 1: 'is:' takes missing, unreadable, duplicate, similar, draft, repeated, filename, unchanged, "
         "cut, corrected, short, refusal, loop, boilerplate, not 'good'"},
        {"is>repeated", "at character 1: 'is' takes ':' and a text"},
        {"lang>en", "at character 1: 'lang' takes ':' and a text"},
        {"text:\"a\"\"b", "at character 6: the quotation mark is not closed"},
        {"clip>high", "at character 1: 'clip' is compared with a CLIPScore"},
        {"bucket:wide", "at character 1: 'bucket' takes a training crop"},
        {"bucket:500x500", "at character 1: a training at 512 pixels has no bucket 500x500"},
        {"path>a", "at character 1: 'path' takes ':' and a text"},
        {"dog widht>512", "at character 5: there is no field 'widht'; did you mean 'width'?"},
        {"sorce:alttext", "at character 1: there is no field 'sorce'; did you mean 'source'?"},
        {"status:acepted", "at character 1: there is no status 'acepted'; did you mean 'accepted'?"},
        {"is:mising", "at character 1: 'is:' does not take 'mising'; did you mean 'missing'?"},
    };
    for (const auto& [text, message] : rows)
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(message);
}

void ImageQueryTest::a_mistake_is_told_with_its_place() {
    QFETCH(QString, text);
    QFETCH(QString, message);
    std::string said;
    QVERIFY(errorOf([&] { parseImageQuery(text.toStdString()); }, &said) == ErrorCode::InvalidOption);
    QVERIFY2(QString::fromStdString(said).startsWith(QStringLiteral("The filter is wrong ") + message), said.c_str());
}

void ImageQueryTest::a_mistake_is_a_value_that_can_be_said_in_any_language() {
    try {
        parseImageQuery("dog widht>512");
        QFAIL("nothing was thrown");
    } catch (const QueryError& e) {
        QCOMPARE(e.mistake().arguments.size(), std::size_t{2});
        QCOMPARE(e.mistake().arguments[0].text, std::string("widht"));
        QCOMPARE(e.mistake().arguments[1].text, std::string("width"));
        QCOMPARE(e.position(), std::size_t{4});
    }
}

void ImageQueryTest::a_query_that_cannot_find_says_why_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const std::pair<const char*, const char*> rows[] = {
        {"source:foo", "No caption has the source 'foo'; there are alttext, recap_short."},
        {"-has:alttxt", "No caption has the source 'alttxt'; did you mean 'alttext'?"},
        {"source:human*", "No caption has the source 'human*'; there are alttext, recap_short."},
        {"source:alttext", ""},
        {"source:recap*", ""},
        {"dog (source:foo or source:foo)", "No caption has the source 'foo'; there are alttext, recap_short."},
        {"is:missing",
         "It is not known yet whether the files exist: create the report first (recap dataset "
         "stats)."},
        {"is:unreadable", "The images have not been read yet: create the report first (recap dataset stats)."},
        {"group:2", "The images have not been read yet: create the report first (recap dataset stats)."},
        {"clip<0.2", "No caption has a CLIPScore yet: score the captions first (recap dataset score)."},
        {"dog", ""},
    };
    for (const auto& [text, said] : rows) QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(said);
}

void ImageQueryTest::a_query_that_cannot_find_says_why() {
    QFETCH(QString, text);
    QFETCH(QString, said);
    DatabaseFixture f;
    const auto image = f.image("a");
    f.caption(image, "alttext", "a dog");
    f.caption(image, "recap_short", "a brown dog");
    QString all;
    for (const auto& hint : queryHints(*f.db, text.toStdString())) all += QString::fromStdString(queryHintText(hint));
    QCOMPARE(all, said);
}

void ImageQueryTest::after_the_files_were_checked_nothing_is_said() {
    DatabaseFixture f;
    f.image("a");
    noteFilesChecked(*f.db);
    QVERIFY(queryHints(*f.db, "is:missing").empty());
    QCOMPARE(queryHints(*f.db, "is:missing is:duplicate").size(), std::size_t{1});
    notePicturesChecked(*f.db);
    QVERIFY(queryHints(*f.db, "is:missing is:duplicate").empty());
}

void ImageQueryTest::the_nearest_name_is_nearly_the_same() {
    const std::vector<std::string> names{"width", "words", "source", "recap_long", "recap_short"};
    QCOMPARE(nearestName("widht", names), std::string("width"));
    QCOMPARE(nearestName("WIDTH", names), std::string("width"));
    QCOMPARE(nearestName("soucre", names), std::string("source"));
    QCOMPARE(nearestName("recap_lon", names), std::string("recap_long"));
    QCOMPARE(nearestName("colour", names), std::string());
    QCOMPARE(nearestName("foo", names), std::string());
    QCOMPARE(nearestName("", names), std::string());
}

void ImageQueryTest::no_text_breaks_out_of_the_query() {
    for (const std::string text : {"'; DROP TABLE image; --", "\"a' OR 1=1\"", "path:'", "source:x')", "a* OR b",
                                   "NEAR(a b)", "^a", "{a}", "a+b", "!!!", "*", "%_", "key:%"}) {
        try {
            data_->find(text);
        } catch (const Error& e) {
            QVERIFY2(e.code() == ErrorCode::InvalidOption, e.what());
        }
    }
    // Random punctuation either parses or is told; SQLite never sees its meaning.
    Random random(2);
    const std::string alphabet = "ab :\"()-*<>=%';,.^+{}[]~!\\\xC3\xA9\xE4";
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto n = random.below(12); n >= 0; --n)
            text += alphabet[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(alphabet.size())))];
        try {
            data_->find(text);
        } catch (const Error& e) {
            QVERIFY2(e.code() == ErrorCode::InvalidOption, (text + ": " + e.what()).c_str());
        }
    }
    QCOMPARE(data_->find(""), std::string("abcdeg"));
}

void ImageQueryTest::deep_brackets_are_refused() {
    const std::string deep(100'000, '(');
    QVERIFY(errorOf([&] { parseImageQuery(deep + "a"); }) == ErrorCode::InvalidOption);
}
