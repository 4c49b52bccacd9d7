// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/trainer_setup_internal.h"

#include "base/json.h"
#include "base/random.h"
#include "diffusion/pipeline.h"
#include "diffusion/scheduler_config.h"
#include "models/model_folder.h"
#include "text/clip_tokenizer.h"
#include "workflow/training/latent_cache_internal.h"
#include "workflow/training/training_data_internal.h"

#include <algorithm>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

struct ModelModules {
    UNet2DCondition unet;
    ClipText text;
    NoiseSchedule schedule;
};

ModelModules loadModules(const fs::path& model) {
    return {loadUNet(model / "unet"), loadTextEncoder(model / "text_encoder"),
            NoiseSchedule::fromConfig(readSchedulerConfig(model / "scheduler" / "scheduler_config.json"))};
}

// How much smaller latents are than images: one halving for each level but the last.
std::int64_t latentSide(const fs::path& model, std::int64_t resolution) {
    const Json vae = readJsonFile(model / "vae" / "config.json");
    const auto levels = vae.value("block_out_channels", Json::array({1, 1, 1, 1})).size();
    return std::max<std::int64_t>(1, resolution >> (levels - 1));
}

}  // namespace

TrainerSetup buildTrainer(Project& project, const DiffusionTrainOptions& options, JobContext& context, Share share) {
    const fs::path model = options.model;
    const auto tokenizer = ClipTokenizer::fromFolder(model / "tokenizer");
    auto data = collectTrainingData(project, options, tokenizer, context);
    auto chooser = captionChooser(std::move(data.captions), tokenizer.encode(""), options);
    auto modules = loadModules(model);
    requireRowForEveryToken(tokenizer, modules.text->config().vocab_size);
    auto batches = std::make_unique<DrawnBatches>(std::move(data.buckets), std::move(chooser), modules.schedule.size(),
                                                  options, share, data.mixture);
    return {
        std::make_unique<DiffusionTrainer>(modules.unet, modules.text, modules.schedule, std::move(batches), options),
        std::move(data.validation), std::move(data.digest), data.images};
}

std::unique_ptr<DiffusionTrainer> probeTrainer(const DiffusionTrainOptions& options) {
    const fs::path model = options.model;
    auto modules = loadModules(model);
    const auto side = latentSide(model, options.resolution);
    const auto channels = modules.unet->config().in_channels;
    const auto images = options.batch_size;
    auto generator = seededGenerator(1);
    LatentSet latents{torch::randn({images, channels, side, side}, generator),
                      torch::full({images, channels, side, side}, 0.1)};
    const auto tokens = ClipTokenizer::fromFolder(model / "tokenizer").encode("");
    CaptionChooser captions(std::vector<TokenizedCaptions>(static_cast<std::size_t>(images), {{tokens}, {}}), tokens,
                            0.5, true, 0, 1);
    return std::make_unique<DiffusionTrainer>(modules.unet, modules.text, modules.schedule, std::move(latents),
                                              std::move(captions), options);
}

}  // namespace recap
