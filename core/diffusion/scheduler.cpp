// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/scheduler.h"

#include "base/error.h"
#include "diffusion/sampler_names.h"
#include "diffusion/samplers.h"

#include <cmath>

namespace recap {
namespace {

std::string listOfNames() {
    std::string list;
    for (const auto& entry : kSamplers) list += (list.empty() ? "" : ", ") + std::string(entry.name);
    return list;
}

SchedulerClass classOf(std::string_view name) {
    for (const auto& entry : kSamplers)
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
    const auto kind = classOf(name.empty() ? schedulerNameOf(config) : name);
    for (const auto& maker : kSamplerMakers)
        if (maker.kind == kind) return maker.make(config, name);
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
    for (const auto& entry : kSamplers) names.emplace_back(entry.name);
    return names;
}

std::string_view schedulerNameOf(const Json& config) {
    const auto wanted = namedSchedulerClass(config);
    if (wanted.empty())
        throw Error(ErrorCode::BadFormat, message("scheduler_config.json does not name its class ('_class_name')."));
    for (const auto& entry : kSamplers)
        if (enumName(kSchedulerClassNames, entry.kind) == wanted) return entry.name;
    throw Error(ErrorCode::BadFormat,
                message("The sampler class '%1' is not supported; choose one of: %2.", wanted, listOfNames()));
}

}  // namespace recap
