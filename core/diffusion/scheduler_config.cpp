// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/scheduler_config.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

[[noreturn]] void refuse(std::string_view field, const Message& why) {
    throw Error(ErrorCode::BadFormat, message("scheduler_config.json: '%1' %2.", field, why));
}

[[noreturn]] void refuseValue(std::string_view field, const Json& value) {
    refuse(field, message("has the value %1, which is not supported", value.dump()));
}

// Reads one field of a file into the configuration, or refuses it.
using Reader = void (*)(const char* field, const Json& value, SchedulerConfig& config);

// None counts as false in Python.
template <auto Member>
void flag(const char* field, const Json& value, SchedulerConfig& config) {
    if (!value.is_boolean() && !value.is_null()) refuse(field, message("must be true or false"));
    config.*Member = value.is_boolean() && value.get<bool>();
}

template <auto Member, int Low, int High>
void whole(const char* field, const Json& value, SchedulerConfig& config) {
    const bool fits =
        value.is_number_integer() && value.get<std::int64_t>() >= Low && value.get<std::int64_t>() <= High;
    if (!fits) refuse(field, message("must be a whole number from %1 to %2", Low, High));
    config.*Member = value.get<int>();
}

template <auto Member>
void number(const char* field, const Json& value, SchedulerConfig& config) {
    if (!value.is_number()) refuse(field, message("must be a number"));
    config.*Member = value.get<double>();
}

template <auto Member>
void numberOrNone(const char* field, const Json& value, SchedulerConfig& config) {
    config.*Member = std::nullopt;
    if (!value.is_null()) number<Member>(field, value, config);
}

template <auto Member>
void numbers(const char* field, const Json& value, SchedulerConfig& config) {
    auto& list = config.*Member;
    using Number = typename std::decay_t<decltype(list)>::value_type;
    const auto fits = [](const Json& item) {
        const bool whole = item.is_number_integer() && std::abs(item.get<double>()) < 1e9;
        return std::is_integral_v<Number> ? whole : item.is_number();
    };
    if (!value.is_array() || !std::all_of(value.begin(), value.end(), fits))
        refuse(field, message("must be a list of numbers"));
    list.clear();
    for (const auto& item : value) list.push_back(item.get<Number>());
}

std::string oneOf(const char* field, const Json& value, std::initializer_list<std::string_view> allowed) {
    if (!value.is_string()) refuse(field, message("must be a text"));
    const auto text = value.get<std::string>();
    if (std::find(allowed.begin(), allowed.end(), text) == allowed.end()) refuseValue(field, value);
    return text;
}

template <class Enum, std::size_t N>
Enum oneOf(const char* field, const Json& value, const EnumNames<Enum, N>& names) {
    if (!value.is_string()) refuse(field, message("must be a text"));
    for (const auto& [candidate, name] : names)
        if (value.get<std::string>() == name) return candidate;
    refuseValue(field, value);
}

// Options that change the picture and that are not here: ignoring one would give another picture without a word.
void mustBeOff(const char* field, const Json& value, SchedulerConfig& /*config*/) {
    if (!value.is_null() && value != false) refuse(field, message("is switched on, which is not supported"));
}

void mustBeNone(const char* field, const Json& value, SchedulerConfig& /*config*/) {
    if (!value.is_null()) refuse(field, message("is set, which is not supported"));
}

// Read only where an option of mustBeOff is on.
void withoutEffect(const char* /*field*/, const Json& /*value*/, SchedulerConfig& /*config*/) {}

void predictionOfTwo(const char* field, const Json& value, SchedulerConfig& config) {
    config.prediction_type = oneOf(field, value, kPredictionNames);
    if (config.prediction_type == Prediction::Sample) refuseValue(field, value);
}

constexpr unsigned bit(SchedulerClass kind) {
    return 1u << static_cast<unsigned>(kind);
}

using C = SchedulerConfig;
constexpr unsigned kDdpm = bit(SchedulerClass::Ddpm), kDdim = bit(SchedulerClass::Ddim),
                   kPndm = bit(SchedulerClass::Pndm), kEuler = bit(SchedulerClass::Euler),
                   kAncestral = bit(SchedulerClass::EulerAncestral), kDpm = bit(SchedulerClass::DpmSolver),
                   kUniPc = bit(SchedulerClass::UniPc), kTraining = bit(SchedulerClass::Training);
