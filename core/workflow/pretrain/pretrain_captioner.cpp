// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/pretrain/pretrain_captioner_internal.h"

#include "base/atomic_file.h"
#include "base/clock.h"
#include "caption/blip_captioner.h"
#include "caption/caption_loss.h"
#include "demo/grammar.h"
#include "demo/tiny_models.h"
#include "models/model_folder.h"
#include "train/fit.h"

#include <algorithm>

namespace recap {
namespace {

constexpr std::int64_t kBatch = 64;
constexpr std::size_t kMaxIds = 40;

// The folder without weights; returns a fresh model.
Blip writeCaptionerFrame(const std::filesystem::path& folder) {
    demo::writeWordPieceFolder(folder, demo::vocabularyCorpus());
    const auto tokenizer = WordPieceTokenizer::fromFolder(folder);
    const auto dec = tokenizer.idOf("[DEC]");
    writeJsonFile(folder / "preprocessor_config.json", demo::captionerPreprocessorConfig());
    writeJsonFile(folder / "generation_config.json",
                  demo::captionerGenerationConfig(dec, tokenizer.sepId(), tokenizer.padId()));
    return Blip(BlipConfig::fromJson(
        demo::tinyBlipConfig(tokenizer.vocabularySize(), dec, tokenizer.sepId(), tokenizer.padId())));
}

// How often the captions that the model writes name the right objects: alt texts teach little of it, and less of
// numbers.
Json sharesRight(BlipCaptioner& captioner, const PretrainData& data) {
    std::int64_t objects = 0, counts = 0, total = 0;
    for (std::int64_t begin = data.training(); begin < data.images.size(0); begin += 100) {
        const auto index = torch::arange(begin, std::min(begin + 100, data.images.size(0)));
        const auto captions = captioner.caption(data.floats(index));
        for (std::size_t i = 0; i < captions.size(); ++i, ++total) {
            const auto truth = demo::truthOf(data.scenes[static_cast<std::size_t>(begin) + i]);
            const auto check = demo::checkClaims(demo::readCaption(captions[i]), truth);
            objects += check.objects;
            counts += check.counts;
        }
    }
    return {{"right_objects", static_cast<double>(objects) / static_cast<double>(total)},
            {"right_counts", static_cast<double>(counts) / static_cast<double>(total)}};
}

}  // namespace

Json pretrainCaptioner(const PretrainRequest& request, const PretrainData& data, JobContext& context) {
    const auto seed = static_cast<std::uint64_t>(request.seed);
    const Stopwatch watch;
    const auto folder = request.out / "captioner";
    torch::manual_seed(deriveSeed(seed, "captioner"));
    Blip model = writeCaptionerFrame(folder);
    const auto format = BlipImageFormat::fromFolder(folder, static_cast<int>(demo::kImageSide));
    const auto tokenizer = WordPieceTokenizer::fromFolder(folder);
    const auto dec = tokenizer.idOf("[DEC]");
    auto generator = torch::make_generator<torch::CPUGeneratorImpl>(deriveSeed(seed, "captioner-batches"));
    const FitOptions options{.stage = "captioner",
                             .steps = scaledSteps(request, 2200),
                             .learning_rate = 1e-3,
                             .warmup_steps = 200,
                             .weight_decay = 0.05,
                             .ema_decay = 0.999};
    fit(*model, options, context, [&](std::int64_t) {
        const auto index = torch::randint(0, data.training(), {kBatch}, generator, torch::kInt64);
        std::vector<CaptionExample> examples;
        for (std::int64_t i = 0; i < kBatch; ++i)
            examples.push_back({"", data.altTexts[static_cast<std::size_t>(index[i].item<std::int64_t>())]});
        const auto batch = captionBatch(tokenizer, examples, dec, kMaxIds);
        return model->loss(format.normalized(data.floats(index)), batch.input_ids, batch.attention_mask, batch.labels);
    });
    saveBlip(model, folder, torch::kFloat16);
    auto captioner = BlipCaptioner::load(folder);
    Json card = sharesRight(captioner, data);
    card["steps"] = options.steps;
    card["batch"] = kBatch;
    card["seconds"] = watch.seconds();
    return card;
}

}  // namespace recap
