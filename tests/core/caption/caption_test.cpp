// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "blip_captioner_test.h"
#include "caption_loss_test.h"
#include "decoding_test.h"

RECAP_TEST_MAIN(TestDecoding, TestBlipCaptioner, TestCaptionLoss)