constexpr unsigned kIntegrators = kDpm | kUniPc, kLevels = kEuler | kIntegrators, kClipped = kDdpm | kDdim,
                   kSamplers = kClipped | kPndm | kAncestral | kLevels, kEvery = kSamplers | kTraining;

struct Field {
    const char* name;
    unsigned classes;  // whose constructors have it
    Reader read;
};

// Every field of every class. A class that lacks a row's bit ignores the field, as diffusers does.
constexpr Field kFields[] = {
    {"num_train_timesteps", kEvery, whole<&C::num_train_timesteps, 1, 1000000>},
    {"beta_start", kEvery, number<&C::beta_start>},
    {"beta_end", kEvery, number<&C::beta_end>},
    {"beta_schedule", kEvery,
     [](const char* field, const Json& value, C& c) {
         c.beta_schedule = oneOf(field, value, {"linear", "scaled_linear", "squaredcos_cap_v2"});
     }},
    {"trained_betas", kEvery,
     [](const char* field, const Json& value, C& c) {
         if (!value.is_null()) numbers<&C::trained_betas>(field, value, c);
     }},
    {"rescale_betas_zero_snr", kEvery & ~kPndm, flag<&C::rescale_betas_zero_snr>},
    {"prediction_type", kEvery & ~(kPndm | kAncestral),
     [](const char* field, const Json& value, C& c) { c.prediction_type = oneOf(field, value, kPredictionNames); }},
    {"prediction_type", kPndm | kAncestral, predictionOfTwo},
    {"timestep_spacing", kSamplers,
     [](const char* field, const Json& value, C& c) { c.timestep_spacing = oneOf(field, value, kSpacingNames); }},
    {"steps_offset", kSamplers, whole<&C::steps_offset, 0, 1000>},
    {"clip_sample", kClipped, flag<&C::clip_sample>},
    {"clip_sample_range", kClipped, number<&C::clip_sample_range>},
    {"set_alpha_to_one", kDdim | kPndm, flag<&C::set_alpha_to_one>},
    {"skip_prk_steps", kPndm, flag<&C::skip_prk_steps>},
    // The library takes the root of the logarithm for fixed_large_log, which is no number.
    {"variance_type", kDdpm,
     [](const char* field, const Json& value, C& c) {
         if (!value.is_null()) c.variance_type = oneOf(field, value, {"fixed_small", "fixed_small_log", "fixed_large"});
     }},
    {"variance_type", kDpm,
     [](const char* field, const Json& value, C& /*c*/) {
         if (value == "learned" || value == "learned_range") refuseValue(field, value);
     }},
    {"use_karras_sigmas", kLevels, flag<&C::use_karras_sigmas>},
    {"sigma_min", kLevels, numberOrNone<&C::sigma_min>},
    {"sigma_max", kLevels, numberOrNone<&C::sigma_max>},
    {"final_sigmas_type", kLevels,
     [](const char* field, const Json& value, C& c) {
         c.final_sigmas_type = oneOf(field, value, {"zero", "sigma_min"});
     }},
    {"interpolation_type", kEuler,
     [](const char* field, const Json& value, C& c) {
         c.interpolation_type = oneOf(field, value, {"linear", "log_linear"});
     }},
    {"timestep_type", kEuler,
     [](const char* field, const Json& value, C& /*c*/) { oneOf(field, value, {"discrete"}); }},
    {"algorithm_type", kDpm,
     [](const char* field, const Json& value, C& /*c*/) { oneOf(field, value, {"dpmsolver++"}); }},
    {"solver_order", kDpm, whole<&C::solver_order, 1, 2>},
    {"solver_order", kUniPc, whole<&C::solver_order, 1, 3>},
    // Each integrator takes the other's names for its own default, as in the library.
    {"solver_type", kDpm,
     [](const char* field, const Json& value, C& c) {
         c.solver_type = oneOf(field, value, {"midpoint", "heun", "logrho", "bh1", "bh2"});
         if (c.solver_type != "heun") c.solver_type = "midpoint";
     }},
    {"solver_type", kUniPc,
     [](const char* field, const Json& value, C& c) {
         c.solver_type = oneOf(field, value, {"bh1", "bh2", "midpoint", "heun", "logrho"});
         if (c.solver_type != "bh1") c.solver_type = "bh2";
     }},
    {"lower_order_final", kIntegrators, flag<&C::lower_order_final>},
    {"euler_at_final", kDpm, flag<&C::euler_at_final>},
    {"lambda_min_clipped", kDpm, numberOrNone<&C::lambda_min_clipped>},
    {"predict_x0", kUniPc,
     [](const char* field, const Json& value, C& /*c*/) {
         if (value != true) refuseValue(field, value);
     }},
    {"disable_corrector", kUniPc, numbers<&C::disable_corrector>},
    {"solver_p", kUniPc, mustBeNone},
    {"shift_terminal", kUniPc, mustBeNone},
    {"thresholding", kClipped | kIntegrators, mustBeOff},
    {"dynamic_thresholding_ratio", kClipped | kIntegrators, withoutEffect},
    {"sample_max_value", kClipped | kIntegrators, withoutEffect},
    {"use_exponential_sigmas", kLevels, mustBeOff},
    {"use_beta_sigmas", kLevels, mustBeOff},
    {"use_lu_lambdas", kDpm, mustBeOff},
    {"use_flow_sigmas", kIntegrators | kTraining, mustBeOff},
    {"flow_shift", kIntegrators, withoutEffect},
    {"use_dynamic_shifting", kIntegrators, mustBeOff},
    {"time_shift_type", kIntegrators, withoutEffect},
};

