// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_test.h"
#include "gif_test.h"
#include "resize_test.h"
#include "support/test_main.h"

RECAP_TEST_MAIN(DecodeTest, GifTest, ResizeTest)
