// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpoints_test.h"
#include "diffusion_trainer_test.h"
#include "golden_training_test.h"
#include "optimisation_test.h"
#include "replicas_test.h"
#include "support/test_main.h"
#include "training_batches_test.h"
#include "training_options_test.h"

// The same program is both processes of the test about training together.
int main(int argc, char** argv) {
    if (const int code = runAsReplica(); code >= 0) return code;
    QCoreApplication application(argc, argv);
    return recap::testing::runAll<TestOptimisation, TestDiffusionTrainer, TestGoldenTraining, TestTrainingOptions,
                                  TestTrainingBatches, TestCheckpoints, TestReplicas>(argc, argv);
}
