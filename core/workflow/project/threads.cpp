// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/project/threads.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <algorithm>
#include <atomic>
#include <thread>

namespace recap {
namespace {

std::atomic<std::int64_t> coresLeftFree{0};

}  // namespace

void leaveCoresFree(std::int64_t cores) {
    coresLeftFree = cores;
}

ComputeThreads::ComputeThreads(std::int64_t threads) : before_(at::get_num_threads()) {
    const auto cores = static_cast<std::int64_t>(std::thread::hardware_concurrency());
    const auto all = std::max<std::int64_t>(1, cores - coresLeftFree);
    at::set_num_threads(static_cast<int>(threads > 0 ? threads : all));
    at::globalContext().setFlushDenormal(true);
}

ComputeThreads::~ComputeThreads() {
    at::set_num_threads(before_);
}

}  // namespace recap
