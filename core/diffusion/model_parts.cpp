// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/model_parts.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"
#include "diffusion/scheduler.h"
#include "models/config_inference.h"
#include "nn/initialisers.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"
#include "tensor_io/weights_kind.h"

#include <torch/types.h>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr const char* kConfiguration = "recap.configuration";
constexpr const char* kPrediction = "modelspec.prediction_type";

ClipTokenizerFiles tokenizerFiles(const fs::path& folder) {
    ClipTokenizerFiles files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.is_regular_file()) files[entry.path().filename().string()] = readTextFile(entry.path());
    if (files.empty()) throw Error(ErrorCode::FileNotFound, message("The tokenizer folder %1 is empty.", folder));
    return files;
}

void readConfigurations(const fs::path& folder, ModelParts& parts) {
    parts.configs.unet = UNet2DConditionConfig::fromJson(readJsonFile(folder / "unet/config.json"));
    parts.configs.vae = AutoencoderKLConfig::fromJson(readJsonFile(folder / "vae/config.json"));
    parts.configs.text_encoder = ClipTextConfig::fromJson(readJsonFile(folder / "text_encoder/config.json"));
    parts.scheduler = readPipelineScheduler(folder);
    const auto indexed = indexedSchedulerClass(folder);
    if (const auto named = namedSchedulerClass(parts.scheduler); !indexed.empty() && named != indexed)
        parts.assumed.push_back(message(
            "model_index.json names the sampler %1, scheduler_config.json %2; the latter is used.", indexed, named));
    parts.tokenizer = tokenizerFiles(folder / "tokenizer");
}

std::string className(const fs::path& json) {
    if (!fs::exists(json)) return {};
    const Json config = readJsonFile(json);
    const bool named = config.is_object() && config.contains("_class_name") && config["_class_name"].is_string();
    return named ? config["_class_name"].get<std::string>() : std::string();
}

ModelParts openFolder(const fs::path& folder, const ModelChoice& choice) {
    requireFamily(folder);
    if (!fs::exists(folder / "unet/config.json"))
        throw Error(ErrorCode::FileNotFound,
                    message("%1 is not a diffusers folder of Stable Diffusion: unet/config.json is missing.", folder));
    ModelParts parts;
    readConfigurations(folder, parts);
    fs::path unet = folder / "unet";
    if (choice.weights == LdmWeights::Average) {
        unet = folder / "unet_ema";
        if (!fs::exists(unet))
            throw Error(ErrorCode::FileNotFound, message("%1 holds no moving average: unet_ema is missing.", folder));
    }
    const fs::path vae = folder / "vae", text = folder / "text_encoder";
    parts.weights.unet = loadWeightFiles(unet, kDiffusersWeights, choice.variant);
    parts.weights.vae = withCurrentVaeNames(loadWeightFiles(vae, kDiffusersWeights, choice.variant));
    parts.weights.text_encoder = withCurrentClipTextNames(loadWeightFiles(text, kTransformersWeights, choice.variant));
    parts.places = {weightsPlace(unet, kDiffusersWeights, choice.variant),
                    weightsPlace(vae, kDiffusersWeights, choice.variant),
                    weightsPlace(text, kTransformersWeights, choice.variant)};
    return parts;
}

std::map<std::string, std::string> metadataOf(const fs::path& file) {
    try {
        return SafetensorsFile(file).metadata();
    } catch (const Error&) {
        return {};  // a pickled file, which was read already
    }
}

// What singleFileMetadata wrote.
void applyConfiguration(const Json& json, const fs::path& file, ModelParts& parts) {
    for (const char* name : {"unet", "vae", "text_encoder", "scheduler", "tokenizer"})
        if (!json.is_object() || !json.contains(name) || !json[name].is_object())
            throw Error(ErrorCode::BadFormat,
                        message("%1 carries a damaged configuration in its metadata: '%2' is missing.", file, name));
    parts.configs.unet = UNet2DConditionConfig::fromJson(json["unet"]);
    parts.configs.vae = AutoencoderKLConfig::fromJson(json["vae"]);
    parts.configs.text_encoder = ClipTextConfig::fromJson(json["text_encoder"]);
    parts.scheduler = json["scheduler"];
    for (const auto& [name, text] : json["tokenizer"].items())
        if (text.is_string()) parts.tokenizer[name] = text.get<std::string>();
}

