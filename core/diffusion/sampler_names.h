// SPDX-License-Identifier: GPL-3.0-or-later
//
// The samplers by the names that options and the command line use: the one list, without torch.
#pragma once

#include "diffusion/scheduler_config.h"

#include <array>
#include <string_view>
#include <vector>

namespace recap {

struct SamplerName {
    std::string_view name;
    SchedulerClass kind;
};
// A model that names only its class takes the first of the class's names.
inline constexpr std::array<SamplerName, 8> kSamplers{{{"ddpm", SchedulerClass::Ddpm},
                                                       {"ddim", SchedulerClass::Ddim},
                                                       {"pndm", SchedulerClass::Pndm},
                                                       {"euler", SchedulerClass::Euler},
                                                       {"euler_ancestral", SchedulerClass::EulerAncestral},
                                                       {"dpmsolver_2m", SchedulerClass::DpmSolver},
                                                       {"dpmsolver_2m_karras", SchedulerClass::DpmSolver},
                                                       {"unipc", SchedulerClass::UniPc}}};

// For an option: the names, and "" for the model's own sampler in front.
inline std::vector<std::string_view> samplerChoices() {
    std::vector<std::string_view> choices{""};
    for (const auto& sampler : kSamplers) choices.push_back(sampler.name);
    return choices;
}

}  // namespace recap
