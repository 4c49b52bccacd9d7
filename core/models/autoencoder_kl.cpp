// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/autoencoder_kl.h"

#include "base/error.h"
#include "models/model_config.h"
#include "nn/module_macros.h"

#include <torch/types.h>

#include <algorithm>
#include <sstream>

namespace recap {
namespace {

constexpr std::string_view kModel = "AutoencoderKL";

bool hasShape(const torch::Tensor& x, std::int64_t channels) {
    return x.dim() == 4 && x.size(1) == channels;
}

[[noreturn]] void failShape(const torch::Tensor& x, std::int64_t channels, const Message& what) {
    throw Error(ErrorCode::ShapeMismatch, message("The autoencoder's %1 has shape %2 but must be [B, %3, H, W].", what,
                                                  c10::str(x.sizes()), channels));
}

torch::Tensor perChannel(const std::vector<double>& values, const torch::Tensor& like) {
    return torch::tensor(values, torch::kFloat64).to(like.options()).view({1, -1, 1, 1});
}

bool allEqual(const std::vector<std::string>& types, std::string_view wanted) {
    return std::all_of(types.begin(), types.end(), [&](const auto& type) { return type == wanted; });
}

Json nullable(const std::vector<double>& values) {
    return values.empty() ? Json(nullptr) : Json(values);
}

}  // namespace

AutoencoderKLConfig AutoencoderKLConfig::fromJson(const Json& json) {
    const ConfigReader reader(json, kModel);
    AutoencoderKLConfig c;
    c.source = json;
    reader.refuseUnless("act_fn", {"silu", "swish"});
    reader.read("in_channels", c.in_channels);
    reader.read("out_channels", c.out_channels);
    reader.read("down_block_types", c.down_block_types);
    reader.read("up_block_types", c.up_block_types);
    reader.read("block_out_channels", c.block_out_channels);
    reader.read("layers_per_block", c.layers_per_block);
    reader.read("latent_channels", c.latent_channels);
    reader.read("norm_num_groups", c.norm_num_groups);
    if (const auto size = json.find("sample_size"); size != json.end() && size->is_number_integer())
        reader.read("sample_size", c.sample_size);
    reader.read("scaling_factor", c.scaling_factor);
    reader.read("shift_factor", c.shift_factor);
    reader.read("latents_mean", c.latents_mean);
    reader.read("latents_std", c.latents_std);
    reader.read("use_quant_conv", c.use_quant_conv);
    reader.read("use_post_quant_conv", c.use_post_quant_conv);
    reader.read("mid_block_add_attention", c.mid_block_add_attention);
    c.check();
    return c;
}

Json AutoencoderKLConfig::toJson() const {
    const auto forEachLevel = [&](const std::vector<std::string>& types) {
        return types.size() == 1 ? std::vector<std::string>(block_out_channels.size(), types.front()) : types;
    };
    Json out = source;
    if (!out.contains("_class_name")) out["_class_name"] = kModel;
    out["in_channels"] = in_channels;
    out["out_channels"] = out_channels;
    out["down_block_types"] = forEachLevel(down_block_types);
    out["up_block_types"] = forEachLevel(up_block_types);
    out["block_out_channels"] = block_out_channels;
    out["layers_per_block"] = layers_per_block;
    out["latent_channels"] = latent_channels;
    out["norm_num_groups"] = norm_num_groups;
    if (!out.contains("sample_size") || out["sample_size"].is_number()) out["sample_size"] = sample_size;
    out["scaling_factor"] = scaling_factor;
    out["shift_factor"] = shift_factor ? Json(*shift_factor) : Json(nullptr);
    out["latents_mean"] = nullable(latents_mean);
    out["latents_std"] = nullable(latents_std);
    out["use_quant_conv"] = use_quant_conv;
    out["use_post_quant_conv"] = use_post_quant_conv;
    out["mid_block_add_attention"] = mid_block_add_attention;
    return out;
}

void AutoencoderKLConfig::check() const {
    const auto require = [](bool condition, const Message& sentence) { requireConfig(condition, kModel, sentence); };
    const std::size_t levels = block_out_channels.size();
    require(levels > 0 && levels < 16, message("block_out_channels needs 1 to 15 numbers"));
    require(norm_num_groups > 0 && layers_per_block > 0 && latent_channels > 0 && in_channels > 0 && out_channels > 0,
            message("counts must be positive"));
    for (const auto* types : {&down_block_types, &up_block_types})
        require(types->size() == 1 || types->size() == levels,
                message("block types and block_out_channels must have the same length"));
    require(allEqual(down_block_types, "DownEncoderBlock2D"),
            message("down_block_types knows DownEncoderBlock2D only"));
    require(allEqual(up_block_types, "UpDecoderBlock2D"), message("up_block_types knows UpDecoderBlock2D only"));
    for (const auto channels : block_out_channels)
        require(channels > 0 && channels % norm_num_groups == 0,
                message("block_out_channels must be multiples of norm_num_groups"));
    require(latents_mean.size() == latents_std.size(), message("latents_mean and latents_std come together"));
    require(latents_mean.empty() || latents_mean.size() == static_cast<std::size_t>(latent_channels),
            message("latents_mean and latents_std need one number for each latent channel"));
    require(std::all_of(latents_std.begin(), latents_std.end(), [](double s) { return s > 0; }),
            message("latents_std must be positive"));
    require(scaling_factor != 0.0, message("scaling_factor must not be 0"));
}

torch::Tensor DiagonalGaussian::sample(torch::Generator& generator) const {
    const auto noise = torch::randn(mean.sizes(), generator, torch::TensorOptions().dtype(torch::kFloat32));
    return mean + torch::exp(0.5 * logvar) * noise.to(mean.options());
}

AutoencoderKLImpl::AutoencoderKLImpl(const AutoencoderKLConfig& config) : config_(config) {
    config_.check();
    RECAP_MODULE(encoder, VaeEncoder(config_));
    RECAP_MODULE(decoder, VaeDecoder(config_));
    if (config_.use_quant_conv)
        RECAP_MODULE(quant_conv, nn::Conv2d(2 * config_.latent_channels, 2 * config_.latent_channels, 1));
    if (config_.use_post_quant_conv)
        RECAP_MODULE(post_quant_conv, nn::Conv2d(config_.latent_channels, config_.latent_channels, 1));
}

DiagonalGaussian AutoencoderKLImpl::encode(const torch::Tensor& x) {
    if (!hasShape(x, config_.in_channels)) failShape(x, config_.in_channels, message("image"));
    auto moments = encoder(x);
    if (quant_conv) moments = quant_conv(moments);
    const auto parts = moments.chunk(2, 1);
    return {parts[0], parts[1].clamp(-30.0, 20.0)};
}

torch::Tensor AutoencoderKLImpl::decode(const torch::Tensor& z) {
    if (!hasShape(z, config_.latent_channels)) failShape(z, config_.latent_channels, message("latent"));
    return decoder(post_quant_conv ? post_quant_conv(z) : z);
}

torch::Tensor AutoencoderKLImpl::scaledFromLatents(const torch::Tensor& z) const {
    if (!config_.latents_mean.empty())
        return (z - perChannel(config_.latents_mean, z)) * config_.scaling_factor / perChannel(config_.latents_std, z);
    return (config_.shift_factor ? z - *config_.shift_factor : z) * config_.scaling_factor;
}

torch::Tensor AutoencoderKLImpl::latentsFromScaled(const torch::Tensor& scaled) const {
    if (!config_.latents_mean.empty()) {
        return scaled * perChannel(config_.latents_std, scaled) / config_.scaling_factor +
               perChannel(config_.latents_mean, scaled);
    }
    const auto z = scaled / config_.scaling_factor;
    return config_.shift_factor ? z + *config_.shift_factor : z;
}

}  // namespace recap
