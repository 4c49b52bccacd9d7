// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real networks at a width of 8 and 16: a step takes milliseconds.
#pragma once

#include "support/temp_dir.h"
#include "train/diffusion_trainer.h"

#include <filesystem>
#include <memory>

namespace recap::testing {

inline const Json kUNet{{"sample_size", 4},
                        {"in_channels", 4},
                        {"out_channels", 4},
                        {"block_out_channels", {8, 16}},
                        {"down_block_types", {"CrossAttnDownBlock2D", "DownBlock2D"}},
                        {"up_block_types", {"UpBlock2D", "CrossAttnUpBlock2D"}},
                        {"layers_per_block", 1},
                        {"cross_attention_dim", 16},
                        {"attention_head_dim", 2},
                        {"norm_num_groups", 4}};
inline const Json kText{{"vocab_size", 20},       {"hidden_size", 16},        {"intermediate_size", 32},
                        {"num_hidden_layers", 1}, {"num_attention_heads", 2}, {"max_position_embeddings", 6},
                        {"bos_token_id", 18},     {"eos_token_id", 19}};
inline const Json kSchedule{{"num_train_timesteps", 1000},
                            {"beta_start", 0.00085},
                            {"beta_end", 0.012},
                            {"beta_schedule", "scaled_linear"},
                            {"prediction_type", "epsilon"}};

inline DiffusionTrainOptions tinyOptions() {
    DiffusionTrainOptions options;
    options.max_steps = 12;
    options.batch_size = 2;
    options.learning_rate = 2e-3;
    options.ema_decay = 0.9;
    options.resolution = 32;
    return options;
}

inline CaptionChooser tinyCaptions(const DiffusionTrainOptions& options, std::int64_t images) {
    std::vector<TokenizedCaptions> captions;
    for (std::int64_t i = 0; i < images; ++i) captions.push_back({{{18, i % 10, 19, 19, 19, 19}}, {}});
    return CaptionChooser(std::move(captions), {18, 19, 19, 19, 19, 19}, 0.5, true, options.caption_dropout, 3);
}

inline LatentSet tinyLatents(std::int64_t images) {
    torch::manual_seed(12);
    return {torch::randn({images, 4, 4, 4}), torch::full({images, 4, 4, 4}, 0.1)};
}

// On batches of its own; none: on tiny latents.
inline std::unique_ptr<DiffusionTrainer> tinyTrainer(const DiffusionTrainOptions& options, std::int64_t images = 5,
                                                     std::unique_ptr<BatchSource> batches = nullptr) {
    torch::manual_seed(11);
    UNet2DCondition unet(UNet2DConditionConfig::fromJson(kUNet));
    ClipText text(ClipTextConfig::fromJson(kText));
    const auto schedule = NoiseSchedule::fromConfig(kSchedule);
    if (batches) return std::make_unique<DiffusionTrainer>(unet, text, schedule, std::move(batches), options);
    return std::make_unique<DiffusionTrainer>(unet, text, schedule, tinyLatents(images), tinyCaptions(options, images),
                                              options);
}

// The parts of a model folder that training leaves alone.
inline std::filesystem::path baseFolder(const TempDir& dir) {
    writeBytes(dir / "base/model_index.json", "{}");
    writeBytes(dir / "base/vae/config.json", "{}");
    return dir / "base";
}

}  // namespace recap::testing
