// SPDX-License-Identifier: GPL-3.0-or-later
//
// What rank 0 and the processes that follow it say to each other (joint_run.h). Torch-free.
#pragma once

#include "base/error.h"
#include "data/records.h"
#include "jobs/run_control.h"

#include <cstdint>
#include <exception>
#include <functional>
#include <string>

namespace recap {

class Replicas;

// Once, when rank 0 has prepared what had to be prepared and has read its checkpoint (-1: there is none).
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
// Does the steps that rank 0 orders, at its learning rate, until it says that the run ends. Commands, a stop among
// them, come from rank 0 alone: a process that left by itself would fail all others.
void followOrders(Replicas& replicas, const std::function<void(double learningRate)>& step);

// The device and the compute threads that this process uses where the options leave them open: its own GPU, and its
// part of the machine's threads.
void ownMachine(const Replicas& replicas, std::string& device, std::int64_t& threads);
// The options as this process uses them.
template <class Options>
Options ownOptions(Options options, const Replicas& replicas) {
    ownMachine(replicas, options.device, options.threads);
    return options;
}

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
