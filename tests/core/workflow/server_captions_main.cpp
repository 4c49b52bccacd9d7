// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_batch_test.h"
#include "child_process.h"
#include "server_caption_faults_test.h"
#include "server_caption_job_test.h"

#include "support/test_main.h"

// The same program is the second process of the test about a kill.
int main(int argc, char** argv) {
    if (const auto code = recap::testing::runAsChild()) return *code;
    QCoreApplication application(argc, argv);
    return recap::testing::runAll<ServerCaptionJobTest, ServerCaptionFaultsTest, CaptionBatchTest>(argc, argv);
}
