// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_faults_test.h"

#include "text/caption_faults.h"

#include <QtTest/QTest>
#include <set>
#include <string>

using namespace recap;

namespace {

unsigned bits(std::initializer_list<CaptionFault> faults) {
    unsigned sum = 0;
    for (const auto fault : faults) sum |= static_cast<unsigned>(fault);
    return sum;
}

}  // namespace

void CaptionFaultsTest::faults_are_told_by_the_text_data() {
    using enum CaptionFault;
    QTest::addColumn<QString>("text");
    QTest::addColumn<unsigned>("faults");
    const auto row = [](const char* text, std::initializer_list<CaptionFault> faults) {
        QTest::newRow(text) << QString::fromUtf8(text) << bits(faults);
    };
    row("two brown dogs run over wet grass", {});
    row("", {Short});
    row("a dog on grass.", {Short});  // 15 characters
    row("a dog on grass..", {});      // 16
    row("草地上有两只狗", {});        // seven ideographs
    row("两只狗", {Short});
    row("I'm sorry, but I can't help with that.", {Refusal});
    row("I\u2019m sorry, but I can\u2019t help with that.", {Refusal});
    row("A street. As an AI language model I do not see people.", {Refusal});
    row("\"I cannot describe this picture.\"", {Refusal});
    row("a sign that says i'm sorry on a wooden door", {});
    row("a man says he is sorry, i am told by the sign", {});
    row("post post post post post post post", {Loop});
    row("a cat and a cat and a cat and a cat and a cat", {Loop});
    row("a cat and a dog and a cow and a hen", {});
    row("狗在草地上跑狗在草地上跑狗在草地上跑狗在草地上跑狗在草地上跑狗在草地上跑狗在草地上跑狗在草地上跑狗在草地上跑狗"
        "在草地上跑",
        {Loop});
    row("The image showcases a red bus in the rain", {Boilerplate});
    row("This photo shows a red bus in the rain", {Boilerplate});
    row("The image on the wall shows a red bus", {});
    row("there is a man riding a horse on a beach", {Boilerplate});
    row("Caption: a man riding a horse on a beach", {Boilerplate});
    row("arafed man riding a horse on a beach", {Boilerplate});
    row("**Caption:** a dog in the snow", {Boilerplate});
    row("In this picture, we can see a fox.", {Boilerplate});
    row("Sure! Here's a caption for the image: a fox", {Boilerplate});
    row("Unfortunately, I'm unable to describe this.", {Refusal});
    row("I don't see any image attached.", {Refusal});
    row("抱歉，我无法提供帮助。", {Refusal});
    row("a giraffe standing in tall dry grass", {});
}

void CaptionFaultsTest::faults_are_told_by_the_text() {
    QFETCH(QString, text);
    QFETCH(unsigned, faults);
    QCOMPARE(captionFaults(text.toStdString()), faults);
}

void CaptionFaultsTest::repetition_is_the_share_that_was_worked_out_by_hand() {
    // "abcabcab" has the trigrams abc bca cab abc bca cab: three different ones, twice each; of the three the first
    // (the square root of 3, rounded down) counts: 2 of 6.
    QCOMPARE(characterRepetition("abcabcab", 3), 2.0 / 6.0);
    QCOMPARE(characterRepetition("abcdefgh", 3), 0.0);
    QCOMPARE(characterRepetition("aaaaaaaa", 3), 1.0);
    QCOMPARE(characterRepetition("ab", 3), 0.0);
}

void CaptionFaultsTest::every_fault_has_a_name_of_its_own() {
    std::set<std::string_view> names;
    unsigned all = 0;
    for (const auto& info : captionFaultInfos()) {
        names.insert(info.name);
        QVERIFY((all & static_cast<unsigned>(info.fault)) == 0);
        all |= static_cast<unsigned>(info.fault);
        QVERIFY(!info.title.empty());
    }
    QCOMPARE(names.size(), captionFaultInfos().size());
}