ModelParts openFile(const fs::path& file, const ModelChoice& choice) {
    ModelParts parts;
    parts.single_file = true;
    parts.places = {file, file, file};
    const StateDict tensors = loadTensorFile(file);
    try {
        parts.weights = pipelineFromLdm(tensors, choice.weights);
    } catch (const Error& problem) {
        throw Error(problem.code(), message("%1: %2", file, problem.message()));
    }
    if (!choice.config.empty()) {
        readConfigurations(choice.config, parts);
        return parts;
    }
    const auto metadata = metadataOf(file);
    if (const auto own = metadata.find(kConfiguration); own != metadata.end()) {
        applyConfiguration(parseJson(own->second, file.string()), file, parts);
        return parts;
    }
    parts.configs = inferConfigs(parts.weights, parts.assumed);
    const auto prediction = metadata.find(kPrediction);
    const bool velocity = prediction != metadata.end() && prediction->second.starts_with("v");
    parts.scheduler = stableDiffusion1Scheduler(velocity ? "v_prediction" : "epsilon");
    return parts;
}

template <class Model, class Config>
Model build(const Config& config, const StateDict& weights, torch::ScalarType dtype, const Message& what,
            const fs::path& place) {
    const nn::InitScope scope(nn::InitMode::Empty, dtype);  // every parameter is overwritten below, or loading throws
    Model model(config);
    loadStateDictStrict(*model, weights, message("%1 (%2)", what, place));
    model->eval();
    return model;
}

}  // namespace

// Folders of other families have parts of the same names, so they are told by their classes.
void requireFamily(const fs::path& folder) {
    const std::string pipeline = className(folder / "model_index.json");
    std::string_view family = familyOfClass(pipeline);
    if (family.empty()) family = familyOfClass(className(folder / "config.json"));
    if (const auto unet = folder / "unet/config.json"; family.empty() && fs::exists(unet))
        if (const Json config = readJsonFile(unet); config.is_object() && config.contains("addition_embed_type") &&
                                                    config["addition_embed_type"] == "text_time")
            family = "Stable Diffusion XL";
    if (!family.empty())
        throw Error(
            ErrorCode::BadFormat,
            message("%1 is a model of the family %2; this program samples from and trains Stable Diffusion 1.x and "
                    "models built like it.",
                    folder, pipeline.empty() ? std::string(family) : std::string(family) + " (" + pipeline + ")"));
}

ModelParts openModel(const fs::path& path, const ModelChoice& choice) {
    std::error_code error;
    if (!fs::exists(path, error)) throw Error(ErrorCode::FileNotFound, message("There is no model at '%1'.", path));
    return fs::is_directory(path, error) ? openFolder(path, choice) : openFile(path, choice);
}

Message obstacleOf(const ModelParts& parts) {
    const auto input = parts.weights.unet.find("conv_in.weight");
    if (input == parts.weights.unet.end() || input->second.dim() < 2) return {};
    return otherInput(input->second.size(1), parts.configs.vae.latent_channels);
}

void requireUsable(const ModelParts& parts, const fs::path& path) {
    if (const auto obstacle = obstacleOf(parts); !obstacle.empty())
        throw Error(ErrorCode::BadFormat, message("%1 is not usable here. %2", path, obstacle));
}

UNet2DCondition unetOf(const ModelParts& parts, torch::ScalarType dtype) {
    requireUsable(parts, parts.places.unet);
    return build<UNet2DCondition>(parts.configs.unet, parts.weights.unet, dtype, message("the UNet"),
                                  parts.places.unet);
}

AutoencoderKL vaeOf(const ModelParts& parts, torch::ScalarType dtype) {
    return build<AutoencoderKL>(parts.configs.vae, parts.weights.vae, dtype, message("the autoencoder"),
                                parts.places.vae);
}

ClipText textEncoderOf(const ModelParts& parts, torch::ScalarType dtype) {
    return build<ClipText>(parts.configs.text_encoder, parts.weights.text_encoder, dtype, message("the text encoder"),
                           parts.places.text_encoder);
}

ClipTokenizerFiles tokenizerFilesOf(const ModelParts& parts) {
    return parts.tokenizer.empty() ? readClipTokenizerFiles(resourceDirectory() / "vocab/clip") : parts.tokenizer;
}

ClipTokenizer tokenizerOf(const ModelParts& parts) {
    return ClipTokenizer::fromFiles(tokenizerFilesOf(parts), "the model's tokenizer");
}

