// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clip_files.h"

#include "base/error.h"
#include "models/model_config.h"
#include "nn/initialisers.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/open_clip_names.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/weight_files.h"
#include "tensor_io/weights_kind.h"

#include <torch/types.h>

#include <cmath>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr const char* kModel = "open_clip";
constexpr const char* kOpenClipConfig = "open_clip_config.json";
constexpr const char* kConfig = "config.json";
constexpr const char* kGelu = "gelu";
constexpr const char* kQuickGelu = "quick_gelu";
// In the order in which open_clip looks for them.
constexpr const char* kOpenClipWeights[] = {"open_clip_model.safetensors", "open_clip_pytorch_model.safetensors",
                                            "open_clip_pytorch_model.bin", "model.safetensors"};

Json section(const Json& json, const char* name) {
    const auto found = json.find(name);
    requireConfig(found != json.end() && found->is_object(), kModel, message("%1 is not an object", name));
    return *found;
}

void refuseOthers(const Json& section, std::string_view name, std::initializer_list<const char*> fields) {
    for (const char* field : fields)
        requireConfig(!section.contains(field) || section[field].is_null() || section[field] == false, kModel,
                      message("%1 has %2, and such towers are not built", name, field));
}

std::int64_t timesRatio(std::int64_t width, double ratio) {
    return static_cast<std::int64_t>(static_cast<double>(width) * ratio);
}

std::int64_t sizeOf(const StateDict& weights, const std::string& name, std::int64_t dimension, std::int64_t dimensions,
                    const fs::path& file) {
    const auto found = weights.find(name);
    if (found == weights.end() || found->second.dim() != dimensions)
        throw Error(ErrorCode::ShapeMismatch,
                    message("%1 is not CLIP with a vision transformer: its tensor %2 is missing or has another shape.",
                            file, name));
    return found->second.size(dimension);
}

std::int64_t layersOf(const StateDict& weights, const std::string& prefix) {
    std::int64_t layers = 0;
    while (weights.count(prefix + std::to_string(layers) + ".layer_norm1.weight") != 0) ++layers;
    return layers;
}

// ViT-H, ViT-g and ViT-bigG of LAION have 16 heads; all others heads of 64.
bool isWideTower(std::int64_t width) {
    return width == 1280 || width == 1408 || width == 1664;
}

void requireClip(const StateDict& weights, const fs::path& place) {
    const auto id = identifyWeights(weights);
    if (id.kind != WeightsKind::Clip && id.kind != WeightsKind::OpenClip)
        throw Error(ErrorCode::BadFormat, id.name.empty()
                                              ? message("%1 is not CLIP with both towers.", place)
                                              : message("%1 is not CLIP with both towers: it is %2.", place, id.name));
}

}  // namespace

std::vector<fs::path> clipWeightFiles(const fs::path& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) return {path};
    if (fs::exists(path / kConfig, error)) return findWeightFiles(path, kTransformersWeights);
    for (const char* name : kOpenClipWeights)
        if (fs::exists(path / name, error)) return {path / name};
    if (const auto only = onlyWeightFile(path); !only.empty()) return {only};
    throw Error(ErrorCode::FileNotFound, message("There are no weights of CLIP in %1.", path));
}

ClipModelConfig clipConfigFromOpenClip(const Json& config) {
    requireConfig(config.is_object(), kModel, message("it is not a JSON object"));
    const Json model = config.contains("model_cfg") ? section(config, "model_cfg") : config;
    const Json vision = section(model, "vision_cfg"), text = section(model, "text_cfg");
    refuseOthers(model, "model_cfg", {"multimodal_cfg", "custom_text"});
    refuseOthers(vision, "vision_cfg",
                 {"timm_model_name", "attentional_pool", "no_ln_pre", "act_kwargs", "norm_kwargs", "output_tokens"});
    refuseOthers(text, "text_cfg", {"hf_model_name", "embed_cls", "no_causal_mask", "act_kwargs", "norm_kwargs"});
    const ConfigReader modelReader(model, kModel), visionReader(vision, kModel), textReader(text, kModel);
    visionReader.refuseUnless("pool_type", {"tok"});
    textReader.refuseUnless("pool_type", {"argmax"});
    ClipModelConfig c;
    bool quick = false;
    std::int64_t headWidth = 64;
    double visionRatio = 4, textRatio = 4;
    auto& v = c.vision_config;
    auto& t = c.text_config;
    modelReader.read("embed_dim", c.projection_dim);
    modelReader.read("quick_gelu", quick);
    visionReader.read("image_size", v.image_size);
    visionReader.read("layers", v.num_hidden_layers);
    visionReader.read("width", v.hidden_size);
    visionReader.read("head_width", headWidth);
    visionReader.read("patch_size", v.patch_size);
    visionReader.read("mlp_ratio", visionRatio);
    textReader.read("context_length", t.max_position_embeddings);
    textReader.read("vocab_size", t.vocab_size);
    textReader.read("width", t.hidden_size);
    textReader.read("heads", t.num_attention_heads);
    textReader.read("layers", t.num_hidden_layers);
    textReader.read("mlp_ratio", textRatio);
    requireConfig(headWidth > 0, kModel, message("sizes must be positive"));
    v.num_attention_heads = v.hidden_size / headWidth;
    v.intermediate_size = timesRatio(v.hidden_size, visionRatio);
    t.intermediate_size = timesRatio(t.hidden_size, textRatio);
    v.hidden_act = t.hidden_act = quick ? kQuickGelu : kGelu;
    t.projection_dim = c.projection_dim;
    t.eos_token_id = 2;  // pooled at the largest id
    t.pad_token_id = 0;
    v.check();
    t.check();
    requireConfig(c.projection_dim > 0, kModel, message("sizes must be positive"));
    return c;
}

