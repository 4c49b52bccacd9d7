// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/pretrain/pretrain_base_internal.h"

#include "base/atomic_file.h"
#include "base/clock.h"
#include "demo/tiny_models.h"
#include "diffusion/model_parts.h"
#include "models/model_folder.h"
#include "text/bpe_trainer.h"
#include "text/clip_tokenizer.h"
#include "train/checkpoint.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace recap {
namespace {

DiffusionTrainOptions baseOptions(const PretrainRequest& request) {
    DiffusionTrainOptions options;
    options.train_parts = "both";
    options.caption_source = "alttext";
    options.max_steps = scaledSteps(request, 2500);
    options.batch_size = 32;
    options.learning_rate = 1.5e-3;
    options.warmup_steps = 100;
    options.adam_beta2 = 0.99;
    options.ema_decay = 0.999;
    options.resolution = demo::kImageSide;
    options.save_every = 500;
    options.keep_checkpoints = 1;
    options.sample_every = 0;
    options.seed = request.seed;
    return options;
}

LatentSet encodeAll(const fs::path& vaeFolder, const PretrainData& data, JobContext& context) {
    torch::NoGradGuard noGrad;
    auto vae = loadVae(vaeFolder);
    std::vector<torch::Tensor> means, deviations;
    for (std::int64_t begin = 0; begin < data.training(); begin += 64) {
        context.pausePoint();
        const auto index = torch::arange(begin, std::min(begin + 64, data.training()));
        const auto posterior = vae->encode(data.floats(index) * 2 - 1);
        means.push_back(vae->scaledFromLatents(posterior.mean));
        deviations.push_back((posterior.logvar / 2).exp() * vae->config().scaling_factor);
        context.report({"latents", begin, data.training()});
    }
    return {torch::cat(means), torch::cat(deviations)};
}

CaptionChooser altTextChooser(const ClipTokenizer& tokenizer, const PretrainData& data,
                              const DiffusionTrainOptions& options) {
    std::vector<TokenizedCaptions> captions;
    for (std::int64_t i = 0; i < data.training(); ++i)
        captions.push_back({{tokenizer.encode(data.altTexts[static_cast<std::size_t>(i)])}, {}});
    return CaptionChooser(std::move(captions), tokenizer.encode(""), 0.5, true, options.caption_dropout,
                          static_cast<std::uint64_t>(options.seed));
}

// Everything of the pipeline folder but the trained weights.
ClipTokenizer writePipelineFrame(const fs::path& base) {
    ensureDirectory(base / "scheduler");
    writeJsonFile(base / "model_index.json", pipelineIndex(demo::tinySchedulerConfig()));
    writeJsonFile(base / "scheduler" / "scheduler_config.json", demo::tinySchedulerConfig());
    writeTokenizerFolder(base / "tokenizer", trainBpe(demo::vocabularyCorpus(), 600), demo::kTextLength);
    return ClipTokenizer::fromFolder(base / "tokenizer");
}

void keepHalfPrecision(const fs::path& checkpoint, const fs::path& base) {
    auto unet = loadUNet(checkpoint / "unet");
    auto text = loadTextEncoder(checkpoint / "text_encoder");
    saveTextEncoder(text, base / "text_encoder", torch::kFloat16);
    saveUNet(unet, base / "unet", torch::kFloat16);
}

}  // namespace

Json pretrainBase(const PretrainRequest& request, const PretrainData& data, JobContext& context) {
    const Stopwatch watch;
    const fs::path base = request.out / "base", work = request.out / "base-training";
    const auto tokenizer = writePipelineFrame(base);
    const auto options = baseOptions(request);
    torch::manual_seed(deriveSeed(static_cast<std::uint64_t>(request.seed), "base"));
    UNet2DCondition unet(UNet2DConditionConfig::fromJson(demo::tinyUNetConfig()));
    ClipText text(ClipTextConfig::fromJson(
        demo::tinyTextEncoderConfig(tokenizer.vocabularySize(), tokenizer.startId(), tokenizer.endId())));
    DiffusionTrainer trainer(unet, text, NoiseSchedule::fromConfig(demo::tinySchedulerConfig()),
                             encodeAll(base / "vae", data, context), altTextChooser(tokenizer, data, options), options);
    if (const auto checkpoint = newestCheckpoint(work); !checkpoint.empty())
        readCheckpoint(checkpoint, trainer, options);

    double loss = 0;
    while (trainer.stepsDone() < options.max_steps) {
        context.pausePoint();
        const auto result = trainer.step();
        loss = loss == 0 ? result.loss : 0.99 * loss + 0.01 * result.loss;
        const std::int64_t done = trainer.stepsDone();
        if (done % 10 == 0) context.emitEvent(ScalarEvent{{}, done, {{"loss", loss}, {"lr", result.learning_rate}}});
        if (done % options.save_every == 0 || done == options.max_steps) {
            writeCheckpoint(work / checkpointName(done), trainer, base, options);
            pruneCheckpoints(work, options.keep_checkpoints);
        }
        context.report({"base", done, options.max_steps});
    }
    keepHalfPrecision(newestCheckpoint(work), base);
    fs::remove_all(work);
    return {{"steps", options.max_steps},
            {"batch", options.batch_size},
            {"smoothed_loss", loss},
            {"seconds", watch.seconds()}};
}

}  // namespace recap
