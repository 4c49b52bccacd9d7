// SPDX-License-Identifier: GPL-3.0-or-later
//
// The samplers: their classes by the names of diffusers, and the names that options and the command line use. The one
// list, without torch. Another sampler: its class and name here, the fields of its configuration in
// scheduler_config.cpp, its declaration and its line of kSamplerMakers in samplers.h, and a source of its own.
#pragma once

#include "base/enum_names.h"

#include <array>
#include <string_view>
#include <vector>

namespace recap {

// The classes of diffusers whose samplers are here. Training is the forward process alone, which any of their files
// describes.
enum class SchedulerClass { Ddpm, Ddim, Pndm, Euler, EulerAncestral, DpmSolver, UniPc, Training };
inline constexpr EnumNames<SchedulerClass, 8> kSchedulerClassNames{
    {{SchedulerClass::Ddpm, "DDPMScheduler"},
     {SchedulerClass::Ddim, "DDIMScheduler"},
     {SchedulerClass::Pndm, "PNDMScheduler"},
     {SchedulerClass::Euler, "EulerDiscreteScheduler"},
     {SchedulerClass::EulerAncestral, "EulerAncestralDiscreteScheduler"},
     {SchedulerClass::DpmSolver, "DPMSolverMultistepScheduler"},
     {SchedulerClass::UniPc, "UniPCMultistepScheduler"},
     {SchedulerClass::Training, "training"}}};

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