ClipModelConfig clipConfigByShapes(const StateDict& weights, bool openai, const fs::path& file) {
    ClipModelConfig c;
    auto& v = c.vision_config;
    auto& t = c.text_config;
    const auto side = [&](const std::string& name, std::int64_t dimension, std::int64_t dimensions) {
        return sizeOf(weights, name, dimension, dimensions, file);
    };
    const std::string visionLayers = "vision_model.encoder.layers.", textLayers = "text_model.encoder.layers.";
    v.hidden_size = side("vision_model.embeddings.patch_embedding.weight", 0, 4);
    v.patch_size = side("vision_model.embeddings.patch_embedding.weight", 2, 4);
    const auto positions = side("vision_model.embeddings.position_embedding.weight", 0, 2) - 1;
    v.image_size = std::llround(std::sqrt(static_cast<double>(positions))) * v.patch_size;
    v.num_hidden_layers = layersOf(weights, visionLayers);
    v.num_attention_heads = isWideTower(v.hidden_size) ? 16 : v.hidden_size / 64;
    v.intermediate_size = side(visionLayers + "0.mlp.fc1.weight", 0, 2);
    t.vocab_size = side("text_model.embeddings.token_embedding.weight", 0, 2);
    t.hidden_size = side("text_model.embeddings.token_embedding.weight", 1, 2);
    t.max_position_embeddings = side("text_model.embeddings.position_embedding.weight", 0, 2);
    t.num_hidden_layers = layersOf(weights, textLayers);
    t.num_attention_heads = t.hidden_size / 64;
    t.intermediate_size = side(textLayers + "0.mlp.fc1.weight", 0, 2);
    c.projection_dim = t.projection_dim = side("visual_projection.weight", 0, 2);
    t.eos_token_id = 2;  // pooled at the largest id
    t.pad_token_id = 0;
    if (!openai && !isWideTower(v.hidden_size))
        throw Error(ErrorCode::BadFormat,
                    message("The tensors of %1 do not say whether its activation is gelu or quick_gelu. Put its "
                            "open_clip_config.json beside it.",
                            file));
    v.hidden_act = t.hidden_act = openai ? kQuickGelu : kGelu;
    v.check();
    t.check();
    return c;
}

ClipFiles openClip(const fs::path& path) {
    ClipFiles out;
    const auto files = clipWeightFiles(path);
    const bool folder = fs::is_directory(path);
    out.folder = folder ? path : path.parent_path();
    out.place = files.size() == 1 ? files.front() : path;
    out.weights = loadTensorFiles(files);
    requireClip(out.weights, out.place);
    out.open_clip = isOpenClip(out.weights);
    if (!out.open_clip) {
        if (!fs::exists(out.folder / kConfig))
            throw Error(ErrorCode::FileNotFound, message("There is no config.json beside %1.", out.place));
        out.config = ClipModelConfig::fromJson(readJsonFile(out.folder / kConfig));
        out.weights = withCurrentClipNames(std::move(out.weights));
        return out;
    }
    const bool openai = isOpenAiClip(out.weights);
    out.weights = clipFromOpenClip(out.weights);
    const auto config = out.folder / kOpenClipConfig;
    out.config = !openai && fs::exists(config) ? clipConfigFromOpenClip(readJsonFile(config))
                                               : clipConfigByShapes(out.weights, openai, out.place);
    return out;
}

ClipModel clipOf(const ClipFiles& files) {
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    ClipModel model(files.config);
    loadStateDictStrict(*model, files.weights, verbatim(files.place.string()));
    model->eval();
    return model;
}

}  // namespace recap
