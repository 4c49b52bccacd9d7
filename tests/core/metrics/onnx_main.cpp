// SPDX-License-Identifier: GPL-3.0-or-later
#include "onnx_detector_test.h"
#include "support/test_main.h"

RECAP_TEST_MAIN(OnnxDetectorTest)
