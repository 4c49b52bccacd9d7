// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/scheduler_config.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace recap {
namespace {

[[noreturn]] void refuse(std::string_view field, const std::string& why) {
    throw Error(ErrorCode::BadFormat, "scheduler_config.json: '" + std::string(field) + "' " + why + ".");
}

// Null and missing leave the default.
const Json* present(const Json& json, const char* field) {
    const auto it = json.find(field);
    return it == json.end() || it->is_null() ? nullptr : &*it;
}

void read(const Json& json, const char* field, bool& value) {
    const Json* found = present(json, field);
    if (found == nullptr) return;
    if (!found->is_boolean()) refuse(field, "must be true or false");
    value = found->get<bool>();
}

void read(const Json& json, const char* field, int& value, int low, int high) {
    const Json* found = present(json, field);
    if (found == nullptr) return;
    const bool fits =
        found->is_number_integer() && found->get<std::int64_t>() >= low && found->get<std::int64_t>() <= high;
    if (!fits) refuse(field, "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    value = found->get<int>();
}

void read(const Json& json, const char* field, double& value) {
    const Json* found = present(json, field);
    if (found == nullptr) return;
    if (!found->is_number()) refuse(field, "must be a number");
    value = found->get<double>();
}

void read(const Json& json, const char* field, std::string& value, std::initializer_list<std::string_view> allowed) {
    const Json* found = present(json, field);
    if (found == nullptr) return;
    if (!found->is_string()) refuse(field, "must be a text");
    value = found->get<std::string>();
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
        refuse(field, "has the value '" + value + "', which is not supported");
}

template <class Enum, std::size_t N>
void read(const Json& json, const char* field, Enum& value, const EnumNames<Enum, N>& names) {
    const Json* found = present(json, field);
    if (found == nullptr) return;
    if (!found->is_string()) refuse(field, "must be a text");
    for (const auto& [candidate, name] : names) {
        if (name != found->get<std::string>()) continue;
        value = candidate;
        return;
    }
    refuse(field, "has the value '" + found->get<std::string>() + "', which is not supported");
}

template <class Number>
void read(const Json& json, const char* field, std::vector<Number>& values) {
    const Json* found = present(json, field);
    if (found == nullptr) return;
    if (!found->is_array()) refuse(field, "must be a list of numbers");
    values.clear();
    for (const auto& item : *found) {
        if (!item.is_number()) refuse(field, "must be a list of numbers");
        values.push_back(item.get<Number>());
    }
}

// Options that change the result and that we do not have: silently ignoring one would give another picture.
void refuseUnsupported(const Json& json) {
    constexpr std::array kSwitches{"thresholding",    "use_exponential_sigmas", "use_beta_sigmas",
                                   "use_flow_sigmas", "use_lu_lambdas",         "use_dynamic_shifting"};
    for (const char* field : kSwitches) {
        bool on = false;
        read(json, field, on);
        if (on) refuse(field, "is switched on, which is not supported");
    }
    for (const char* field : {"sigma_min", "sigma_max", "shift_terminal", "solver_p"})
        if (present(json, field) != nullptr) refuse(field, "is set, which is not supported");
    std::string ignored;
    read(json, "timestep_type", ignored, {"discrete"});
}

std::string withoutPythonNumbers(std::string_view text) {
    std::string out;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (inString && text[i] == '\\') {
            out += text.substr(i++, 2);
            continue;
        }
        if (text[i] == '"') inString = !inString;
        bool replaced = false;
        for (const std::string_view word : {"-Infinity", "Infinity", "NaN"}) {
            if (inString || text.substr(i, word.size()) != word) continue;
            out += "null";
            i += word.size() - 1;
            replaced = true;
            break;
        }
        if (!replaced) out += text[i];
    }
    return out;
}

}  // namespace

SchedulerConfig schedulerConfigFromJson(const Json& json, SchedulerConfig c) {
    if (!json.is_object()) throw Error(ErrorCode::BadFormat, "scheduler_config.json must be an object.");
    refuseUnsupported(json);
    read(json, "num_train_timesteps", c.num_train_timesteps, 1, 1000000);
    read(json, "beta_start", c.beta_start);
    read(json, "beta_end", c.beta_end);
    read(json, "beta_schedule", c.beta_schedule, {"linear", "scaled_linear", "squaredcos_cap_v2"});
    read(json, "trained_betas", c.trained_betas);
    if (!c.trained_betas.empty()) c.num_train_timesteps = static_cast<int>(c.trained_betas.size());
    read(json, "rescale_betas_zero_snr", c.rescale_betas_zero_snr);
    read(json, "prediction_type", c.prediction_type, kPredictionNames);
    read(json, "timestep_spacing", c.timestep_spacing, kSpacingNames);
    read(json, "steps_offset", c.steps_offset, 0, 1000);
    read(json, "clip_sample", c.clip_sample);
    read(json, "clip_sample_range", c.clip_sample_range);
    read(json, "set_alpha_to_one", c.set_alpha_to_one);
    read(json, "skip_prk_steps", c.skip_prk_steps);
    read(json, "variance_type", c.variance_type, {"fixed_small", "fixed_small_log", "fixed_large", "fixed_large_log"});
    read(json, "use_karras_sigmas", c.use_karras_sigmas);
    read(json, "final_sigmas_type", c.final_sigmas_type, {"zero", "sigma_min"});
    read(json, "interpolation_type", c.interpolation_type, {"linear", "log_linear"});
    read(json, "solver_order", c.solver_order, 1, 3);
    read(json, "solver_type", c.solver_type, {"midpoint", "heun", "bh1", "bh2"});
    read(json, "lower_order_final", c.lower_order_final);
    read(json, "euler_at_final", c.euler_at_final);
    read(json, "predict_x0", c.predict_x0);
    read(json, "disable_corrector", c.disable_corrector);
    std::string algorithm;
    read(json, "algorithm_type", algorithm, {"dpmsolver++"});
    return c;
}

Json readSchedulerConfig(const std::filesystem::path& path) {
    return parseJson(withoutPythonNumbers(readTextFile(path, 16u << 20)), path.string());
}

}  // namespace recap
