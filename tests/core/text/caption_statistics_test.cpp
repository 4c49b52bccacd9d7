// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_statistics_test.h"

#include "text/caption_statistics.h"

#include <QtTest/QTest>

using namespace recap;

void TestCaptionStatistics::counts_words_lengths_and_vocabulary() {
    CaptionStatistics statistics;
    statistics.add("A red cat.");
    statistics.add("a RED box, and a cat");
    QCOMPARE(statistics.captions(), 2);
    QCOMPARE(statistics.words(), 9);
    QCOMPARE(statistics.vocabularySize(), 5);
    QCOMPARE(statistics.meanWords(), 4.5);
    QVERIFY((statistics.lengthHistogram() == std::vector<std::int64_t>{0, 0, 0, 1, 0, 0, 1}));
    const auto top = statistics.topWords(2);
    QVERIFY((top[0] == std::pair<std::string, std::int64_t>{"a", 3}));
    QVERIFY((top[1] == std::pair<std::string, std::int64_t>{"cat", 2}));
}

void TestCaptionStatistics::median_of_even_count_is_the_mean_of_the_middle() {
    CaptionStatistics statistics;
    for (const char* caption : {"one", "one two three four", "one two", "one two three four five six"})
        statistics.add(caption);
    QCOMPARE(statistics.medianWords(), 3.0);
    statistics.add("");
    QCOMPARE(statistics.medianWords(), 2.0);
}

void TestCaptionStatistics::words_keep_inner_apostrophes_and_hyphens() {
    const std::vector<std::string> expected{"it's", "a", "teddy-bear", "3", "caf\xC3\xA9s"};
    QVERIFY(captionWords("It's a teddy-bear - 3 CAF\xC3\x89S'") == expected);
}

void TestCaptionStatistics::nothing_added_gives_zeros() {
    const CaptionStatistics statistics;
    QCOMPARE(statistics.meanWords(), 0.0);
    QCOMPARE(statistics.medianWords(), 0.0);
    QVERIFY(statistics.topWords(5).empty());
}
