// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/models/inspect.h"

#include "base/error.h"
#include "base/json.h"
#include "diffusion/lora_file.h"
#include "diffusion/model_parts.h"
#include "models/blip_files.h"
#include "models/model_folder.h"
#include "nn/initialisers.h"
#include "tensor_io/blip_names.h"
#include "tensor_io/dtype_names.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/mapped_file.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"
#include "tensor_io/weights_kind.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

namespace recap {
namespace fs = std::filesystem;
namespace {

void addTensors(InspectReport& report, const StateDict& weights, const std::string& prefix) {
    for (const auto& [name, tensor] : weights) {
        report.tensors.push_back(
            {prefix + name, tensor.sizes().vec(), std::string(nameFromDtype(tensor.scalar_type()))});
        report.parameters += tensor.numel();
    }
}

// Builds the program's own module from the configuration and compares names and shapes; no weight is read.
template <class Model, class Config>
LoadReport compareAs(const Json& config, StateDict weights, StateDict (*current)(StateDict)) {
    if (current != nullptr) weights = current(std::move(weights));
    const nn::InitScope scope(nn::InitMode::Meta);
    const Model model(Config::fromJson(config));
    return compareWithModule(*model, weights);
}

struct KnownModel {
    const char* name;  // _class_name of diffusers, architectures[0] of transformers
    const char* stem;
    LoadReport (*compare)(const Json& config, StateDict weights);
};

constexpr const char* kCaptioner = "BlipForConditionalGeneration";

const KnownModel kKnownModels[] = {
    {"UNet2DConditionModel", kDiffusersWeights,
     [](const Json& c, StateDict w) {
         return compareAs<UNet2DCondition, UNet2DConditionConfig>(c, std::move(w), nullptr);
     }},
    {"AutoencoderKL", kDiffusersWeights,
     [](const Json& c, StateDict w) {
         return compareAs<AutoencoderKL, AutoencoderKLConfig>(c, std::move(w), withCurrentVaeNames);
     }},
    {"CLIPTextModel", kTransformersWeights,
     [](const Json& c, StateDict w) {
         return compareAs<ClipText, ClipTextConfig>(c, std::move(w), withCurrentClipTextNames);
     }},
    {"CLIPModel", kTransformersWeights,
     [](const Json& c, StateDict w) {
         return compareAs<ClipModel, ClipModelConfig>(c, std::move(w), withCurrentClipNames);
     }},
    {kCaptioner, kTransformersWeights,
     [](const Json& c, StateDict w) { return compareAs<Blip, BlipConfig>(c, std::move(w), withCurrentBlipNames); }},
};

std::string classNameOf(const Json& config) {
    if (!config.is_object()) return {};
    const auto name = config.find("_class_name"), architectures = config.find("architectures");
    if (name != config.end() && name->is_string()) return name->get<std::string>();
    const bool listed = architectures != config.end() && architectures->is_array() && !architectures->empty();
    return listed && architectures->front().is_string() ? architectures->front().get<std::string>() : std::string();
}

const KnownModel* findKnown(const std::string& className) {
    for (const auto& known : kKnownModels)
        if (className == known.name) return &known;
    return nullptr;
}

// A model of a kind the program has no class for: what a loader of either library would take, else every safetensors
// file of the folder. Empty where there is none.
StateDict anyWeights(const fs::path& folder) {
    for (const char* stem : {kDiffusersWeights, kTransformersWeights}) {
        try {
            return loadWeightFiles(folder, stem);
        } catch (const Error& e) {
            if (e.code() != ErrorCode::FileNotFound) throw;
        }
    }
    StateDict weights;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".safetensors") weights.merge(loadSafetensors(entry.path()));
    return weights;
}

// Family, inputs and parts that are not there, of a file or of a part of a pipeline.
void describeIdentity(InspectReport& report, const WeightsIdentity& id, bool alone) {
    if (!id.family.empty()) report.details.push_back("family: " + id.family);
    if (!id.obstacle.empty()) report.problems.push_back(id.obstacle);
    if (const auto other = otherInput(id.input_channels, id.output_channels); !other.empty())
        report.problems.push_back(other);
    if (alone && !id.absent.empty())
        report.details.push_back("a picture also needs " + partsText(id.absent).english() +
                                 ", which the file does not hold");
}

void inspectModel(InspectReport& report, const fs::path& folder, const std::string& prefix) {
    const Json config = readJsonFile(folder / "config.json");
    const std::string className = classNameOf(config);
    const auto* known = findKnown(className);
    if (prefix.empty()) report.kind = className.empty() ? "model folder" : className;
    const auto weights = known != nullptr ? loadWeightFiles(folder, known->stem) : anyWeights(folder);
    if (prefix.empty() && weights.empty())
        throw Error(ErrorCode::FileNotFound, message("The folder %1 holds no weights.", folder));
    addTensors(report, weights, prefix);
    describeIdentity(report, identifyWeights(weights), false);
    if (known == nullptr) return;
    try {
        const LoadReport comparison = known->compare(config, weights);
        for (const auto& name : comparison.missing) report.missing.push_back(prefix + name);
        for (const auto& name : comparison.unexpected) report.unexpected.push_back(prefix + name);
        for (const auto& mismatch : comparison.mismatched)
            report.problems.push_back(message("Different shape: %1%2.", prefix, mismatch));
    } catch (const Error& e) {
        report.problems.push_back(message("%1 cannot be used: %2", (folder / "config.json"), e.message()));
    }
}

void addRemarks(InspectReport& report, const fs::path& folder) {
    auto remarks = pipelineRemarks(folder);
    for (const auto& detail : remarks.details) report.details.push_back(detail.english());
    std::move(remarks.problems.begin(), remarks.problems.end(), std::back_inserter(report.problems));
}

// model_index.json names the parts: "unet": ["diffusers", "UNet2DConditionModel"].
void inspectPipeline(InspectReport& report, const fs::path& folder) {
    report.kind = "diffusers pipeline";
    const Json index = readJsonFile(folder / "model_index.json");
    if (const auto name = classNameOf(index); !name.empty()) report.details.push_back("class: " + name);
    try {
        requireFamily(folder);
    } catch (const Error& e) {
        report.problems.push_back(e.message());
    }
    for (const auto& [name, value] : index.items()) {
        const bool isPart = value.is_array() && value.size() == 2 && value[1].is_string();
        if (!isPart) continue;
        const auto className = value[1].get<std::string>();
        if (!fs::is_directory(folder / name)) {
            report.problems.push_back(message("The part '%1' (%2) has no folder.", name, className));
        } else if (findKnown(className) != nullptr || fs::exists(folder / name / "config.json")) {
            try {
                inspectModel(report, folder / name, name + '.');
            } catch (const Error& e) {
                report.problems.push_back(message("The part '%1' cannot be used: %2", name, e.message()));
            }
        }
    }
    addRemarks(report, folder);
}

bool anyNameHas(const InspectReport& report, std::string_view part) {
    return std::any_of(report.tensors.begin(), report.tensors.end(),
                       [&](const auto& tensor) { return tensor.name.find(part) != std::string::npos; });
}

std::string mainDtype(const InspectReport& report) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& tensor : report.tensors) {
        std::int64_t count = 1;
        for (const auto side : tensor.shape) count *= side;
        counts[tensor.dtype] += count;
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? std::string() : most->first;
}

