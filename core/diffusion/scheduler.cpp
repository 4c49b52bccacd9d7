// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/scheduler.h"

#include "base/error.h"
#include "diffusion/samplers.h"

#include <array>
#include <cmath>

namespace recap {
namespace {

struct SchedulerName {
    std::string_view name;
    std::string_view className;
};
constexpr std::array<SchedulerName, 8> kNames{{{"ddpm", "DDPMScheduler"},
                                               {"ddim", "DDIMScheduler"},
                                               {"pndm", "PNDMScheduler"},
                                               {"euler", "EulerDiscreteScheduler"},
                                               {"euler_ancestral", "EulerAncestralDiscreteScheduler"},
                                               {"dpmsolver_2m", "DPMSolverMultistepScheduler"},
                                               {"dpmsolver_2m_karras", ""},
                                               {"unipc", "UniPCMultistepScheduler"}}};

std::string listOfNames() {
    std::string list;
    for (const auto& entry : kNames) list += (list.empty() ? "" : ", ") + std::string(entry.name);
    return list;
}

}  // namespace

Scheduler::Scheduler(const SchedulerConfig& config) : config_(config), schedule_(config) {}

void Scheduler::setSteps(int count) {
    count_ = count;
    timesteps_.clear();
    sigmas_.clear();
    chooseSteps(count);
    const double last = config_.num_train_timesteps - 1;
    for (const double t : timesteps_)
        if (t < 0 || t > last)
            throw Error(ErrorCode::InvalidOption, std::to_string(count) + " steps reach beyond the model's " +
                                                      std::to_string(config_.num_train_timesteps) + " training steps.");
    forget();
}

torch::Tensor Scheduler::scaleInput(const torch::Tensor& sample, std::size_t /*call*/) const {
    return sample;
}

torch::Tensor Scheduler::addNoise(const torch::Tensor& clean, const torch::Tensor& noise, std::size_t call) const {
    const double a = schedule_.alphaCumprod(static_cast<int>(timesteps_.at(call)));
    return std::sqrt(a) * clean + std::sqrt(1 - a) * noise;
}

torch::Tensor Scheduler::cleanFrom(const torch::Tensor& prediction, const torch::Tensor& sample, double alpha,
                                   double sigma) const {
    switch (config_.prediction_type) {
        case Prediction::Epsilon: return (sample - sigma * prediction) / alpha;
        case Prediction::Velocity: return alpha * sample - sigma * prediction;
        case Prediction::Sample: return prediction;
    }
    throw Error(ErrorCode::Internal, "A prediction type has no rule.");
}

std::unique_ptr<Scheduler> makeScheduler(const Json& config, std::string_view name) {
    if (name == "dpmsolver_2m" || name == "dpmsolver_2m_karras") {
        const bool karras = name == "dpmsolver_2m_karras";
        return std::make_unique<DpmSolverScheduler>(config, &karras);
    }
    const std::string chosen = name.empty() ? schedulerNameOf(config) : std::string(name);
    if (chosen == "ddpm") return std::make_unique<DdpmScheduler>(config);
    if (chosen == "ddim") return std::make_unique<DdimScheduler>(config);
    if (chosen == "pndm") return std::make_unique<PndmScheduler>(config);
    if (chosen == "euler") return std::make_unique<EulerScheduler>(config);
    if (chosen == "euler_ancestral") return std::make_unique<EulerAncestralScheduler>(config);
    if (chosen == "dpmsolver_2m") return std::make_unique<DpmSolverScheduler>(config);
    if (chosen == "unipc") return std::make_unique<UniPcScheduler>(config);
    throw Error(ErrorCode::InvalidOption,
                "There is no sampler '" + chosen + "'; choose one of: " + listOfNames() + ".");
}

std::vector<std::string> schedulerNames() {
    std::vector<std::string> names;
    for (const auto& entry : kNames) names.emplace_back(entry.name);
    return names;
}

std::string schedulerNameOf(const Json& config) {
    const auto it = config.is_object() ? config.find("_class_name") : config.end();
    if (!config.is_object() || it == config.end() || !it->is_string())
        throw Error(ErrorCode::BadFormat, "scheduler_config.json does not name its class ('_class_name').");
    const auto wanted = it->get<std::string>();
    for (const auto& entry : kNames)
        if (entry.className == wanted) return std::string(entry.name);
    throw Error(ErrorCode::BadFormat,
                "The sampler class '" + wanted + "' is not supported; choose one of: " + listOfNames() + ".");
}

}  // namespace recap
