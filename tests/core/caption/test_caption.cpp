// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "test_blip_captioner.h"
#include "test_decoding.h"

RECAP_TEST_MAIN(TestDecoding, TestBlipCaptioner)
