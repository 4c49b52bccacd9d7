// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace recap {

// Calls work(i) for each i below `count`, in any order, on at most `threads` threads of which the calling one is the
// first. After an exception no further i is begun, and it is thrown again when all threads have ended.
void parallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

}  // namespace recap