SchedulerConfig defaultsOf(SchedulerClass kind) {
    SchedulerConfig c;
    if ((bit(kind) & (kLevels | kAncestral)) != 0) c.timestep_spacing = Spacing::Linspace;
    if (kind == SchedulerClass::Pndm) c.set_alpha_to_one = false;
    if (kind == SchedulerClass::UniPc) c.solver_type = "bh2";
    return c;
}

// Schedules of other processes, whose fields have the same names.
void refuseForeignProcess(const Json& json) {
    const auto name = namedSchedulerClass(json);
    if (name.starts_with("FlowMatch") || name.starts_with("EDM")) refuseValue("_class_name", name);
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

SchedulerConfig schedulerConfigFromJson(const Json& json, SchedulerClass kind) {
    if (!json.is_object()) throw Error(ErrorCode::BadFormat, message("scheduler_config.json must be an object."));
    if (kind == SchedulerClass::Training) refuseForeignProcess(json);
    SchedulerConfig config = defaultsOf(kind);
    for (const auto& field : kFields) {
        const auto value = json.find(field.name);
        if (value != json.end() && (field.classes & bit(kind)) != 0) field.read(field.name, *value, config);
    }
    // The library would count steps of one number in a table of the other.
    const auto& betas = config.trained_betas;
    if (!betas.empty() && betas.size() != static_cast<std::size_t>(config.num_train_timesteps))
        refuse("trained_betas",
               message("has %1 values for 'num_train_timesteps' %2", betas.size(), config.num_train_timesteps));
    return config;
}

std::vector<std::string> unknownSchedulerFields(const Json& json) {
    std::vector<std::string> unknown;
    for (const auto& [name, value] : json.items()) {
        const auto known = std::any_of(std::begin(kFields), std::end(kFields),
                                       [&name = name](const Field& field) { return name == field.name; });
        if (!known && !name.starts_with('_')) unknown.push_back(name);
    }
    return unknown;
}

Json readSchedulerConfig(const std::filesystem::path& path) {
    return parseJson(withoutPythonNumbers(readTextFile(path, 16u << 20)), path.string());
}

std::string namedSchedulerClass(const Json& json) {
    const auto name = json.is_object() ? json.find("_class_name") : json.end();
    return json.is_object() && name != json.end() && name->is_string() ? name->get<std::string>() : std::string();
}

std::string indexedSchedulerClass(const std::filesystem::path& folder) {
    const auto file = folder / "model_index.json";
    if (!std::filesystem::exists(file)) return {};
    const Json index = readJsonFile(file);
    const Json entry = index.is_object() ? index.value("scheduler", Json()) : Json();  // ["diffusers", "PNDMScheduler"]
    const bool named = entry.is_array() && entry.size() == 2 && entry[1].is_string();
    return named ? entry[1].get<std::string>() : std::string();
}

Json readPipelineScheduler(const std::filesystem::path& folder) {
    Json config = readSchedulerConfig(folder / "scheduler/scheduler_config.json");
    if (!config.is_object() || config.contains("_class_name")) return config;
    if (const auto indexed = indexedSchedulerClass(folder); !indexed.empty()) config["_class_name"] = indexed;
    return config;
}

}  // namespace recap