template <class Model, class Config>
void comparePart(InspectReport& report, const std::string& part, const Config& config, const StateDict& weights) {
    const nn::InitScope scope(nn::InitMode::Meta);
    const Model model(config);
    const LoadReport comparison = compareWithModule(*model, weights);
    for (const auto& name : comparison.missing) report.missing.push_back(part + "." + name);
    for (const auto& name : comparison.unexpected) report.unexpected.push_back(part + "." + name);
    for (const auto& mismatch : comparison.mismatched)
        report.problems.push_back(message("Different shape: %1.%2.", part, mismatch));
}

void inspectSingleFile(InspectReport& report, const fs::path& file) {
    const ModelParts parts = openModel(file);
    comparePart<UNet2DCondition>(report, "unet", parts.configs.unet, parts.weights.unet);
    comparePart<AutoencoderKL>(report, "vae", parts.configs.vae, parts.weights.vae);
    comparePart<ClipText>(report, "text_encoder", parts.configs.text_encoder, parts.weights.text_encoder);
    std::int64_t averages = 0;
    for (const auto& name : parts.weights.ignored) averages += name.starts_with("model_ema.") ? 1 : 0;
    if (averages > 100)
        report.details.push_back("holds the moving average of the UNet beside the trained weights (--weights average)");
}

