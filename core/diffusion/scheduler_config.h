// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/enum_names.h"
#include "base/json.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// What the network predicts.
enum class Prediction { Epsilon, Velocity, Sample };
inline constexpr EnumNames<Prediction, 3> kPredictionNames{
    {{Prediction::Epsilon, "epsilon"}, {Prediction::Velocity, "v_prediction"}, {Prediction::Sample, "sample"}}};

// How the inference steps are spread over the training steps.
enum class Spacing { Leading, Trailing, Linspace };
inline constexpr EnumNames<Spacing, 3> kSpacingNames{
    {{Spacing::Leading, "leading"}, {Spacing::Trailing, "trailing"}, {Spacing::Linspace, "linspace"}}};

// The fields of scheduler_config.json that our samplers read, by their own names. A sampler states its defaults in the
// struct it hands to schedulerConfigFromJson, because the classes of diffusers differ in them.
struct SchedulerConfig {
    int num_train_timesteps = 1000;
    double beta_start = 0.0001;
    double beta_end = 0.02;
    std::string beta_schedule = "linear";
    std::vector<double> trained_betas;
    bool rescale_betas_zero_snr = false;
    Prediction prediction_type = Prediction::Epsilon;
    Spacing timestep_spacing = Spacing::Leading;
    int steps_offset = 0;
    bool clip_sample = true;
    double clip_sample_range = 1.0;
    bool set_alpha_to_one = true;
    bool skip_prk_steps = false;
    std::string variance_type = "fixed_small";
    bool use_karras_sigmas = false;
    std::string final_sigmas_type = "zero";
    std::string interpolation_type = "linear";
    int solver_order = 2;
    std::string solver_type = "midpoint";
    bool lower_order_final = true;
    bool euler_at_final = false;
    bool predict_x0 = true;
    std::vector<int> disable_corrector;
};

// Fields that are there replace the defaults. Throws Error(BadFormat) that names a field of the wrong type, a value
// outside its range, or an option that is switched on and not implemented (thresholding, flow sigmas ...).
SchedulerConfig schedulerConfigFromJson(const Json& json, SchedulerConfig defaults = {});

// Python writes -Infinity and NaN into these files, which JSON does not know; they are read as null.
Json readSchedulerConfig(const std::filesystem::path& path);

}  // namespace recap
