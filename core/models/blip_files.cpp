// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/blip_files.h"

#include "base/error.h"
#include "base/paths.h"
#include "nn/initialisers.h"
#include "tensor_io/blip_names.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/weight_files.h"
#include "tensor_io/weights_kind.h"

#include <torch/types.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr const char* kPositions = "vision_model.embeddings.position_embedding";
constexpr const char* kConfig = "config.json";

class Shapes {
public:
    Shapes(const StateDict& weights, const fs::path& file) : weights_(weights), file_(file) {}

    BlipConfig config() const {
        BlipConfig c;
        auto& v = c.vision_config;
        auto& t = c.text_config;
        const std::string patch = "vision_model.embeddings.patch_embedding.weight";
        v.hidden_size = side(patch, 0, 4);
        v.patch_size = side(patch, 2, 4);
        v.intermediate_size = side("vision_model.encoder.layers.0.mlp.fc1.weight", 0, 2);
        v.num_hidden_layers = layers("vision_model.encoder.layers.");
        v.num_attention_heads = heads(v.hidden_size);
        v.image_size = positionsSide(side(kPositions, 1, 3)) * v.patch_size;
        const bool decodes = weights_.count("text_decoder.bert.embeddings.word_embeddings.weight") != 0;
        const std::string text = decodes ? "text_decoder.bert." : "text_encoder.";
        const std::string words = text + "embeddings.word_embeddings.weight", layer = text + "encoder.layer.";
        t.vocab_size = side(words, 0, 2);
        t.hidden_size = side(words, 1, 2);
        t.max_position_embeddings = side(text + "embeddings.position_embeddings.weight", 0, 2);
        t.intermediate_size = side(layer + "0.intermediate.dense.weight", 0, 2);
        t.encoder_hidden_size = side(layer + "0.crossattention.self.key.weight", 1, 2);
        t.num_hidden_layers = layers(layer);
        t.num_attention_heads = heads(t.hidden_size);
        if (t.vocab_size != BlipTextConfig{}.vocab_size) leftOpen();
        c.check();
        return c;
    }

private:
    [[noreturn]] void leftOpen() const {
        throw Error(ErrorCode::BadFormat,
                    message("%1 is BLIP of a size that was not published, and its tensors do not say everything about "
                            "it. Put its config.json and vocab.txt beside it.",
                            file_));
    }
    std::int64_t side(const std::string& name, std::int64_t dimension, std::int64_t dimensions) const {
        const auto found = weights_.find(name);
        if (found == weights_.end())
            throw Error(ErrorCode::ShapeMismatch,
                        message("%1 is not a complete BLIP: it has no tensor %2.", file_, name));
        if (found->second.dim() != dimensions)
            throw Error(ErrorCode::ShapeMismatch,
                        message("%1 is not BLIP of a known kind: its tensor %2 has %3 dimensions instead of %4.", file_,
                                name, found->second.dim(), dimensions));
        return found->second.size(dimension);
    }
    // One more than the largest number behind the prefix.
    std::int64_t layers(const std::string& prefix) const {
        std::int64_t count = 0;
        for (auto item = weights_.lower_bound(prefix); item != weights_.end() && item->first.starts_with(prefix);
             ++item) {
            std::int64_t number = -1;
            std::from_chars(item->first.data() + prefix.size(), item->first.data() + item->first.size(), number);
            if (number >= static_cast<std::int64_t>(weights_.size())) leftOpen();
            count = std::max(count, number + 1);
        }
        return count;
    }
    std::int64_t heads(std::int64_t width) const {
        constexpr std::int64_t kHead = 64;
        if (width % kHead != 0) leftOpen();
        return width / kHead;
    }
    std::int64_t positionsSide(std::int64_t positions) const {
        const auto whole = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(positions - 1))));
        if (whole < 1 || whole * whole != positions - 1) leftOpen();
        return whole;
    }

    const StateDict& weights_;
    const fs::path& file_;
};

// The first release's interpolate_pos_embed: the class token stays, the patches' table is resized bicubically.
torch::Tensor resizedPositions(const torch::Tensor& positions, std::int64_t side) {
    const auto patches = positions.narrow(1, 1, positions.size(1) - 1);
    const auto old = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(patches.size(1)))));
    const auto table = patches.to(torch::kFloat32).reshape({1, old, old, -1}).permute({0, 3, 1, 2});
    const auto resized = torch::upsample_bicubic2d(table, {side, side}, false);
    return torch::cat({positions.narrow(1, 0, 1).to(torch::kFloat32), resized.permute({0, 2, 3, 1}).flatten(1, 2)}, 1);
}

