// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_models.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"
#include "diffusion/model_parts.h"
#include "models/model_folder.h"
#include "nn/initialisers.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>

namespace recap {
namespace fs = std::filesystem;
namespace {

Json smallUNetConfig() {
    return {
        {"_class_name", "UNet2DConditionModel"},
        {"sample_size", 32},
        {"in_channels", 4},
        {"out_channels", 4},
        {"down_block_types", {"CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"}},
        {"up_block_types", {"UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"}},
        {"block_out_channels", {128, 256, 512, 512}},
        {"layers_per_block", 2},
        {"cross_attention_dim", 256},
        {"attention_head_dim", 8}};
}

Json fullUNetConfig() {
    Json config = smallUNetConfig();
    config["sample_size"] = 64;
    config["block_out_channels"] = {320, 640, 1280, 1280};
    config["cross_attention_dim"] = 768;
    return config;
}

Json smallVaeConfig() {
    return {{"_class_name", "AutoencoderKL"},
            {"in_channels", 3},
            {"out_channels", 3},
            {"down_block_types", Json(std::vector<std::string>(4, "DownEncoderBlock2D"))},
            {"up_block_types", Json(std::vector<std::string>(4, "UpDecoderBlock2D"))},
            {"block_out_channels", {64, 128, 256, 256}},
            {"layers_per_block", 2},
            {"act_fn", "silu"},
            {"latent_channels", 4},
            {"norm_num_groups", 32},
            {"sample_size", 256},
            {"scaling_factor", 0.18215}};
}

Json smallTextConfig() {
    return {{"architectures", {"CLIPTextModel"}},
            {"model_type", "clip_text_model"},
            {"vocab_size", 49408},
            {"hidden_size", 256},
            {"intermediate_size", 1024},
            {"projection_dim", 256},
            {"num_hidden_layers", 6},
            {"num_attention_heads", 4},
            {"max_position_embeddings", 77},
            {"hidden_act", "quick_gelu"},
            {"layer_norm_eps", 1e-5},
            {"bos_token_id", 49406},
            {"eos_token_id", 49407},
            {"pad_token_id", 49407}};
}

Json schedulerConfig() {
    return {{"_class_name", "DDIMScheduler"},
            {"num_train_timesteps", 1000},
            {"beta_start", 0.00085},
            {"beta_end", 0.012},
            {"beta_schedule", "scaled_linear"},
            {"clip_sample", false},
            {"set_alpha_to_one", false},
            {"steps_offset", 1},
            {"prediction_type", "epsilon"},
            {"timestep_spacing", "leading"}};
}

template <class Model, class Config>
Model randomModel(const Json& config) {
    torch::manual_seed(1);
    Model model(Config::fromJson(config));
    return model;
}

void copyTokenizer(const fs::path& folder) {
    fs::copy(resourceDirectory() / "vocab" / "clip", folder, fs::copy_options::recursive);
    writeJsonFile(folder / "tokenizer_config.json", {{"tokenizer_class", "CLIPTokenizer"},
                                                     {"model_max_length", 77},
                                                     {"bos_token", "<|startoftext|>"},
                                                     {"eos_token", "<|endoftext|>"},
                                                     {"unk_token", "<|endoftext|>"},
                                                     {"pad_token", "<|endoftext|>"}});
}

}  // namespace

BenchModel demoModel() {
    return {"demo", resourceDirectory() / "demo" / "base", 8, 24, 20};
}

BenchModel smallModel(const fs::path& folder) {
    const torch::NoGradGuard noGrad;
    auto unet = randomModel<UNet2DCondition, UNet2DConditionConfig>(smallUNetConfig());
    saveUNet(unet, folder / "unet");
    auto vae = randomModel<AutoencoderKL, AutoencoderKLConfig>(smallVaeConfig());
    saveVae(vae, folder / "vae");
    auto text = randomModel<ClipText, ClipTextConfig>(smallTextConfig());
    saveTextEncoder(text, folder / "text_encoder");
    copyTokenizer(folder / "tokenizer");
    ensureDirectory(folder / "scheduler");
    writeJsonFile(folder / "scheduler" / "scheduler_config.json", schedulerConfig());
    writeJsonFile(folder / "model_index.json", pipelineIndex(schedulerConfig()));
    return {"128 channels", folder, 32, 77, 5};
}

BenchModel fullUNet(const fs::path& folder) {
    const auto config = UNet2DConditionConfig::fromJson(fullUNetConfig());
    StateDict weights;
    {
        const torch::NoGradGuard noGrad;
        torch::manual_seed(1);
        // Tensor by tensor in half precision: the module itself would take 3.4 GB on top.
        const nn::InitScope shapesOnly(nn::InitMode::Meta);
        const UNet2DCondition unet(config);
        for (const auto& [name, shape] : stateDictOf(*unet)) {
            const bool matrix = shape.dim() > 1;
            const double deviation = matrix ? 1 / std::sqrt(static_cast<double>(shape[0].numel())) : 0;
            const bool scale = !matrix && name.find("norm") != std::string::npos && name.ends_with(".weight");
            weights[name] = (torch::randn(shape.sizes()) * deviation + (scale ? 1.0 : 0.0)).to(torch::kFloat16);
        }
    }
    ensureDirectory(folder / "unet");
    saveSafetensors(folder / "unet" / "diffusion_pytorch_model.safetensors", weights);
    writeJsonFile(folder / "unet" / "config.json", config.toJson());
    return {"Stable Diffusion 1.x", folder, 64, 77, 0};
}

}  // namespace recap
