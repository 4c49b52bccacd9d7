// SPDX-License-Identifier: GPL-3.0-or-later
#include "bpe_trainer_test.h"

#include "support/temp_dir.h"
#include "text/bpe_trainer.h"
#include "text/clip_tokenizer.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::TempDir;

namespace {

using Merge = std::pair<std::string, std::string>;
const std::vector<std::string> kTexts{"a red ball left of a blue box", "two red balls", "A red box, and a blue ball!"};

}  // namespace

void TestBpeTrainer::first_merge_is_the_most_frequent_pair() {
    const std::vector<std::string> texts{"ab ab ab", "cb"};
    const auto vocabulary = trainBpe(texts, 1);
    QCOMPARE(vocabulary.merges.size(), std::size_t{1});
    QVERIFY((vocabulary.merges[0] == Merge{"a", "b</w>"}));
}

void TestBpeTrainer::equal_counts_are_resolved_alphabetically() {
    const std::vector<std::string> texts{"xy xy ab ab"};
    const auto vocabulary = trainBpe(texts, 2);
    QVERIFY((vocabulary.merges == std::vector<Merge>{{"a", "b</w>"}, {"x", "y</w>"}}));
}

void TestBpeTrainer::training_text_round_trips_through_the_written_folder() {
    TempDir dir;
    writeTokenizerFolder(dir.path(), trainBpe(kTexts, 40), 16);
    const auto tokenizer = ClipTokenizer::fromFolder(dir.path());
    QCOMPARE(tokenizer.modelMaxLength(), 16);
    QCOMPARE(tokenizer.encode("a red ball").size(), std::size_t{16});
    QCOMPARE(tokenizer.decode(tokenizer.encodeUncut(kTexts[2])), std::string("a red box , and a blue ball !"));
    // A letter never seen in training still has its bytes.
    QCOMPARE(tokenizer.decode(tokenizer.encodeUncut("\xC3\xBC")), std::string("\xC3\xBC"));
}

void TestBpeTrainer::vocabulary_lists_bytes_then_merges_then_special_tokens() {
    const auto vocabulary = trainBpe(kTexts, 10);
    QCOMPARE(vocabulary.vocab.size(), std::size_t{512 + 10 + 2});
    QCOMPARE(vocabulary.vocab[0], std::string("!"));
    QCOMPARE(vocabulary.vocab[256], std::string("!</w>"));
    QCOMPARE(vocabulary.vocab[512], vocabulary.merges[0].first + vocabulary.merges[0].second);
    QCOMPARE(vocabulary.vocab.back(), std::string("<|endoftext|>"));
}

void TestBpeTrainer::stops_when_no_pair_occurs_twice() {
    const std::vector<std::string> texts{"abc"};
    QVERIFY(trainBpe(texts, 10).merges.empty());
}

void TestBpeTrainer::learned_words_become_one_token() {
    const ClipTokenizer tokenizer(trainBpe(kTexts, 200), 16);
    QCOMPARE(tokenizer.count("red").tokens, std::size_t{1});
    QCOMPARE(tokenizer.count("blue ball").tokens, std::size_t{2});
    QVERIFY(tokenizer.count("zebra").tokens > 1);
}