void inspectLora(InspectReport& report, const fs::path& file) {
    const LoraFile lora = readLoraFile(file);
    LoraWeights weights = loraFromFile(lora.tensors, targetsNamedIn(lora.tensors), &report.unexpected);
    applyPeftSettings(weights, lora.settings);
    if (!report.unexpected.empty() && report.problems.empty())
        report.problems.push_back(
            message("Some of its layers are not layers of Stable Diffusion 1.x, so it is not applied."));
    for (const auto& name : weights.foreign) report.unexpected.push_back(name);
    if (!weights.foreign.empty())
        report.details.push_back(std::to_string(weights.foreign.size()) +
                                 " tensors belong to no adapter and are not used");
    if (weights.unet.empty() && weights.text_encoder.empty()) return;
    const bool kohya = anyNameHas(report, "lora_down"), peft = anyNameHas(report, "lora_A");
    report.details.push_back(kohya ? "dialect: kohya" : peft ? "dialect: peft" : "dialect: attn-processor (older)");
    std::set<std::int64_t> ranks;
    std::set<double> scales;
    for (const auto* layers : {&weights.unet, &weights.text_encoder})
        for (const auto& item : *layers) {
            ranks.insert(item.second.rank());
            scales.insert(item.second.scale());
        }
    const auto listed = [](const auto& numbers) {
        std::ostringstream out;
        for (const auto number : numbers) out << (out.tellp() > 0 ? ", " : "") << number;
        return out.str();
    };
    report.details.push_back("layers: " + std::to_string(weights.unet.size()) + " of the UNet, " +
                             std::to_string(weights.text_encoder.size()) + " of the text encoder");
    report.details.push_back("rank: " + listed(ranks));
    report.details.push_back("scale (alpha / rank): " + listed(scales));
}

// "text_encoder (199 tensors), itm_head (2 tensors)": by the first part of their names.
std::string partsOf(const std::vector<std::string>& names) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& name : names) ++counts[name.substr(0, name.find('.'))];
    std::string text;
    for (const auto& [part, count] : counts)
        text +=
            (text.empty() ? "" : ", ") + part + " (" + std::to_string(count) + (count == 1 ? " tensor)" : " tensors)");
    return text;
}

// A captioner as one file, with or without config.json beside it.
void inspectCaptioner(InspectReport& report, const fs::path& file) {
    const BlipFiles files = openBlip(file);
    const auto& vision = files.config.vision_config;
    const auto& text = files.config.text_config;
    report.details.push_back("pictures of " + std::to_string(vision.image_size) + " x " +
                             std::to_string(vision.image_size) + ", " + std::to_string(vision.num_hidden_layers) +
                             " layers of width " + std::to_string(vision.hidden_size) +
                             "; text: " + std::to_string(text.num_hidden_layers) + " layers of width " +
                             std::to_string(text.hidden_size) + ", vocabulary " + std::to_string(text.vocab_size));
    if (!files.left_out.empty())
        report.details.push_back("left out, because captioning does not use them: " + partsOf(files.left_out));
    const nn::InitScope scope(nn::InitMode::Meta);
    const Blip model(files.config);
    const LoadReport comparison = compareWithModule(*model, files.weights);
    report.missing = comparison.missing;
    report.unexpected = comparison.unexpected;
    for (const auto& mismatch : comparison.mismatched)
        report.problems.push_back(message("Different shape: %1.", mismatch));
}

// A weights file that belongs to a model folder is compared by the configuration beside it.
void inspectPart(InspectReport& report, const fs::path& file, const StateDict& weights) {
    const auto* known = findKnown(report.kind);
    if (known == nullptr || !fs::exists(file.parent_path() / "config.json")) return;
    const Json config = readJsonFile(file.parent_path() / "config.json");
    if (classNameOf(config) != report.kind) return;
    const LoadReport comparison = known->compare(config, weights);
    report.missing = comparison.missing;
    report.unexpected = comparison.unexpected;
}

struct Magic {
    std::string_view begin;
    const char* kind;
};

