// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "bench/bench_models.h"
#include "bench/bench_session.h"
#include "bench/peak_memory.h"
#include "diffusion/scheduler_config.h"
#include "models/model_folder.h"
#include "tensor_io/safetensors.h"
#include "train/diffusion_trainer.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <memory>
#include <string>
#include <utility>

namespace recap {
namespace {

constexpr std::int64_t kBatches = 3;  // recorded ones; both sides walk through them again and again

struct TrainCase {
    BenchModel model;
    std::int64_t batch = 1;
    std::string parts;    // as the option train_parts
    std::string variant;  // of the reference: "eager" or "compile"
};

class RecordedBatches final : public BatchSource {
public:
    explicit RecordedBatches(StateDict recording) : recording_(std::move(recording)) {}
    TrainingBatch batch(std::int64_t index) override {
        const auto i = index % kBatches;
        return {recording_.at("latents")[i], recording_.at("noise")[i], recording_.at("timesteps")[i],
                recording_.at("input_ids")[i]};
    }

private:
    StateDict recording_;
};

// What diffusers' train_text_to_image.py does with its moving average switched on.
DiffusionTrainOptions optionsOf(const TrainCase& work) {
    DiffusionTrainOptions options;
    options.train_parts = work.parts;
    options.batch_size = work.batch;
    options.learning_rate = 1e-5;
    options.lr_schedule = "constant";
    options.max_steps = 10'000'000;
    options.device = "cpu";
    return options;
}

StateDict recordingFor(const TrainCase& work, std::int64_t channels, std::int64_t vocabulary) {
    torch::manual_seed(3);
    const auto side = work.model.side;
    return {{"latents", torch::randn({kBatches, work.batch, channels, side, side})},
            {"noise", torch::randn({kBatches, work.batch, channels, side, side})},
            {"timesteps", torch::randint(0, 1000, {kBatches, work.batch}, torch::kInt64)},
            {"input_ids", torch::randint(0, vocabulary, {kBatches, work.batch, work.model.tokens}, torch::kInt64)}};
}

std::unique_ptr<DiffusionTrainer> trainerFor(const TrainCase& work, UNet2DCondition unet, ClipText text,
                                             const StateDict& recording) {
    const auto schedule = readSchedulerConfig(work.model.pipeline / "scheduler" / "scheduler_config.json");
    return std::make_unique<DiffusionTrainer>(std::move(unet), std::move(text), NoiseSchedule::fromConfig(schedule),
                                              std::make_unique<RecordedBatches>(recording), optionsOf(work));
}

std::string nameOf(const TrainCase& work) {
    std::string name = "Training step, ";
    name.append(work.model.name).append(", batch ").append(std::to_string(work.batch));
    if (work.parts != "both") name.append(", frozen text");
    if (work.variant == "compile") name.append(", against torch.compile");
    return name;
}

Json referenceRequest(const TrainCase& work, const std::filesystem::path& recording) {
    const auto options = optionsOf(work);
    return {{"op", "open"},
            {"kind", "train"},
            {"folder", work.model.pipeline.string()},
            {"batches", recording.string()},
            {"parts", work.parts},
            {"variant", work.variant},
            {"learning_rate", options.learning_rate},
            {"beta1", options.adam_beta1},
            {"beta2", options.adam_beta2},
            {"epsilon", options.adam_epsilon},
            {"weight_decay", options.weight_decay},
            {"max_grad_norm", options.max_grad_norm},
            {"ema_decay", options.ema_decay}};
}

void benchTraining(BenchSession& session, const TrainCase& work) {
    const double before = newMemoryPeak();
    auto unet = loadUNet(work.model.pipeline / "unet");
    auto text = loadTextEncoder(work.model.pipeline / "text_encoder");
    const auto recording = recordingFor(work, unet->config().in_channels, text->config().vocab_size);
    if (session.hasReference()) {
        const auto file = session.folder() / "batches.safetensors";
        saveSafetensors(file, recording);
        session.ask(referenceRequest(work, file));
    }
    const auto trainer = trainerFor(work, std::move(unet), std::move(text), recording);
    auto losses = torch::empty({kBatches}, torch::kFloat64);
    for (std::int64_t i = 0; i < kBatches; ++i) losses[i] = trainer->step().loss;
    const auto name = nameOf(work);
    // The third loss has two optimiser steps behind it.
    session.requireEqual(name, losses, 1e-4);
    session.measure(
        name, 1, [&] { trainer->step(); }, [&] { return memoryNote(session, before); });
    if (session.hasReference()) session.ask({{"op", "close"}});
}

}  // namespace

void benchTrain(BenchSession& session) {
    const auto demo = demoModel();
    // 24 is the batch of the demo's arms.
    for (const std::int64_t batch : {1, 8, 24}) benchTraining(session, {demo, batch, "both", "eager"});
    benchTraining(session, {demo, 8, "unet", "eager"});
    if (!session.options().quick && session.hasReference()) benchTraining(session, {demo, 8, "both", "compile"});
    const auto small = smallModel(session.folder() / "small");
    benchTraining(session, {small, 1, "unet", "eager"});
    if (session.options().quick) return;
    benchTraining(session, {small, 4, "unet", "eager"});
}

}  // namespace recap
