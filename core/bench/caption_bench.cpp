// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/paths.h"
#include "bench/bench_session.h"
#include "caption/blip_captioner.h"
#include "caption/caption_loss.h"
#include "models/blip_files.h"
#include "models/model_folder.h"
#include "nn/packed_weights.h"
#include "tensor_io/safetensors.h"
#include "train/adamw.h"
#include "train/weight_trainer.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr const char* kPrefix = "a picture of";
constexpr std::int64_t kMaxLength = 20;  // transformers' own default
constexpr std::int64_t kBatches = 3;     // recorded ones; both sides walk through them again and again

struct CaptionModel {
    std::string name;
    fs::path folder;
};

CaptionModel demoCaptioner() {
    return {"demo", resourceDirectory() / "demo" / "captioner"};
}

// BLIP-base (224 million weights, pictures of 384 x 384) with random weights.
CaptionModel baseCaptioner(const fs::path& folder) {
    BlipConfig config;
    config.text_config.num_attention_heads = 12;
    torch::manual_seed(1);
    Blip model(config);
    const torch::NoGradGuard noGrad;
    // Scores of random words lie close together; farther apart, rounding does not decide between two of them.
    model->text_decoder->bert->embeddings->word_embeddings->weight.mul_(5);
    saveBlip(model, folder);
    return {"BLIP-base", folder};
}

torch::Tensor padded(const std::vector<TokenSequence>& rows, std::int64_t padId) {
    auto out = torch::full({std::ssize(rows), kMaxLength}, padId, torch::kInt64);
    for (std::int64_t r = 0; r < out.size(0); ++r) {
        const auto ids = torch::tensor(rows[static_cast<std::size_t>(r)], torch::kInt64);
        out[r].narrow(0, 0, ids.size(0)).copy_(ids);
    }
    return out;
}

// As a recaptioning writes: weights packed, pictures in memory.
void benchWriting(BenchSession& session, const CaptionModel& work, std::int64_t batch, std::int64_t beams) {
    auto captioner = BlipCaptioner::load(work.folder);
    const auto& text = captioner.model()->config().text_config;
    const auto side = captioner.model()->config().vision_config.image_size;
    torch::manual_seed(2);
    const auto pictures = torch::rand({batch, 3, side, side});
    const std::vector<TokenSequence> prompts(static_cast<std::size_t>(batch), captioner.promptIds(kPrefix));
    DecodingOptions options;
    options.num_beams = beams;
    options.max_length = kMaxLength;
    const auto name = "Captions, " + work.name + ", " + (beams == 1 ? "greedy" : std::to_string(beams) + " beams") +
                      ", batch " + std::to_string(batch) + ", per image";
    if (session.hasReference()) {
        const auto file = session.folder() / "inputs.safetensors";
        const auto prompt = torch::tensor(prompts.front(), torch::kInt64).expand({batch, -1}).contiguous();
        saveSafetensors(file, {{"pixel_values", captioner.format().normalized(pictures)}, {"prompt", prompt}});
        session.ask({{"op", "open"},
                     {"kind", "caption"},
                     {"folder", work.folder.string()},
                     {"inputs", file.string()},
                     {"beams", beams},
                     {"max_length", kMaxLength}});
    }
    const nn::PackedWeights packed(nn::packingBudget());
    const auto write = [&] { return captioner.captionIds(pictures, prompts, options); };
    session.requireEqual(name, padded(write(), text.pad_token_id), 0);
    session.measure(name, static_cast<double>(batch), write);
    if (session.hasReference()) session.ask({{"op", "close"}});
}

// Captions of different lengths: start token, three words of the prefix that are not learned, words, end token,
// padding.
StateDict recordingFor(const BlipConfig& config, std::int64_t batch) {
    const auto& text = config.text_config;
    const auto side = config.vision_config.image_size;
    torch::manual_seed(3);
    auto ids = torch::randint(5, text.vocab_size - 3, {kBatches, batch, kMaxLength}, torch::kInt64);
    ids.select(2, 0).fill_(text.bos_token_id);
    auto mask = torch::ones_like(ids);
    for (std::int64_t row = 0; row < batch; ++row) {
        const auto length = kMaxLength - row % 4;
        ids.select(1, row).select(1, length - 1).fill_(text.sep_token_id);
        ids.select(1, row).slice(1, length).fill_(text.pad_token_id);
        mask.select(1, row).slice(1, length).fill_(0);
    }
    auto labels = ids.masked_fill(mask.eq(0), -100);
    labels.slice(2, 0, 4).fill_(-100);
    return {{"pixel_values", torch::randn({kBatches, batch, 3, side, side})},
            {"input_ids", ids},
            {"attention_mask", mask},
            {"labels", labels}};
}

