// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diffusion/scheduler_config.h"

#include <vector>

namespace recap {

// Training steps visited by `count` inference steps, highest first. Two families, as in diffusers: the discrete
// samplers (DDPM, DDIM, PNDM, Euler) take a stride of T / n, the exponential integrators (DPM-Solver, UniPC) of T / (n
// + 1), where T counts the first `usable` training steps only. Linear spacing gives fractions; `rounded` rounds them
// half to even. Throws Error(InvalidOption) when there are more inference steps than training steps.
std::vector<double> discreteSteps(const SchedulerConfig& config, int count, bool rounded);
std::vector<double> integratorSteps(const SchedulerConfig& config, int count, int usable);

}  // namespace recap
