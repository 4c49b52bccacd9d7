// SPDX-License-Identifier: GPL-3.0-or-later
#include "files_test.h"
#include "message_test.h"
#include "options_test.h"
#include "parallel_test.h"
#include "random_test.h"
#include "support/test_main.h"
#include "text_file_test.h"
#include "unicode_test.h"

RECAP_TEST_MAIN(FilesTest, MessageTest, OptionsTest, ParallelTest, RandomTest, TextFileTest, UnicodeTest)
