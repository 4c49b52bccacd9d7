// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/joint_orders.h"

#include "train/replicas.h"

#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

namespace recap {
namespace {

// Two numbers from rank 0 to everybody.
std::pair<double, double> shared(Replicas& replicas, double first, double second) {
    const auto message = torch::tensor({first, second}, torch::kFloat64);
    together([&] { replicas.broadcast({message}); });
    return {message[0].item<double>(), message[1].item<double>()};
}

JointOrder hearOrder(Replicas& replicas) {
    const auto [kind, rate] = shared(replicas, 0, 0);
    return {static_cast<JointOrder::Kind>(static_cast<int>(kind)), rate};
}

std::int64_t threadsHere() {
    // torchrun sets it; its user knows how many processes a machine has.
    if (const char* text = std::getenv("OMP_NUM_THREADS"); text != nullptr && std::atoi(text) > 0)
        return std::atoi(text);
    const char* local = std::getenv("LOCAL_WORLD_SIZE");
    const auto processes = std::max(1, local != nullptr ? std::atoi(local) : 1);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::thread::hardware_concurrency()) / processes);
}

}  // namespace

void sayStart(Replicas& replicas, const JointStart& start) {
    shared(replicas, static_cast<double>(start.run.value), static_cast<double>(start.checkpoint));
}

JointStart hearStart(Replicas& replicas) {
    const auto [run, checkpoint] = shared(replicas, 0, 0);
    return {RunId{static_cast<std::int64_t>(run)}, static_cast<std::int64_t>(checkpoint)};
}

void sayOrder(Replicas& replicas, const JointOrder& order) {
    shared(replicas, static_cast<double>(order.kind), order.learning_rate);
}

void followOrders(Replicas& replicas, const std::function<void(double learningRate)>& step) {
    for (auto order = hearOrder(replicas); order.kind != JointOrder::Kind::Stop; order = hearOrder(replicas))
        if (order.kind == JointOrder::Kind::Step) together([&] { step(order.learning_rate); });
}

void ownMachine(const Replicas& replicas, std::string& device, std::int64_t& threads) {
    const bool anyGpu = device == "auto" || device == "cuda";
    if (anyGpu && torch::cuda::is_available())
        device = std::string("cuda:").append(std::to_string(replicas.localRank()));
    if (threads == 0) threads = threadsHere();
}

void connectionLost(const std::string& reason) {
    throw Error(ErrorCode::Internal,
                message("Another process of this training has ended or cannot be reached (%1). torchrun restarts all "
                        "of them; without it, continue with 'recap train --resume'.",
                        reason.substr(0, reason.find('\n'))));
}

}  // namespace recap
