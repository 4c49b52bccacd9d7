// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "test_added_tokens.h"
#include "test_bpe_trainer.h"
#include "test_caption_statistics.h"
#include "test_tokenizers.h"
#include "test_word_diff.h"

RECAP_TEST_MAIN(TestTokenizers, TestAddedTokens, TestBpeTrainer, TestWordDiff, TestCaptionStatistics)
