// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/enum_names.h"
#include "base/json.h"
#include "diffusion/sampler_names.h"

#include <filesystem>
#include <optional>
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

// The fields of scheduler_config.json that our samplers read, by their own names.
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
    std::optional<double> sigma_min, sigma_max;  // ends of the Karras levels; empty: those of the schedule
    std::optional<double> lambda_min_clipped;    // empty: no clipping
    std::string final_sigmas_type = "zero";
    std::string interpolation_type = "linear";
    int solver_order = 2;
    std::string solver_type = "midpoint";
    bool lower_order_final = true;
    bool euler_at_final = false;
    bool predict_x0 = true;
    std::vector<int> disable_corrector;
};

// The configuration of one class: fields that the file lacks have the defaults of that class, fields of other classes
// have no effect, as in diffusers. Throws Error(BadFormat) that names a field of the wrong type, a value outside its
// range, and every field of the class whose value asks for something that is not implemented.
SchedulerConfig schedulerConfigFromJson(const Json& json, SchedulerClass kind);

// Fields that no class here has, e.g. of a later version; private ones ('_class_name') are not listed.
std::vector<std::string> unknownSchedulerFields(const Json& json);

// Python writes -Infinity and NaN into these files, which JSON does not know; they are read as null.
Json readSchedulerConfig(const std::filesystem::path& path);
// The class that a scheduler file names ('_class_name'); empty where it names none.
std::string namedSchedulerClass(const Json& json);
// The class that model_index.json of a pipeline's folder names; empty where it names none.
std::string indexedSchedulerClass(const std::filesystem::path& folder);
// scheduler/scheduler_config.json of a pipeline's folder. Where it does not name its class, model_index.json does.
Json readPipelineScheduler(const std::filesystem::path& folder);

}  // namespace recap
