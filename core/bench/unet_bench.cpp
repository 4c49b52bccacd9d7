// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_models.h"
#include "bench/bench_session.h"
#include "bench/load_bench.h"
#include "models/model_folder.h"
#include "nn/packed_weights.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace recap {
namespace {

struct Inputs {
    torch::Tensor sample, timestep, context;
};

Inputs inputsFor(const UNet2DConditionConfig& config, const BenchModel& model, std::int64_t batch) {
    torch::manual_seed(2);
    return {torch::randn({batch, config.in_channels, model.side, model.side}), torch::full({1}, 501, torch::kInt64),
            torch::randn({batch, model.tokens, config.cross_attention_dim})};
}

// The step as the pipeline takes it: weights packed, one text for all steps.
void benchStep(BenchSession& session, const BenchModel& model, std::int64_t batch) {
    auto unet = loadUNet(model.pipeline / "unet");
    const Inputs inputs = inputsFor(unet->config(), model, batch);
    const auto name = "UNet step, " + model.name + ", batch " + std::to_string(batch);
    if (session.hasReference()) {
        const auto file = session.folder() / "inputs.safetensors";
        saveSafetensors(file, {{"sample", inputs.sample}, {"timestep", inputs.timestep}, {"context", inputs.context}});
        session.ask({{"op", "open"},
                     {"kind", "unet"},
                     {"folder", (model.pipeline / "unet").string()},
                     {"inputs", file.string()}});
    }
    const c10::InferenceMode inference;
    nn::PackedWeights packed(nn::packingBudget());
    packed.setContext(inputs.context);
    const auto step = [&] { return unet->forward(inputs.sample, inputs.timestep, inputs.context); };
    session.requireEqual(name, step(), 1e-3);
    session.measure(name, 1, step);
    if (session.hasReference()) session.ask({{"op", "close"}});
}

}  // namespace

void benchUNet(BenchSession& session) {
    const auto demo = demoModel();
    for (const std::int64_t batch : {1, 2, 8, 16}) benchStep(session, demo, batch);
    const auto small = smallModel(session.folder() / "small");
    benchStep(session, small, 2);
    if (session.options().quick) return;
    benchStep(session, small, 8);
    const auto full = fullUNet(session.folder() / "full");
    benchLoad(session, full.pipeline / "unet");
    benchStep(session, full, 2);
}

}  // namespace recap
