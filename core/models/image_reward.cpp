// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_reward.h"

#include "base/error.h"
#include "models/blip_files.h"
#include "nn/initialisers.h"
#include "nn/module_macros.h"
#include "tensor_io/blip_names.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/weight_files.h"

#include <torch/types.h>

#include <array>
#include <string>
#include <string_view>

namespace recap {
namespace {

constexpr std::string_view kBlip = "blip.";
constexpr double kMean = 0.16717362830052426, kDeviation = 1.0333394966054072;
constexpr double kVisionEps = 1e-6;  // of the first release's vision tower
struct Layer {
    int place;
    std::int64_t width;
};
constexpr std::array<Layer, 5> kLayers{{{0, 1024}, {2, 128}, {4, 64}, {6, 16}, {7, 1}}};

bool begins(const StateDict& weights, const std::string& prefix) {
    const auto found = weights.lower_bound(prefix);
    return found != weights.end() && found->first.starts_with(prefix);
}

// Under the names of the class.
StateDict named(StateDict weights) {
    StateDict blip, out;
    for (auto& [name, tensor] : weights)
        (name.starts_with(kBlip) ? blip[name.substr(kBlip.size())] : out[name]) = std::move(tensor);
    // The part whose text encoder reads pictures and which has no use for the contrastive branch.
    for (auto& [name, tensor] : withCurrentBlipNames(partOfFirstBlip(std::move(blip), BlipPart::Answerer).weights))
        out[name] = tensor;
    return out;
}

}  // namespace

RewardLayersImpl::RewardLayersImpl(std::int64_t width) {
    for (const auto& layer : kLayers) {
        all_.push_back(register_module(std::to_string(layer.place), nn::Linear(width, layer.width)));
        width = layer.width;
    }
}

torch::Tensor RewardLayersImpl::forward(torch::Tensor x) {
    for (auto& layer : all_) x = layer(x);
    return x;
}

RewardHeadImpl::RewardHeadImpl(std::int64_t width) {
    RECAP_MODULE(layers, RewardLayers(width));
}

ImageRewardImpl::ImageRewardImpl(const BlipConfig& config) : config_(config) {
    config_.check();
    RECAP_MODULE(vision_model, BlipVisionModel(config_.vision_config));
    RECAP_MODULE(text_encoder, BertModel(config_.text_config));
    RECAP_MODULE(mlp, RewardHead(config_.text_config.hidden_size));
}

torch::Tensor ImageRewardImpl::forward(const torch::Tensor& pixel_values, const torch::Tensor& ids,
                                       const torch::Tensor& attention_mask) {
    const auto states = text_encoder->encode(ids, attention_mask, vision_model(pixel_values));
    return (mlp->layers(states.select(1, 0)).squeeze(1) - kMean) / kDeviation;
}

bool isImageReward(const StateDict& weights) {
    return begins(weights, "blip.text_encoder.") && begins(weights, "mlp.layers.");
}

ImageReward loadImageReward(const std::filesystem::path& path) {
    const auto files = blipWeightFiles(path);
    auto weights = loadTensorFiles(files);
    if (!isImageReward(weights)) throw Error(ErrorCode::BadFormat, message("%1 is not ImageReward.", files.front()));
    weights = named(std::move(weights));
    auto config = blipConfigByShapes(weights, files.front());
    config.vision_config.layer_norm_eps = kVisionEps;
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    ImageReward model(config);
    loadStateDictStrict(*model, weights, verbatim(files.front().string()));
    model->eval();
    return model;
}

}  // namespace recap
