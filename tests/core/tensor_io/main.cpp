// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "test_loading.h"
#include "test_pickles.h"
#include "test_safetensors.h"
#include "test_weights_kind.h"

RECAP_TEST_MAIN(TestSafetensors, TestLoading, TestPickles, TestWeightsKind)
