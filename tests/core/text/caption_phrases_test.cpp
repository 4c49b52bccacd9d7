// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_phrases_test.h"

#include "text/caption_end.h"
#include "text/caption_statistics.h"
#include "text/content_words.h"
#include "text/phrase_counter.h"

#include <QtTest/QTest>
#include <string>

using namespace recap;

namespace {

using Phrases = std::vector<std::pair<std::string, std::int64_t>>;
using Words = std::vector<std::string>;

}  // namespace

void CaptionPhrasesTest::captions_that_seem_cut_off_are_told_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("cut");
    const auto row = [](const char* text, bool cut) { QTest::newRow(text) << QString::fromUtf8(text) << cut; };
    row("a man walks over a bridge", false);
    row("a man walks over a bridge.", false);
    row("a man walks over the", true);
    row("a man walks with THE", true);
    row("a lamp that is turned on", false);
    row("the", false);  // a word alone is no sentence that lost its end
    row("red, blue,", true);
    row("a list of colours:", true);
    row("a self-", true);
    row("a bridge (built in 1890", true);
    row("a bridge (built in 1890)", false);
    row("A man walks over a bridge. He wears a red coat.", false);
    row("A man walks over a bridge. He wears a red co", true);
    row("A man says: \"Walk over the bridge. Now.\"", false);
    row("A photo of St. Louis at night", false);  // an abbreviation ends no sentence
    row("Version 2.0 of a bridge", false);
    row("一座桥。", false);
    row("一座桥，", true);
    row("", false);
}

void CaptionPhrasesTest::captions_that_seem_cut_off_are_told() {
    QFETCH(const QString, text);
    QFETCH(const bool, cut);
    QCOMPARE(isCutOff(text.toStdString()), cut);
}

void CaptionPhrasesTest::phrases_count_the_texts_that_have_them() {
    PhraseCounter counter;
    for (const char* text : {"on the beach, on the beach", "On the beach!", "in the sea"})
        counter.add(captionWords(text));
    QCOMPARE(counter.top(10, 2), (Phrases{{"on the beach", 2}}));  // twice in one text counts once
    QCOMPARE(counter.top(10, 1).front(), (std::pair<std::string, std::int64_t>{"on the beach", 2}));
    QCOMPARE(counter.missed(), std::int64_t{0});
}

void CaptionPhrasesTest::a_longer_phrase_stands_for_the_shorter_ones_in_it() {
    PhraseCounter counter;
    for (int i = 0; i < 9; ++i) counter.add({"a", "photo", "of", "two", "dogs"});
    // Nine of ten texts with "a photo of" go on with "two"; of "photo of two" nine of eleven with "dogs".
    counter.add({"a", "photo", "of", "snow"});
    QCOMPARE(counter.top(10, 5), (Phrases{{"a photo of two dogs", 9}}));
    counter.add({"photo", "of", "two", "cats"});
    counter.add({"photo", "of", "two", "men"});
    QCOMPARE(counter.top(10, 5), (Phrases{{"photo of two", 11}, {"a photo of two dogs", 9}}));
    QCOMPARE(counter.top(1, 5), (Phrases{{"photo of two", 11}}));
}

void CaptionPhrasesTest::rare_phrases_make_room_and_frequent_ones_stay() {
    PhraseCounter counter(100);
    for (int i = 0; i < 1000; ++i) {
        const auto n = std::to_string(i);
        counter.add({"x" + n, "y" + n, "z" + n});
        if (i % 2 == 0) counter.add({"a", "photo", "of"});
    }
    const auto top = counter.top(1, 1);
    QCOMPARE(top.front().first, std::string("a photo of"));
    QVERIFY(counter.missed() > 0);
    QVERIFY(top.front().second <= 500 && top.front().second >= 500 - counter.missed());
}

void CaptionPhrasesTest::content_words_are_those_that_may_name_something() {
    QCOMPARE(contentWords("There are 2 dogs, two Dogs and a T-shirt in the picture"), (Words{"dogs", "t-shirt"}));
    QCOMPARE(contentWords("a 3 x 红苹果"), Words{});
    QCOMPARE(contentWords("the woman's café"), (Words{"café", "woman's"}));
}
