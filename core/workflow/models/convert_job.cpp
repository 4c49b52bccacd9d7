// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/models/convert_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "diffusion/lora_file.h"
#include "diffusion/model_parts.h"
#include "models/blip_files.h"
#include "models/blip_image_format.h"
#include "nn/initialisers.h"
#include "tensor_io/dtype_option.h"
#include "tensor_io/load_report.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"

#include <torch/types.h>

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace recap {
namespace {

StateDict inDtype(const StateDict& weights, const std::string& name) {
    return name == "same" ? weights : castFloating(weights, dtypeOption(name));
}

// Names and shapes against a network without memory. What the network lacks a place for is moved to `unmatched`.
template <class Model, class Config>
void fit(StateDict& weights, const Config& config, const std::string& part, std::vector<std::string>& unmatched) {
    const nn::InitScope scope(nn::InitMode::Meta);
    const Model model(config);
    LoadReport report = compareWithModule(*model, weights);
    for (const auto& name : report.unexpected) {
        weights.erase(name);
        unmatched.push_back(part + "." + name);
    }
    report.unexpected.clear();
    if (!report.clean()) throw Error(ErrorCode::ShapeMismatch, describeReport(report, message("the part '%1'", part)));
}

void fitAll(ModelParts& parts, std::vector<std::string>& unmatched) {
    fit<UNet2DCondition>(parts.weights.unet, parts.configs.unet, "unet", unmatched);
    fit<AutoencoderKL>(parts.weights.vae, parts.configs.vae, "vae", unmatched);
    fit<ClipText>(parts.weights.text_encoder, parts.configs.text_encoder, "text_encoder", unmatched);
}

// Tensors of a single file that carry no weights: tables of the noise schedule, averages that were not taken.
bool isNoWeight(const std::string& name) {
    static const std::set<std::string> kTables{"betas",
                                               "alphas_cumprod",
                                               "alphas_cumprod_prev",
                                               "sqrt_alphas_cumprod",
                                               "sqrt_one_minus_alphas_cumprod",
                                               "log_one_minus_alphas_cumprod",
                                               "sqrt_recip_alphas_cumprod",
                                               "sqrt_recipm1_alphas_cumprod",
                                               "posterior_variance",
                                               "posterior_log_variance_clipped",
                                               "posterior_mean_coef1",
                                               "posterior_mean_coef2",
                                               "logvar",
                                               "scale_factor"};
    return kTables.contains(name) || name.starts_with("model_ema.") || name.ends_with("position_ids");
}

Json modelIndex(const fs::path& in, const Json& scheduler) {
    if (fs::exists(in / "model_index.json")) return readJsonFile(in / "model_index.json");
    return pipelineIndex(scheduler);
}

// Parts of a folder that are no part of the drawing (safety checker ...) go along as they are; a single file of the
// same model that lies beside them does not.
void copyRest(const fs::path& in, const fs::path& out) {
    static const std::set<std::string> kWritten{"unet",      "unet_ema",        "vae", "text_encoder", "tokenizer",
                                                "scheduler", "model_index.json"};
    for (const auto& entry : fs::directory_iterator(in)) {
        const auto name = entry.path().filename();
        if (kWritten.contains(name.string())) continue;
        if (entry.is_directory() || (entry.is_regular_file() && !isWeightFile(name)))
            fs::copy(entry.path(), out / name, fs::copy_options::recursive | fs::copy_options::skip_symlinks);
    }
}

void writeTokenizer(const ModelParts& parts, const fs::path& folder) {
    ensureDirectory(folder);
    for (const auto& [name, text] : tokenizerFilesOf(parts))
        writeTextAtomically(folder / fs::path(name).filename(), text);
}

std::vector<std::string> filesBelow(const fs::path& path) {
    if (!fs::is_directory(path)) return {path.string()};
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(path))
        if (entry.is_regular_file()) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

bool isLora(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return !fs::exists(path / "unet") && !fs::exists(path / "model_index.json");
    return isLoraFile(loadTensorFile(path, Checksums::Skip));
}

// The words of the file's own folder, else BERT's with the two that BLIP adds behind them.
void copyWords(const BlipFiles& files, const fs::path& to) {
    static constexpr const char* kOthers[] = {"tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
                                              "added_tokens.json", "generation_config.json"};
    const auto words = vocabularyFolder(files);
    fs::copy_file(words / "vocab.txt", to / "vocab.txt");
    if (words != files.folder) {
        writeJsonFile(to / "tokenizer_config.json",
                      {{"additional_special_tokens", {"[ENC]"}},
                       {"bos_token", "[DEC]"},
                       {"cls_token", "[CLS]"},
                       {"do_lower_case", true},
                       {"mask_token", "[MASK]"},
                       {"model_max_length", files.config.text_config.max_position_embeddings},
                       {"pad_token", "[PAD]"},
                       {"processor_class", "BlipProcessor"},
                       {"sep_token", "[SEP]"},
                       {"tokenizer_class", "BertTokenizer"},
                       {"unk_token", "[UNK]"}});
        return;
    }
    for (const char* name : kOthers)
        if (fs::exists(files.folder / name)) fs::copy_file(files.folder / name, to / name);
}

}  // namespace

ConvertJob::ConvertJob(fs::path in, fs::path out, ConvertOptions options)
    : in_(std::move(in)), out_(std::move(out)), options_(std::move(options)) {}

void ConvertJob::requireFree() const {
    std::error_code error;
    if (!options_.overwrite && fs::exists(out_, error) && !(fs::is_directory(out_, error) && fs::is_empty(out_, error)))
        throw Error(ErrorCode::FileNotWritable,
                    message("%1 already exists; choose another name, or allow replacing it (--overwrite).", out_));
    const bool inside = fs::is_regular_file(in_, error) && fs::equivalent(fs::absolute(in_).parent_path(), out_, error);
    if (fs::equivalent(in_, out_, error) || inside)
        throw Error(ErrorCode::InvalidOption, message("The input cannot be replaced by its own conversion."));
}

void ConvertJob::run(JobContext& context) {
    requireValid(options_);
    std::error_code error;
    if (!fs::exists(in_, error)) throw Error(ErrorCode::FileNotFound, message("There is no file or folder '%1'.", in_));
    requireFree();
    const bool captioner = options_.to == "transformers", lora = !captioner && isLora(in_);
    if (lora && options_.to == "ldm")
        throw Error(ErrorCode::InvalidOption,
                    message("%1 is an adapter (LoRA), which has no single-file layout; choose kohya or peft.", in_));
    if (!lora && (options_.to == "kohya" || options_.to == "peft"))
        throw Error(
            ErrorCode::InvalidOption,
            message("%1 is a model and %2 is a layout of adapters; choose diffusers or ldm.", in_, options_.to));
    if (out_.has_parent_path()) ensureDirectory(out_.parent_path());
    context.report({"convert", 0, 1});
    if (captioner)
        convertCaptioner(context);
    else if (lora)
        convertLora(context);
    else
        convertModel(context);
    result_.written = filesBelow(out_);
    context.report({"convert", 1, 1});
}

// Other programs draw with inpainting models, so they are rewritten; not under the configuration of another model.
void ConvertJob::sayObstacle(const ModelParts& parts, JobContext& context) const {
    const auto obstacle = obstacleOf(parts);
    if (obstacle.empty()) return;
    if (parts.weights.unet.at("conv_in.weight").size(1) != parts.configs.unet.in_channels) requireUsable(parts, in_);
    context.say(obstacle, MessageEvent::Level::Warning);
}

void ConvertJob::convertModel(JobContext& context) {
    result_.kind = "model";
    const auto choice = options_.weights == "average" ? LdmWeights::Average : LdmWeights::Trained;
    ModelParts parts = openModel(in_, {options_.variant, choice, options_.config});
    for (const auto& sentence : parts.assumed) context.say(sentence, MessageEvent::Level::Warning);
    sayObstacle(parts, context);
    for (const auto& name : parts.weights.ignored)
        (isNoWeight(name) ? result_.left_out : result_.unmatched).push_back(name);
    fitAll(parts, result_.unmatched);
    context.pausePoint();
    if (options_.to == "ldm") {
        const StateDict file = inDtype(ldmFromPipeline(parts.weights), options_.dtype);
        saveSafetensors(out_, file, singleFileMetadata(parts, out_.stem().string()));
        return;
    }
    const auto shard = static_cast<std::uintmax_t>(options_.shard_mb) << 20;
    writeDirectoryAtomically(out_, [&](const fs::path& folder) {
        const auto write = [&](const char* part, const char* stem, const StateDict& weights, const Json& config) {
            context.pausePoint();
            saveWeightFiles(folder / part, stem, inDtype(weights, options_.dtype), shard, options_.write_variant);
            writeJsonFile(folder / part / "config.json", config);
        };
        write("unet", "diffusion_pytorch_model", parts.weights.unet, parts.configs.unet.toJson());
        write("vae", "diffusion_pytorch_model", parts.weights.vae, parts.configs.vae.toJson());
        write("text_encoder", "model", parts.weights.text_encoder, parts.configs.text_encoder.toJson());
        ensureDirectory(folder / "scheduler");
        writeJsonFile(folder / "scheduler/scheduler_config.json", parts.scheduler);
        writeTokenizer(parts, folder / "tokenizer");
        if (!parts.single_file) copyRest(in_, folder);
        writeJsonFile(folder / "model_index.json", modelIndex(in_, parts.scheduler));
    });
}

void ConvertJob::convertLora(JobContext& context) {
    result_.kind = "LoRA";
    LoraFile file = readLoraFile(in_);
    LoraWeights weights = loraFromFile(file.tensors, targetsNamedIn(file.tensors), &result_.unmatched);
    if (weights.unet.empty() && weights.text_encoder.empty())
        throw Error(ErrorCode::BadFormat, message("%1 names no layer of a Stable Diffusion 1.x model.", in_));
    applyPeftSettings(weights, file.settings);
    for (const auto& name : weights.foreign) result_.unmatched.push_back(name);
    for (const auto& name : result_.unmatched)
        context.say(message("Left out, because no layer has this name: %1", name), MessageEvent::Level::Warning);
    const auto dialect = options_.to == "kohya" ? LoraDialect::Kohya : LoraDialect::Peft;
    auto metadata = file.metadata;
    metadata.erase("lora_adapter_metadata");  // its alphas are in the tensors now
    metadata.merge(loraMetadata(weights, dialect));
    saveSafetensors(out_, inDtype(fileFromLora(weights, dialect), options_.dtype), metadata);
}

void ConvertJob::convertCaptioner(JobContext& context) {
    result_.kind = "captioner";
    BlipFiles files = openBlip(in_);
    result_.left_out = files.left_out;
    fit<Blip>(files.weights, files.config, "captioner", result_.unmatched);
    context.pausePoint();
    const auto format =
        BlipImageFormat::fromFolder(files.folder, static_cast<int>(files.config.vision_config.image_size));
    writeDirectoryAtomically(out_, [&](const fs::path& folder) {
        saveWeightFiles(folder, kTransformersWeights, inDtype(files.weights, options_.dtype),
                        static_cast<std::uintmax_t>(options_.shard_mb) << 20, options_.write_variant);
        writeJsonFile(folder / "config.json", files.config.toJson());
        writeJsonFile(folder / "preprocessor_config.json", format.toJson());
        copyWords(files, folder);
    });
}

}  // namespace recap
