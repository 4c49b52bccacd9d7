// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "test_checkpoints.h"
#include "test_diffusion_trainer.h"
#include "test_golden_training.h"
#include "test_optimisation.h"
#include "test_training_options.h"

RECAP_TEST_MAIN(TestOptimisation, TestDiffusionTrainer, TestGoldenTraining, TestTrainingOptions, TestCheckpoints)