// Files people point at by mistake.
const Magic kOthers[] = {{"\x89PNG\r\n", "PNG image"},
                         {"\xff\xd8\xff", "JPEG image"},
                         {"GIF8", "GIF image"},
                         {"SQLite format 3", "SQLite database"},
                         {"GGUF", "GGUF model (of llama.cpp and stable-diffusion.cpp)"},
                         {"\x89HDF\r\n", "HDF5 file"},
                         {"\x93NUMPY", "NumPy array"},
                         {"PAR1", "Parquet table"},
                         {"%PDF", "PDF document"},
                         {"version https://git-lfs", "Git LFS pointer: the file itself was not downloaded"},
                         {"<!DOCTYPE html", "HTML page: probably a failed download"},
                         {"<html", "HTML page: probably a failed download"}};

std::string kindByContent(const fs::path& file) {
    constexpr std::size_t kHead = 64;
    const MappedFile mapped(file);
    const auto head = mapped.text(0, std::min(mapped.size(), kHead));
    for (const auto& other : kOthers)
        if (head.starts_with(other.begin)) return other.kind;
    if (head.starts_with("RIFF") && head.substr(std::min<std::size_t>(head.size(), 8)).starts_with("WEBP"))
        return "WebP image";
    return file.extension() == ".json" ? "JSON" : "";
}

void inspectContents(InspectReport& report, const fs::path& file, const StateDict& weights, WeightsKind kind) {
    try {
        if (kind == WeightsKind::StableDiffusion1)
            inspectSingleFile(report, file);
        else if (kind == WeightsKind::Lora)
            inspectLora(report, file);
        else if (kind == WeightsKind::FirstBlip || kind == WeightsKind::Blip)
            inspectCaptioner(report, file);
        else
            inspectPart(report, file, weights);
    } catch (const Error& e) {
        report.problems.push_back(e.message());
    }
}

void inspectFile(InspectReport& report, const fs::path& file) {
    report.kind = kindByContent(file);
    if (!report.kind.empty()) return;
    const StateDict weights = loadTensorFile(file);
    addTensors(report, weights, {});
    bool pickled = true;
    if (!isPickledFile(file)) {
        report.metadata = SafetensorsFile(file).metadata();
        pickled = false;
    }
    const auto id = identifyWeights(weights);
    report.kind = !id.name.empty() ? id.name.english() : pickled ? "pickled tensors" : "safetensors";
    report.details.push_back("most numbers are " + mainDtype(report));
    describeIdentity(report, id, !fs::exists(file.parent_path() / "config.json"));
    if (id.obstacle.empty() || id.kind == WeightsKind::Lora) inspectContents(report, file, weights, id.kind);
}

// The file of a captioner's folder whose weights have the names of the first release; empty where there is none.
fs::path firstBlipIn(const fs::path& folder) {
    if (classNameOf(readJsonFile(folder / "config.json")) != kCaptioner) return {};
    const auto files = blipWeightFiles(folder);
    return files.size() == 1 && isFirstBlip(loadTensorFile(files.front(), Checksums::Skip)) ? files.front()
                                                                                            : fs::path();
}

}  // namespace

InspectReport inspectPath(const fs::path& path) {
    InspectReport report;
    std::error_code error;
    if (!fs::exists(path, error))
        throw Error(ErrorCode::FileNotFound, message("There is no file or folder '%1'.", path));
    if (!fs::is_directory(path, error)) {
        inspectFile(report, path);
    } else if (fs::exists(path / "model_index.json")) {
        inspectPipeline(report, path);
    } else if (fs::exists(path / "config.json")) {
        if (const auto file = firstBlipIn(path); !file.empty())
            inspectFile(report, file);
        else
            inspectModel(report, path, {});
    } else if (fs::exists(path / "project.sqlite")) {
        report.kind = "RECAP project";
    } else if (const auto adapter = adapterIn(path); !adapter.empty()) {
        inspectFile(report, adapter);
    } else if (const auto file = onlyWeightFile(path); !file.empty()) {
        inspectFile(report, file);
    } else {
        throw Error(
            ErrorCode::BadFormat,
            message("The folder '%1' holds neither model_index.json nor config.json, so it is not a model folder.",
                    path));
    }
    return report;
}

}  // namespace recap
