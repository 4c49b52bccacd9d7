// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/threads.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <algorithm>
#include <thread>

namespace recap {

ComputeThreads::ComputeThreads(std::int64_t threads) : before_(at::get_num_threads()) {
    const auto all = static_cast<std::int64_t>(std::max(1u, std::thread::hardware_concurrency()));
    at::set_num_threads(static_cast<int>(threads > 0 ? threads : all));
    at::globalContext().setFlushDenormal(true);
}

ComputeThreads::~ComputeThreads() {
    at::set_num_threads(before_);
}

}  // namespace recap
