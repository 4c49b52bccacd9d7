// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace recap {

// What only some schedules ask for.
struct LrShape {
    std::int64_t cycles = 1;  // hard restarts of cosine_with_restarts
    double power = 1;         // of polynomial
    double end = 0;           // factor at which polynomial ends (diffusers: 1e-7 / peak)
};

// Factor on the peak learning rate at optimiser step `step` (0-based), by the diffusers names (diffusers
// optimization.py): constant, constant_with_warmup, linear, cosine, cosine_with_restarts, polynomial. With a warm-up
// the first step has factor 0. Throws Error(InvalidOption) for an unknown name.
double lrFactor(std::string_view schedule, std::int64_t step, std::int64_t warmupSteps, std::int64_t totalSteps,
                const LrShape& shape = {});

}  // namespace recap
