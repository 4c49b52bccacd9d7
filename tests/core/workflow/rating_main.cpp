// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating_blinding_test.h"
#include "rating_exchange_test.h"
#include "rating_levels_test.h"
#include "rating_package_test.h"
#include "rating_page_test.h"
#include "rating_session_test.h"
#include "rating_statistics_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(RatingSessionTest, RatingPackageTest, RatingExchangeTest, RatingBlindingTest, RatingLevelsTest,
                RatingPageTest, RatingStatisticsTest)