void requireRowForEveryToken(const ClipTokenizer& tokenizer, std::int64_t rows) {
    if (static_cast<std::int64_t>(tokenizer.size()) > rows)
        throw Error(
            ErrorCode::ShapeMismatch,
            message(
                "The tokenizer has %1 tokens with those that were added, the text encoder only %2 rows (vocab_size).",
                tokenizer.size(), rows));
}

PipelineRemarks pipelineRemarks(const fs::path& folder) {
    PipelineRemarks out;
    const auto collect = [&](const Message& what, const auto& read) {
        try {
            read();
        } catch (const Error& problem) {
            out.problems.push_back(message("The %1 cannot be used: %2", what, problem.message()));
        }
    };
    if (fs::exists(folder / "scheduler/scheduler_config.json"))
        collect(message("scheduler"),
                [&] { out.details = schedulerForPipeline(readPipelineScheduler(folder)).remarks; });
    if (fs::exists(folder / "tokenizer"))
        collect(message("tokenizer"), [&] {
            const auto tokenizer = ClipTokenizer::fromFolder(folder / "tokenizer");
            std::string names;
            for (const auto& [id, token] : tokenizer.addedTokens())
                names += (names.empty() ? "" : ", ") + token + " (" + std::to_string(id) + ")";
            if (names.empty()) return;
            out.details.push_back(message("added tokens: %1", names));
            if (const auto config = folder / "text_encoder/config.json"; fs::exists(config))
                requireRowForEveryToken(tokenizer, ClipTextConfig::fromJson(readJsonFile(config)).vocab_size);
        });
    return out;
}

std::map<std::string, std::string> singleFileMetadata(const ModelParts& parts, const std::string& title) {
    // CLIP's own vocabulary would be a megabyte of header and is at hand anyway.
    const bool ownVocabulary =
        parts.configs.text_encoder.vocab_size != LdmConfigs::stableDiffusion1().text_encoder.vocab_size;
    const Json tokenizer = ownVocabulary ? Json(parts.tokenizer) : Json::object();
    const Json configuration{{"unet", parts.configs.unet.toJson()},
                             {"vae", parts.configs.vae.toJson()},
                             {"text_encoder", parts.configs.text_encoder.toJson()},
                             {"scheduler", parts.scheduler},
                             {"tokenizer", tokenizer}};
    const bool velocity = parts.scheduler.value("prediction_type", "epsilon") == "v_prediction";
    const std::string side = std::to_string(parts.configs.unet.sample_size * parts.configs.vae.factor());
    return {{kConfiguration, configuration.dump()},
            {"modelspec.sai_model_spec", "1.0.0"},
            {"modelspec.architecture", "stable-diffusion-v1"},
            {"modelspec.implementation", "https://github.com/CompVis/stable-diffusion"},
            {"modelspec.title", title},
            {"modelspec.resolution", side + "x" + side},
            {kPrediction, velocity ? "v" : "epsilon"}};
}

Json stableDiffusion1Scheduler(const std::string& prediction) {
    return {{"_class_name", "PNDMScheduler"},
            {"beta_end", 0.012},
            {"beta_schedule", "scaled_linear"},
            {"beta_start", 0.00085},
            {"clip_sample", false},
            {"num_train_timesteps", 1000},
            {"prediction_type", prediction},
            {"set_alpha_to_one", false},
            {"skip_prk_steps", true},
            {"steps_offset", 1},
            {"timestep_spacing", "leading"},
            {"trained_betas", nullptr}};
}

Json pipelineIndex(const Json& scheduler) {
    return {{"_class_name", "StableDiffusionPipeline"},
            {"_diffusers_version", "0.42.1"},
            {"feature_extractor", {nullptr, nullptr}},
            {"image_encoder", {nullptr, nullptr}},
            {"requires_safety_checker", false},
            {"safety_checker", {nullptr, nullptr}},
            {"scheduler", {"diffusers", scheduler.value("_class_name", "PNDMScheduler")}},
            {"text_encoder", {"transformers", "CLIPTextModel"}},
            {"tokenizer", {"transformers", "CLIPTokenizer"}},
            {"unet", {"diffusers", "UNet2DConditionModel"}},
            {"vae", {"diffusers", "AutoencoderKL"}}};
}

}  // namespace recap
