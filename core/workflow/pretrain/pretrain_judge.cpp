// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/pretrain/pretrain_judge_internal.h"

#include "base/clock.h"
#include "demo/judge.h"
#include "train/fit.h"

namespace recap {
namespace {

constexpr std::int64_t kBatch = 64;

// Drawn pictures are a little blurred or noisy now and then, so the judge does not depend on their crispness.
torch::Tensor roughened(torch::Tensor images, torch::Generator& generator, Random& random) {
    if (random.chance(0.4)) {
        const auto blurred = torch::avg_pool2d(images, 3, 1, 1, false, false);
        const double amount = random.uniform(0.0, 1.0);
        images = images * (1 - amount) + blurred * amount;
    }
    if (random.chance(0.4)) images = images + torch::randn(images.sizes(), generator) * random.uniform(0.0, 0.06);
    return images.clamp(0, 1);
}

}  // namespace

Json pretrainJudge(const PretrainRequest& request, const PretrainData& data, JobContext& context) {
    torch::manual_seed(deriveSeed(static_cast<std::uint64_t>(request.seed), "judge"));
    const Stopwatch watch;
    std::vector<torch::Tensor> densities;
    std::vector<std::int64_t> grounds;
    for (const auto& scene : data.scenes) {
        densities.push_back(demo::targetDensity(scene));
        grounds.push_back(scene.ground);
    }
    const auto density = torch::stack(densities);
    const auto ground = torch::tensor(grounds, torch::kInt64);

    demo::Judge judge;
    Random random(deriveSeed(static_cast<std::uint64_t>(request.seed), "judge-batches"));
    auto generator = torch::make_generator<torch::CPUGeneratorImpl>(
        deriveSeed(static_cast<std::uint64_t>(request.seed), "judge-noise"));
    const FitOptions options{.stage = "judge",
                             .steps = scaledSteps(request, 2600),
                             .learning_rate = 2e-3,
                             .warmup_steps = 50,
                             .ema_decay = 0.995};
    fit(*judge, options, context, [&](std::int64_t) {
        const auto index = torch::randint(0, data.training(), {kBatch}, generator, torch::kInt64);
        const auto output = judge(roughened(data.floats(index), generator, random));
        return demo::judgeLoss(output, density.index_select(0, index), ground.index_select(0, index));
    });

    const auto held = torch::arange(data.training(), data.images.size(0));
    const std::vector<demo::Scene> scenes(data.scenes.end() - data.held_out, data.scenes.end());
    const auto accuracy = demo::accuracyOf(demo::look(judge, data.floats(held)), scenes);
    Json card{{"held_out_scenes", accuracy.scenes},
              {"presence", accuracy.presence},
              {"count", accuracy.count},
              {"position", accuracy.position},
              {"ground", accuracy.ground},
              {"steps", options.steps},
              {"batch", kBatch},
              {"seconds", watch.seconds()}};
    demo::saveJudge(judge, request.out / "judge", card, torch::kFloat16);
    return card;
}

}  // namespace recap
