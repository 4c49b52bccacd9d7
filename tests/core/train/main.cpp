// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "test_checkpoints.h"
#include "test_diffusion_trainer.h"
#include "test_golden_training.h"
#include "test_optimisation.h"
#include "test_replicas.h"
#include "test_training_batches.h"
#include "test_training_options.h"

// The same program is both processes of the test about training together.
int main(int argc, char** argv) {
    if (const int code = runAsReplica(); code >= 0) return code;
    QCoreApplication application(argc, argv);
    return recap::testing::runAll<TestOptimisation, TestDiffusionTrainer, TestGoldenTraining, TestTrainingOptions,
                                  TestTrainingBatches, TestCheckpoints, TestReplicas>(argc, argv);
}
