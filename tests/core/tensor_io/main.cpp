// SPDX-License-Identifier: GPL-3.0-or-later
#include "loading_test.h"
#include "pickles_test.h"
#include "safetensors_test.h"
#include "support/test_main.h"
#include "weights_kind_test.h"
#include "zip_checksums_test.h"

RECAP_TEST_MAIN(TestSafetensors, TestLoading, TestPickles, TestWeightsKind, TestZipChecksums)
