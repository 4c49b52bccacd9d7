// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/pretrain/pretrain_clip_internal.h"

#include "base/atomic_file.h"
#include "base/clock.h"
#include "demo/tiny_models.h"
#include "demo/wording.h"
#include "metrics/clip_scorer.h"
#include "models/model_folder.h"
#include "text/bpe_trainer.h"
#include "train/fit.h"

#include <algorithm>

namespace recap {
namespace {

using demo::Flaw;

constexpr std::int64_t kBatch = 64;
// ln 100: the largest factor that CLIP lets its logits grow by (Radford et al. 2021, 2.5).
constexpr double kMostLogitScale = 4.605170185988092;

// The folder without weights; returns a fresh model.
ClipModel writeClipFrame(const std::filesystem::path& folder) {
    ensureDirectory(folder);
    writeTokenizerFolder(folder, trainBpe(demo::vocabularyCorpus(), 600), demo::kTextLength);
    writeJsonFile(folder / "preprocessor_config.json", demo::clipPreprocessorConfig());
    const auto tokenizer = ClipTokenizer::fromFolder(folder);
    return ClipModel(ClipModelConfig::fromJson(
        demo::tinyClipConfig(tokenizer.vocabularySize(), tokenizer.startId(), tokenizer.endId())));
}

// CLIP's pixels of pictures [N, 3, 32, 32] in 0..1, as the preprocessor configuration says.
torch::Tensor normalized(const torch::Tensor& images) {
    return (images - 0.5) / 0.25;
}

// Relations are learned last by far, so a scene that has one is shown it turned round every other time.
Flaw someFlaw(const demo::Scene& scene, Random& random) {
    if (demo::canHave(scene, Flaw::Relation) && random.chance(0.5)) return Flaw::Relation;
    for (;;)
        if (const auto flaw = static_cast<Flaw>(random.below(std::ssize(demo::kFlawNames))); demo::canHave(scene, flaw))
            return flaw;
}

struct TextBatch {
    torch::Tensor ids;       // [2 * kBatch, length]: the scenes' own texts in order, then a false one for each
    torch::Tensor left_out;  // [kBatch, 2 * kBatch] bool
};

// Two scenes of a batch are often described by the same words. A text that is true of a picture but was written for
// another one is left out there: it is neither right nor wrong.
TextBatch textsFor(const std::vector<const demo::Scene*>& scenes, const ClipTokenizer& tokenizer, Random& random) {
    std::vector<demo::Wording> texts;
    for (const auto* scene : scenes) texts.push_back(demo::trueWording(*scene, random));
    for (const auto* scene : scenes) texts.push_back(demo::falseWording(*scene, someFlaw(*scene, random), random));
    std::vector<std::int64_t> ids;
    for (const auto& text : texts) {
        const auto encoded = tokenizer.encode(text.text);
        ids.insert(ids.end(), encoded.begin(), encoded.end());
    }
    const auto pictures = std::ssize(scenes), count = std::ssize(texts);
    auto leftOut = torch::zeros({pictures, count}, torch::kBool);
    auto access = leftOut.accessor<bool, 2>();
    for (std::int64_t i = 0; i < pictures; ++i)
        for (std::int64_t j = 0; j < count; ++j)
            access[i][j] =
                i != j && demo::isTrueOf(texts[static_cast<std::size_t>(j)], *scenes[static_cast<std::size_t>(i)]);
    return {torch::tensor(ids, torch::kInt64).view({count, -1}), leftOut};
}

// The symmetric contrastive loss of CLIP over [pictures, texts], where the first texts belong to the pictures in order
// and the rest to none.
torch::Tensor contrastiveLoss(const torch::Tensor& logits, const torch::Tensor& leftOut) {
    const auto masked = logits.masked_fill(leftOut, -1e4);
    const auto right = torch::arange(logits.size(0), torch::kInt64);
    const auto byText = masked.slice(1, 0, logits.size(0)).t();
    return 0.5 * (torch::cross_entropy_loss(masked, right) + torch::cross_entropy_loss(byText, right));
}

// How often a true long caption of a picture nobody trained on scores above one that is false in one thing.
Json sharesPreferred(ClipScorer& scorer, const PretrainData& data, std::uint64_t seed) {
    Random random(deriveSeed(seed, "clip-held-out"));
    std::array<std::int64_t, demo::kFlawNames.size()> tried{}, preferred{};
    for (std::int64_t i = data.training(); i < data.images.size(0); ++i) {
        const auto& scene = data.scenes[static_cast<std::size_t>(i)];
        std::vector<std::string> texts{demo::longCaption(scene, random)};
        std::vector<std::size_t> flaws;
        for (std::size_t f = 0; f < demo::kFlawNames.size(); ++f) {
            if (!demo::canHave(scene, static_cast<Flaw>(f))) continue;
            texts.push_back(demo::falseWording(scene, static_cast<Flaw>(f), random).text);
            flaws.push_back(f);
        }
        const auto picture = scorer.embedImages({normalized(data.floats(torch::tensor({i})))[0]})[0];
        const auto scores = torch::matmul(scorer.embedTexts(texts), picture);
        for (std::size_t k = 0; k < flaws.size(); ++k) {
            ++tried[flaws[k]];
            preferred[flaws[k]] += scores[0].item<float>() > scores[static_cast<std::int64_t>(k) + 1].item<float>();
        }
    }
    Json card = Json::object();
    for (std::size_t f = 0; f < tried.size(); ++f)
        card["true_above_false_" + std::string(demo::kFlawNames[f])] =
            static_cast<double>(preferred[f]) / static_cast<double>(std::max<std::int64_t>(tried[f], 1));
    return card;
}

}  // namespace

Json pretrainClip(const PretrainRequest& request, const PretrainData& data, JobContext& context) {
    const auto seed = static_cast<std::uint64_t>(request.seed);
    const Stopwatch watch;
    const auto folder = request.out / "clip";
    torch::manual_seed(deriveSeed(seed, "clip"));
    ClipModel model = writeClipFrame(folder);
    const auto tokenizer = ClipTokenizer::fromFolder(folder);
    auto generator = torch::make_generator<torch::CPUGeneratorImpl>(deriveSeed(seed, "clip-batches"));
    Random random(deriveSeed(seed, "clip-texts"));
    const FitOptions options{.stage = "clip",
                             .steps = scaledSteps(request, 4500),
                             .learning_rate = 1e-3,
                             .warmup_steps = 200,
                             .weight_decay = 0.05,
                             .ema_decay = 0.998};
    fit(*model, options, context, [&](std::int64_t) {
        const auto index = torch::randint(0, data.training(), {kBatch}, generator, torch::kInt64);
        std::vector<const demo::Scene*> scenes;
        for (std::int64_t i = 0; i < kBatch; ++i)
            scenes.push_back(&data.scenes[static_cast<std::size_t>(index[i].item<std::int64_t>())]);
        const auto texts = textsFor(scenes, tokenizer, random);
        const auto pictures = model->imageEmbedding(normalized(data.floats(index)));
        const auto cosines = torch::matmul(pictures, model->textEmbedding(texts.ids).t());
        return contrastiveLoss(cosines * model->logit_scale.clamp_max(kMostLogitScale).exp(), texts.left_out);
    });
    saveClip(model, folder, torch::kFloat16);
    auto scorer = ClipScorer::load(folder);
    Json card = sharesPreferred(scorer, data, seed);
    card["steps"] = options.steps;
    card["batch"] = kBatch;
    card["seconds"] = watch.seconds();
    return card;
}

}  // namespace recap
