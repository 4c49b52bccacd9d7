// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace recap {

void parallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;  // guarded by mutex
    const auto take = [&] {
        try {
            for (std::size_t i = 0; (i = next++) < count;) work(i);
        } catch (...) {
            next = count;
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < count && static_cast<int>(i) < threads; ++i) helpers.emplace_back(take);
        take();
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace recap
