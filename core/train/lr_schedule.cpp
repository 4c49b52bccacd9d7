// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/lr_schedule.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace recap {
namespace {

double halfCosine(double turns) {
    return std::max(0.0, 0.5 * (1.0 + std::cos(std::numbers::pi * turns)));
}

}  // namespace

double lrFactor(std::string_view schedule, std::int64_t step, std::int64_t warmupSteps, std::int64_t totalSteps,
                const LrShape& shape) {
    const bool warms = schedule != "constant";
    if (warms && step < warmupSteps)
        return static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(warmupSteps, 1));
    if (schedule == "constant" || schedule == "constant_with_warmup") return 1.0;
    const double left = static_cast<double>(totalSteps - warmupSteps);
    const double progress = static_cast<double>(step - warmupSteps) / std::max(left, 1.0);
    if (schedule == "linear") return std::max(0.0, 1.0 - progress);
    if (schedule == "cosine") return halfCosine(progress);
    if (schedule == "cosine_with_restarts")
        return progress >= 1 ? 0.0 : halfCosine(std::fmod(static_cast<double>(shape.cycles) * progress, 1.0));
    if (schedule == "polynomial")
        return progress > 1 ? shape.end : (1 - shape.end) * std::pow(1 - progress, shape.power) + shape.end;
    throw Error(ErrorCode::InvalidOption,
                message("Unknown learning-rate schedule '%1'; allowed: constant, constant_with_warmup, linear, cosine, "
                        "cosine_with_restarts, polynomial.",
                        schedule));
}

}  // namespace recap