void fitPositions(StateDict& weights, const BlipVisionConfig& config) {
    const auto found = weights.find(kPositions);
    if (found == weights.end()) return;
    auto& positions = found->second;
    const auto patches = positions.dim() == 3 ? positions.size(1) - 1 : 0;
    const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(patches))));
    if (patches < 1 || side * side != patches || positions.size(0) != 1 || patches == config.patches()) return;
    positions = resizedPositions(positions, config.image_size / config.patch_size);
}

void requireCaptioner(const StateDict& weights, const fs::path& place) {
    const auto id = identifyWeights(weights);
    if (id.kind != WeightsKind::Blip && id.kind != WeightsKind::FirstBlip)
        throw Error(ErrorCode::BadFormat, id.name.empty()
                                              ? message("%1 is not a captioner (BLIP).", place)
                                              : message("%1 is not a captioner (BLIP): it is %2.", place, id.name));
    if (!id.obstacle.empty())
        throw Error(ErrorCode::BadFormat, message("%1 does not write captions. %2", place, id.obstacle));
}

bool begins(const StateDict& weights, const std::string& prefix) {
    const auto found = weights.lower_bound(prefix);
    return found != weights.end() && found->first.starts_with(prefix);
}

void requireMatcher(const StateDict& weights, const fs::path& place) {
    if (!begins(weights, "itm_head.") || !begins(weights, "text_encoder."))
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not BLIP for matching pictures with texts: it has no head for that.", place));
}

// Pre-training files hold every head, but their decoder reads the picture instead of the question.
void requireAnswerer(const StateDict& weights, const fs::path& place) {
    if (!begins(weights, "text_encoder.") || !begins(weights, "text_decoder.") || begins(weights, "itm_head."))
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not BLIP for questions about pictures (visual question answering).", place));
}

void requirePart(const StateDict& weights, BlipPart part, const fs::path& place) {
    switch (part) {
        case BlipPart::Captioner: return requireCaptioner(weights, place);
        case BlipPart::Matcher: return requireMatcher(weights, place);
        case BlipPart::Answerer: return requireAnswerer(weights, place);
    }
}

// config.json of another model may lie beside a single file.
bool describesBlip(const Json& config) {
    return config.is_object() && config.contains("vision_config") && config.contains("text_config") &&
           config.value("model_type", Json("blip")) == Json("blip");
}

}  // namespace

std::vector<fs::path> blipWeightFiles(const fs::path& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) return {path};
    try {
        return findWeightFiles(path, kTransformersWeights);
    } catch (const Error& e) {
        if (e.code() != ErrorCode::FileNotFound) throw;
        if (const auto only = onlyWeightFile(path); !only.empty()) return {only};
        throw;
    }
}

BlipFiles openBlip(const fs::path& path, BlipPart part) {
    BlipFiles out;
    const auto files = blipWeightFiles(path);
    const bool folder = fs::is_directory(path);
    out.folder = folder ? path : path.parent_path();
    out.place = files.size() == 1 ? files.front() : path;
    out.weights = loadTensorFiles(files);
    requirePart(out.weights, part, out.place);
    out.first_release = isFirstBlip(out.weights);
    if (out.first_release) {
        auto first = partOfFirstBlip(std::move(out.weights), part);
        out.weights = std::move(first.weights);
        out.left_out = std::move(first.left_out);
    }
    out.weights = withCurrentBlipNames(std::move(out.weights));
    const auto config = out.folder / kConfig;
    const Json json = fs::exists(config) ? readJsonFile(config) : Json();
    const bool configured = !json.is_null() && (folder || describesBlip(json));
    out.config = configured ? BlipConfig::fromJson(json) : blipConfigByShapes(out.weights, out.place);
    if (out.first_release) fitPositions(out.weights, out.config.vision_config);
    return out;
}

BlipConfig blipConfigByShapes(const StateDict& weights, const fs::path& file) {
    return Shapes(weights, file).config();
}

// BLIP adds two special words to those of BERT.
fs::path vocabularyFolder(const BlipFiles& files) {
    const auto words = files.config.text_config.vocab_size, published = BlipTextConfig{}.vocab_size;
    const bool usual = words == published || words == published - 2;
    return usual && !fs::exists(files.folder / "vocab.txt") ? resourceDirectory() / "vocab/bert" : files.folder;
}

Blip blipOf(const BlipFiles& files) {
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    Blip model(files.config);
    loadStateDictStrict(*model, files.weights, verbatim(files.place.string()));
    model->eval();
    return model;
}

Blip loadBlip(const fs::path& path) {
    return blipOf(openBlip(path));
}

}  // namespace recap
