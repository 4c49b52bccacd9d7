// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/pretrain/pretrain_autoencoder_internal.h"

#include "base/clock.h"
#include "demo/judge.h"
#include "demo/tiny_models.h"
#include "models/model_folder.h"
#include "train/fit.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

constexpr std::int64_t kBatch = 32;
// A weak pull of the latents to the unit normal, per element; strong enough that neighbouring latents mean neighbouring
// pictures, weak enough not to blur.
constexpr double kKlWeight = 1e-4;

torch::Tensor reconstructed(AutoencoderKL& vae, const torch::Tensor& images) {  // 0..1 -> 0..1
    return (vae->decode(vae->encode(images * 2 - 1).mode()) / 2 + 0.5).clamp(0, 1);
}

torch::Tensor autoencoderLoss(AutoencoderKL& vae, const torch::Tensor& images, torch::Generator& generator) {
    const auto target = images * 2 - 1;
    const auto posterior = vae->encode(target);
    const auto decoded = vae->decode(posterior.sample(generator));
    const auto kl = 0.5 * (posterior.mean.square() + posterior.logvar.exp() - 1 - posterior.logvar).mean();
    return torch::mse_loss(decoded, target) + 0.05 * torch::l1_loss(decoded, target) + kKlWeight * kl;
}

// Rewrites the 1x1 convolutions around the latents so that every channel has mean 0 and standard deviation 1 over the
// training pictures: scaling_factor is then 1 and diffusers needs no extra fields.
void normaliseLatents(AutoencoderKL& vae, const PretrainData& data) {
    torch::NoGradGuard noGrad;
    const auto index = torch::arange(std::min<std::int64_t>(data.training(), 2048));
    const auto latents = vae->encode(data.floats(index) * 2 - 1).mode();  // [N, C, h, w]
    const auto mean = latents.mean({0, 2, 3}), deviation = latents.std({0, 2, 3});
    const std::int64_t c = mean.size(0);
    auto& quantWeight = vae->quant_conv->weight;  // [2C, 2C, 1, 1], rows: means, then log variances
    auto& quantBias = vae->quant_conv->bias;
    quantWeight.slice(0, 0, c).div_(deviation.view({c, 1, 1, 1}));
    quantBias.slice(0, 0, c).sub_(mean).div_(deviation);
    quantBias.slice(0, c, 2 * c).sub_(2 * deviation.log());
    auto& postWeight = vae->post_quant_conv->weight;  // [C, C, 1, 1]
    vae->post_quant_conv->bias.add_(postWeight.view({c, c}).matmul(mean));
    postWeight.mul_(deviation.view({1, c, 1, 1}));
}

}  // namespace

Json pretrainAutoencoder(const PretrainRequest& request, const PretrainData& data, JobContext& context) {
    const auto seed = static_cast<std::uint64_t>(request.seed);
    torch::manual_seed(deriveSeed(seed, "vae"));
    const Stopwatch watch;
    AutoencoderKL vae(AutoencoderKLConfig::fromJson(demo::tinyVaeConfig()));
    auto generator = torch::make_generator<torch::CPUGeneratorImpl>(deriveSeed(seed, "vae-noise"));
    const FitOptions options{.stage = "vae",
                             .steps = scaledSteps(request, 5200),
                             .learning_rate = 2e-3,
                             .warmup_steps = 100,
                             .weight_decay = 1e-4,
                             .ema_decay = 0.999};
    fit(*vae, options, context, [&](std::int64_t) {
        const auto index = torch::randint(0, data.training(), {kBatch}, generator, torch::kInt64);
        return autoencoderLoss(vae, data.floats(index), generator);
    });
    normaliseLatents(vae, data);
    saveVae(vae, request.out / "base" / "vae", torch::kFloat16);

    torch::NoGradGuard noGrad;
    vae = loadVae(request.out / "base" / "vae");
    const auto held = data.floats(torch::arange(data.training(), data.images.size(0)));
    std::vector<torch::Tensor> parts;
    for (std::int64_t i = 0; i < held.size(0); i += 64)
        parts.push_back(reconstructed(vae, held.slice(0, i, std::min(i + 64, held.size(0)))));
    const auto pictures = torch::cat(parts);
    const double mse = torch::mse_loss(pictures, held).item<double>();
    auto judge = demo::loadJudge(request.out / "judge");
    const std::vector<demo::Scene> scenes(data.scenes.end() - data.held_out, data.scenes.end());
    const auto accuracy = demo::accuracyOf(demo::look(judge, pictures), scenes);
    return {{"psnr_db", -10 * std::log10(mse)}, {"judged_presence", accuracy.presence},
            {"judged_count", accuracy.count},   {"judged_position", accuracy.position},
            {"steps", options.steps},           {"batch", kBatch},
            {"seconds", watch.seconds()}};
}

}  // namespace recap
