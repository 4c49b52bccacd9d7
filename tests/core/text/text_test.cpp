// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "added_tokens_test.h"
#include "bpe_trainer_test.h"
#include "caption_faults_test.h"
#include "caption_phrases_test.h"
#include "caption_statistics_test.h"
#include "tokenizers_test.h"
#include "word_diff_test.h"

RECAP_TEST_MAIN(TestTokenizers, TestAddedTokens, TestBpeTrainer, TestWordDiff, TestCaptionStatistics, CaptionFaultsTest,
                CaptionPhrasesTest)
