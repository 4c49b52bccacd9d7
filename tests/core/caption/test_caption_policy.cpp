// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/caption_policy.h"

#include "base/error.h"
#include "test_caption_policy.h"
#include "text/bpe_trainer.h"

#include <QtTest/QTest>
#include <cmath>

using namespace recap;

void TestCaptionPolicy::mix_ratio_is_the_share_of_long_captions() {
    for (const bool perStep : {true, false}) {
        const CaptionPolicy policy({.style = CaptionStyle::Mix, .mix_ratio = 0.3, .per_step = perStep, .seed = 5});
        Random random(1);
        int longOnes = 0;
        for (int image = 0; image < 10000; ++image) longOnes += policy.choose(image, random) == CaptionStyle::Long;
        QVERIFY(std::abs(longOnes - 3000) < 4 * std::sqrt(10000 * 0.3 * 0.7));
    }
}

void TestCaptionPolicy::fixed_mix_gives_an_image_the_same_style_for_ever() {
    const CaptionPolicy policy({.style = CaptionStyle::Mix, .mix_ratio = 0.5, .per_step = false, .seed = 5});
    const CaptionPolicy drawn({.style = CaptionStyle::Mix, .mix_ratio = 0.5, .per_step = true});
    Random one(1), two(2);
    int changes = 0;
    for (int image = 0; image < 200; ++image) {
        QVERIFY(policy.choose(image, one) == policy.choose(image, two));
        changes += drawn.choose(image, one) != drawn.choose(image, one);
    }
    QVERIFY(changes > 50);
}

void TestCaptionPolicy::single_styles_draw_nothing() {
    Random random(1), untouched(1);
    QVERIFY(CaptionPolicy({.style = CaptionStyle::Short}).choose(3, random) == CaptionStyle::Short);
    QVERIFY(CaptionPolicy({.style = CaptionStyle::Long}).choose(3, random) == CaptionStyle::Long);
    QCOMPARE(random.bits(), untouched.bits());
}

void TestCaptionPolicy::token_limit_drops_or_keeps_and_counts() {
    const ClipTokenizer tokenizer(trainBpe(std::vector<std::string>{"cat cat"}, 10), 5);
    const std::vector<std::string> captions{"cat", "cat cat cat", "cat cat cat cat"};
    const auto dropping = applyTokenLimit(captions, tokenizer, OverLimit::Drop);
    QVERIFY((dropping.keep == std::vector<bool>{true, true, false}));
    QCOMPARE(dropping.over, 1);
    QCOMPARE(dropping.dropped, 1);
    QCOMPARE(dropping.longest, std::size_t{4});
    const auto cutting = applyTokenLimit(captions, tokenizer, OverLimit::Truncate);
    QVERIFY((cutting.keep == std::vector<bool>{true, true, true}));
    QCOMPARE(cutting.over, 1);
    QCOMPARE(cutting.dropped, 0);
}

void TestCaptionPolicy::wrong_ratio_is_refused() {
    QVERIFY_EXCEPTION_THROWN(CaptionPolicy({.mix_ratio = 1.5}), Error);
}
