// SPDX-License-Identifier: GPL-3.0-or-later
#include "word_diff_test.h"

#include "base/random.h"
#include "text/word_diff.h"

#include <QtTest/QTest>

using namespace recap;

namespace {

std::string shown(const std::vector<DiffSpan>& spans) {
    std::string out;
    for (const auto& span : spans)
        out += (span.op == DiffOp::Equal ? "=" : span.op == DiffOp::Insert ? "+" : "-") + span.text + "|";
    return out;
}

std::string side(const std::vector<DiffSpan>& spans, DiffOp without) {
    std::string out;
    for (const auto& span : spans)
        if (span.op != without) out += (out.empty() || !span.space_before ? "" : " ") + span.text;
    return out;
}

}  // namespace

void TestWordDiff::replaced_word_is_deleted_then_inserted() {
    QCOMPARE(shown(wordDiff("a red cat sits", "a black cat sits here")),
             std::string("=a|-red|+black|=cat sits|+here|"));
}

void TestWordDiff::equal_texts_are_one_span() {
    QCOMPARE(shown(wordDiff("two dogs,  one cat", "two dogs, one cat")), std::string("=two dogs, one cat|"));
    QVERIFY(wordDiff("", "  ").empty());
}

void TestWordDiff::punctuation_is_its_own_word() {
    QCOMPARE(shown(wordDiff("a cat.", "a cat, asleep.")), std::string("=a cat|+, asleep|=.|"));
    const auto spans = wordDiff("a cat.", "a cat, asleep.");
    QVERIFY(!spans[1].space_before);
}

void TestWordDiff::spans_rebuild_both_texts_on_random_edits() {
    Random random(7);
    const std::vector<std::string> words{"a", "red", "cat", "on", "the", "mat", "two", "dogs"};
    for (int round = 0; round < 200; ++round) {
        std::string before, after;
        for (int i = 0; i < 12; ++i) {
            const auto word = random.pick(words);
            if (random.chance(0.8)) before += (before.empty() ? "" : " ") + word;
            if (random.chance(0.8))
                after += (after.empty() ? "" : " ") + (random.chance(0.2) ? random.pick(words) : word);
        }
        const auto spans = wordDiff(before, after);
        QCOMPARE(side(spans, DiffOp::Insert), before);
        QCOMPARE(side(spans, DiffOp::Delete), after);
    }
}

void TestWordDiff::empty_side_gives_one_span() {
    QCOMPARE(shown(wordDiff("", "a cat")), std::string("+a cat|"));
    QCOMPARE(shown(wordDiff("a cat", "")), std::string("-a cat|"));
}

void TestWordDiff::contraction_stays_one_word() {
    QCOMPARE(shown(wordDiff("it's a teddy-bear", "it is a teddy-bear")), std::string("-it's|+it is|=a teddy-bear|"));
}
