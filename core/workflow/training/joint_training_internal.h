// SPDX-License-Identifier: GPL-3.0-or-later
//
// What rank 0 and the processes that follow it say to each other.
#pragma once

#include "base/error.h"
#include "jobs/run_control.h"
#include "train/diffusion_train_options.h"
#include "train/replicas.h"
#include "workflow/project/project.h"

#include <exception>
#include <string>
#include <utility>

namespace recap {

// Once, when rank 0 has encoded what had to be encoded and has read its checkpoint (-1: there is none).
struct JointStart {
    RunId run = {};
    std::int64_t checkpoint = -1;
};
void sayStart(Replicas& replicas, const JointStart& start);
JointStart hearStart(Replicas& replicas);

// Before each step.
struct JointOrder {
    enum class Kind { Step, Wait, Stop };
    Kind kind = Kind::Step;
    double learning_rate = 0;  // peak of the schedule
};
void sayOrder(Replicas& replicas, const JointOrder& order);
JointOrder hearOrder(Replicas& replicas);

// The options as this process uses them: with its own GPU, and its part of the machine's threads.
DiffusionTrainOptions ownOptions(DiffusionTrainOptions options, const Replicas& replicas);
// Remembers which run the processes of this start work on.
void rememberStart(Project& project, RunId run);

[[noreturn]] void connectionLost(const std::string& reason);

// Runs `use`; what the network throws becomes an Error that says what to do.
template <class Use>
auto together(Use use) {
    try {
        return use();
    } catch (const Error&) {
        throw;
    } catch (const Cancelled&) {
        throw;
    } catch (const std::exception& e) {
        connectionLost(e.what());
    }
}

}  // namespace recap
