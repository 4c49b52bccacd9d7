// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "train/diffusion_train_options.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace recap {

class Replicas;

struct TrainRequest {
    DiffusionTrainOptions options = {};
    std::string name = {};
    RunId resume = {};  // continue this run from its last checkpoint; the options are then those of the run
    // Free bytes where the checkpoints go; a stand-in for tests, else the disk is asked.
    std::function<std::int64_t()> free_bytes = {};
    // Seconds that never jump back, for the speed of steps; a stand-in for tests, else the machine's steady clock.
    std::function<double()> seconds = {};
    // Takes commands that other programs leave in the run's folder (run_inbox.h): for a run without a window.
    bool takes_commands = false;
    // This process is rank 0 of several that train together (joint_run.h).
    std::shared_ptr<Replicas> replicas = {};
};

}  // namespace recap