// How a captioner's training computes a step, on recorded batches.
class CaptionSteps {
public:
    CaptionSteps(Blip model, StateDict recording) : model_(std::move(model)), recording_(std::move(recording)) {
        model_->train();
        NamedParameters parameters;
        for (const auto& item : model_->named_parameters()) {
            item.value().set_requires_grad(true);
            parameters.emplace_back(item.key(), item.value());
        }
        auto optimizer = std::make_unique<AdamW>(AdamW::Options{});
        optimizer->addGroup(parameters);
        trainer_ = std::make_unique<WeightTrainer>(std::move(optimizer), stepOptions());
    }

    static StepOptions stepOptions() {
        StepOptions options;
        options.max_steps = 10'000'000;
        options.learning_rate = 1e-5;
        return options;
    }

    double step() {
        return trainer_
            ->step([this](std::int64_t number) {
                const auto of = [&](const char* name) { return recording_.at(name)[number % kBatches]; };
                const auto states = model_->encodeImage(of("pixel_values"));
                const auto logits = model_->decode(of("input_ids"), of("attention_mask"), states);
                return captionLoss(logits, of("labels"));
            })
            .loss;
    }
    Blip& model() { return model_; }

private:
    Blip model_;
    StateDict recording_;
    std::unique_ptr<WeightTrainer> trainer_;
};

// The difference of both sides' weights against what the steps so far have changed. Some weights have a gradient of
// zero but for rounding (biases of keys), which AdamW makes a full step of, in either direction: hence a tenth.
void requireSameWeights(BenchSession& session, const std::string& name, const Blip& model, const fs::path& before) {
    if (!session.hasReference()) return;
    const auto file = session.folder() / "weights.safetensors";
    session.ask({{"op", "weights"}, {"file", file.string()}});
    const auto theirs = loadSafetensors(file), start = openBlip(before).weights;
    double difference = 0, change = 0;
    const torch::NoGradGuard noGrad;
    for (const auto& item : model->named_parameters()) {
        difference += (item.value() - theirs.at(item.key())).square().sum().item<double>();
        change += (item.value() - start.at(item.key())).square().sum().item<double>();
    }
    if (!(difference <= 0.01 * change))
        throw Error(ErrorCode::Internal,
                    message("%1: both sides' weights differ by %2 of what three steps have changed.", name,
                            std::sqrt(difference / change)));
}

void benchTraining(BenchSession& session, const CaptionModel& work, std::int64_t batch) {
    auto model = loadBlip(work.folder);
    const auto recording = recordingFor(model->config(), batch);
    if (session.hasReference()) {
        const auto file = session.folder() / "batches.safetensors";
        saveSafetensors(file, recording);
        const auto options = CaptionSteps::stepOptions();
        const AdamW::Options adam;
        session.ask({{"op", "open"},
                     {"kind", "caption_train"},
                     {"folder", work.folder.string()},
                     {"batches", file.string()},
                     {"learning_rate", options.learning_rate},
                     {"beta1", adam.beta1},
                     {"beta2", adam.beta2},
                     {"epsilon", adam.eps},
                     {"weight_decay", adam.weight_decay},
                     {"max_grad_norm", options.max_grad_norm}});
    }
    CaptionSteps steps(std::move(model), recording);
    auto losses = torch::empty({kBatches}, torch::kFloat64);
    for (std::int64_t i = 0; i < kBatches; ++i) losses[i] = steps.step();
    const auto name = "Captioner training step, " + work.name + ", batch " + std::to_string(batch);
    session.requireEqual(name, losses, 1e-4);
    requireSameWeights(session, name, steps.model(), work.folder);
    session.measure(name, 1, [&] { steps.step(); });
    if (session.hasReference()) session.ask({{"op", "close"}});
}

}  // namespace

void benchCaption(BenchSession& session) {
    const auto demo = demoCaptioner();
    benchWriting(session, demo, 1, 1);
    benchWriting(session, demo, 16, 1);
    benchWriting(session, demo, 16, 3);
    benchTraining(session, demo, 16);
    if (session.options().quick) return;
    const auto base = baseCaptioner(session.folder() / "blip");
    benchWriting(session, base, 1, 1);
    benchWriting(session, base, 16, 1);
    benchWriting(session, base, 16, 3);
    benchTraining(session, base, 4);
}

}  // namespace recap
