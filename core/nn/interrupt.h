// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

namespace recap::nn {

namespace detail {
inline thread_local const std::function<void()>* interruptCheck = nullptr;
}

// While it lives, this thread's networks call `check` between their blocks, so that a slow pass can be given up in the
// middle: the check throws. Scopes may be nested; the innermost counts.
class InterruptScope {
public:
    explicit InterruptScope(std::function<void()> check) : check_(std::move(check)), before_(detail::interruptCheck) {
        detail::interruptCheck = &check_;
    }
    ~InterruptScope() { detail::interruptCheck = before_; }
    InterruptScope(const InterruptScope&) = delete;
    InterruptScope& operator=(const InterruptScope&) = delete;

private:
    std::function<void()> check_;
    const std::function<void()>* before_;
};

// Called by networks between blocks; costs nothing where nobody asked.
inline void interruptPoint() {
    if (detail::interruptCheck != nullptr) (*detail::interruptCheck)();
}

// The same, and once more when the gradient of `x` is known: a backward pass through layers that are not trained
// themselves can be given up, too. (A template, so that those who only make scopes need no torch.)
template <class Tensor>
void interruptPoint(const Tensor& x) {
    interruptPoint();
    if (detail::interruptCheck != nullptr && x.requires_grad())
        x.register_hook([](const Tensor&) { interruptPoint(); });
}

}  // namespace recap::nn
