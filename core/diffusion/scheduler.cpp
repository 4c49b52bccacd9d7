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
    SchedulerClass kind;
};
// A class takes the first of its names.
constexpr std::array<SchedulerName, 8> kNames{{{"ddpm", SchedulerClass::Ddpm},
                                               {"ddim", SchedulerClass::Ddim},
                                               {"pndm", SchedulerClass::Pndm},
                                               {"euler", SchedulerClass::Euler},
                                               {"euler_ancestral", SchedulerClass::EulerAncestral},
                                               {"dpmsolver_2m", SchedulerClass::DpmSolver},
                                               {"dpmsolver_2m_karras", SchedulerClass::DpmSolver},
                                               {"unipc", SchedulerClass::UniPc}}};

std::string listOfNames() {
    std::string list;
    for (const auto& entry : kNames) list += (list.empty() ? "" : ", ") + std::string(entry.name);
    return list;
}

SchedulerClass classOf(std::string_view name) {
    for (const auto& entry : kNames)
        if (entry.name == name) return entry.kind;
    throw Error(ErrorCode::InvalidOption, message("There is no sampler '%1'; choose one of: %2.", name, listOfNames()));
}

Message correction(const Json& config, const char* field, const char* used) {
    const auto value = config.find(field);
    if (value == config.end())
        return message(
            "scheduler_config.json does not say %1; %2 is used, as diffusers does when it loads such a model.", field,
            used);
    return message("scheduler_config.json says %1 %2; %3 is used, as diffusers does when it loads such a model.", field,
                   value->dump(), used);
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
            throw Error(ErrorCode::InvalidOption, message("%1 steps reach beyond the model's %2 training steps.", count,
                                                          config_.num_train_timesteps));
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
    throw Error(ErrorCode::Internal, message("A prediction type has no rule."));
}

std::unique_ptr<Scheduler> makeScheduler(const Json& config, std::string_view name) {
    if (name == "dpmsolver_2m" || name == "dpmsolver_2m_karras") {
        const bool karras = name == "dpmsolver_2m_karras";
        return std::make_unique<DpmSolverScheduler>(config, &karras);
    }
    switch (classOf(name.empty() ? schedulerNameOf(config) : name)) {
        case SchedulerClass::Ddpm: return std::make_unique<DdpmScheduler>(config);
        case SchedulerClass::Ddim: return std::make_unique<DdimScheduler>(config);
        case SchedulerClass::Pndm: return std::make_unique<PndmScheduler>(config);
        case SchedulerClass::Euler: return std::make_unique<EulerScheduler>(config);
        case SchedulerClass::EulerAncestral: return std::make_unique<EulerAncestralScheduler>(config);
        case SchedulerClass::DpmSolver: return std::make_unique<DpmSolverScheduler>(config);
        case SchedulerClass::UniPc: return std::make_unique<UniPcScheduler>(config);
        case SchedulerClass::Training: break;
    }
    throw Error(ErrorCode::Internal, message("A sampler's name has no class."));
}

PipelineScheduler schedulerForPipeline(const Json& config, std::string_view name) {
    const auto kind = classOf(name.empty() ? schedulerNameOf(config) : name);
    if (!config.is_object()) throw Error(ErrorCode::BadFormat, message("scheduler_config.json must be an object."));
    PipelineScheduler out{config, {}};
    out.config["steps_offset"] = 1;
    const bool clips = (kind == SchedulerClass::Ddpm || kind == SchedulerClass::Ddim) &&
                       config.value("clip_sample", Json(true)) == true;
    if (clips) out.config["clip_sample"] = false;
    const bool offset = schedulerConfigFromJson(out.config, kind).timestep_spacing == Spacing::Leading &&
                        config.value("steps_offset", Json(0)) != 1;
    if (offset) out.remarks.push_back(correction(config, "steps_offset", "1"));
    if (clips) out.remarks.push_back(correction(config, "clip_sample", "false"));
    for (const auto& field : unknownSchedulerFields(config))
        out.remarks.push_back(
            message("scheduler_config.json has the field '%1', which no sampler here has; it is ignored.", field));
    return out;
}

std::vector<std::string> schedulerNames() {
    std::vector<std::string> names;
    for (const auto& entry : kNames) names.emplace_back(entry.name);
    return names;
}

std::string_view schedulerNameOf(const Json& config) {
    const auto wanted = namedSchedulerClass(config);
    if (wanted.empty())
        throw Error(ErrorCode::BadFormat, message("scheduler_config.json does not name its class ('_class_name')."));
    for (const auto& entry : kNames)
        if (enumName(kSchedulerClassNames, entry.kind) == wanted) return entry.name;
    throw Error(ErrorCode::BadFormat,
                message("The sampler class '%1' is not supported; choose one of: %2.", wanted, listOfNames()));
}

}  // namespace recap
