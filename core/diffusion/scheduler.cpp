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
    throw Error(ErrorCode::InvalidOption,
                "There is no sampler '" + std::string(name) + "'; choose one of: " + listOfNames() + ".");
}

std::string correction(const Json& config, const char* field, const char* used) {
    const auto value = config.find(field);
    const std::string says = value == config.end() ? " does not say " + std::string(field)
                                                   : " says " + std::string(field) + " " + value->dump();
    return "scheduler_config.json" + says + "; " + used + " is used, as diffusers does when it loads such a model.";
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
    const auto kind = classOf(name.empty() ? schedulerNameOf(config) : name);
    for (const auto& maker : kSamplerMakers)
        if (maker.kind == kind) return maker.make(config, name);
    throw Error(ErrorCode::Internal, "A sampler's name has no class.");
}

PipelineScheduler schedulerForPipeline(const Json& config, std::string_view name) {
    const auto kind = classOf(name.empty() ? schedulerNameOf(config) : name);
    if (!config.is_object()) throw Error(ErrorCode::BadFormat, "scheduler_config.json must be an object.");
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
        out.remarks.push_back("scheduler_config.json has the field '" + field +
                              "', which no sampler here has; it is not followed.");
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
        throw Error(ErrorCode::BadFormat, "scheduler_config.json does not name its class ('_class_name').");
    for (const auto& entry : kSamplers)
        if (enumName(kSchedulerClassNames, entry.kind) == wanted) return entry.name;
    throw Error(ErrorCode::BadFormat,
                "The sampler class '" + wanted + "' is not supported; choose one of: " + listOfNames() + ".");
}

}  // namespace recap
