// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/judge.h"

#include "base/atomic_file.h"
#include "nn/module_macros.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/state_dict.h"

#include <algorithm>
#include <cmath>

namespace recap::demo {
namespace {

constexpr auto kClassCount = static_cast<std::int64_t>(kClasses.size());
constexpr std::int64_t kCells = JudgeImpl::kSide / JudgeImpl::kStride;

torch::nn::Conv2d convolution(std::int64_t in, std::int64_t out, std::int64_t stride = 1) {
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 3).padding(1).stride(stride));
}

torch::nn::GroupNorm norm(std::int64_t channels) {
    return torch::nn::GroupNorm(torch::nn::GroupNormOptions(8, channels));
}

}  // namespace

JudgeImpl::JudgeImpl() {
    RECAP_MODULE(conv1, convolution(3, 24));
    RECAP_MODULE(norm1, norm(24));
    RECAP_MODULE(conv2, convolution(24, 48, 2));
    RECAP_MODULE(norm2, norm(48));
    RECAP_MODULE(conv3, convolution(48, 64));
    RECAP_MODULE(norm3, norm(64));
    RECAP_MODULE(conv4, convolution(64, kFeatures, 2));
    RECAP_MODULE(norm4, norm(kFeatures));
    RECAP_MODULE(conv5, convolution(kFeatures, kFeatures));
    RECAP_MODULE(norm5, norm(kFeatures));
    RECAP_MODULE(head, torch::nn::Conv2d(torch::nn::Conv2dOptions(kFeatures, kClassCount, 1)));
    RECAP_MODULE(ground, torch::nn::Linear(kFeatures, static_cast<std::int64_t>(kGrounds.size())));
    // Softplus of -4 is about 0.02: maps start nearly empty, as most of them should be.
    torch::NoGradGuard noGrad;
    head->bias.fill_(-4.0);
}

JudgeImpl::Output JudgeImpl::forward(const torch::Tensor& images) {
    auto h = (images - 0.5) * 4;  // [B, 3, 32, 32]
    h = torch::silu(norm1(conv1(h)));
    h = torch::silu(norm2(conv2(h)));  // [B, 48, 16, 16]
    h = torch::silu(norm3(conv3(h)));
    h = torch::silu(norm4(conv4(h)));  // [B, 96, 8, 8]
    h = h + torch::silu(norm5(conv5(h)));
    const auto features = h.mean({2, 3});
    return {torch::softplus(head(h)), features, ground(features)};
}

torch::Tensor targetDensity(const Scene& scene) {
    auto density = torch::zeros({kClassCount, kCells, kCells});
    auto cell = density.accessor<float, 3>();
    for (const auto& object : scene.objects) {
        // Bilinear weights of the four cells around the centre: they sum to one and keep the exact position.
        const double fx =
            std::clamp(object.x * static_cast<double>(kCells) - 0.5, 0.0, static_cast<double>(kCells) - 1.001);
        const double fy =
            std::clamp(object.y * static_cast<double>(kCells) - 0.5, 0.0, static_cast<double>(kCells) - 1.001);
        const auto x = static_cast<std::int64_t>(fx), y = static_cast<std::int64_t>(fy);
        const double dx = fx - static_cast<double>(x), dy = fy - static_cast<double>(y);
        cell[object.class_index][y][x] += static_cast<float>((1 - dx) * (1 - dy));
        cell[object.class_index][y][x + 1] += static_cast<float>(dx * (1 - dy));
        cell[object.class_index][y + 1][x] += static_cast<float>((1 - dx) * dy);
        cell[object.class_index][y + 1][x + 1] += static_cast<float>(dx * dy);
    }
    return density;
}

torch::Tensor judgeLoss(const JudgeImpl::Output& output, const torch::Tensor& target, const torch::Tensor& grounds) {
    const auto counts = output.density.sum({2, 3}), wanted = target.sum({2, 3});
    return torch::smooth_l1_loss(counts, wanted) * 4 + torch::mse_loss(output.density, target) * 20 +
           torch::nn::functional::cross_entropy(output.ground, grounds) * 0.1;
}

std::vector<Seen> look(Judge& judge, const torch::Tensor& images) {
    torch::NoGradGuard noGrad;
    judge->eval();
    const auto axis = (torch::arange(kCells, torch::kFloat32) + 0.5) / static_cast<double>(kCells);
    std::vector<Seen> out;
    for (std::int64_t begin = 0; begin < images.size(0); begin += 64) {
        const auto batch = images.slice(0, begin, std::min(begin + 64, images.size(0)));
        const auto result = judge(batch);
        const auto mass = result.density.sum({2, 3});  // [B, C]
        const auto safe = mass.clamp_min(1e-6);
        const auto x = ((result.density.sum(2) * axis).sum(2) / safe).contiguous();  // [B, C]
        const auto y = ((result.density.sum(3) * axis).sum(2) / safe).contiguous();
        const auto features = result.features.contiguous();
        const auto ground = result.ground.argmax(1);
        for (std::int64_t i = 0; i < batch.size(0); ++i) {
            Seen seen;
            for (std::int64_t c = 0; c < kClassCount; ++c) {
                seen.counts.push_back(mass[i][c].item<float>());
                seen.positions.emplace_back(x[i][c].item<float>(), y[i][c].item<float>());
            }
            const float* row = features.data_ptr<float>() + i * JudgeImpl::kFeatures;
            seen.features.assign(row, row + JudgeImpl::kFeatures);
            seen.ground = static_cast<int>(ground[i].item<std::int64_t>());
            out.push_back(std::move(seen));
        }
    }
    return out;
}

bool relationHolds(const Seen& seen, Relation relation, int first, int second) {
    const auto a = static_cast<std::size_t>(first), b = static_cast<std::size_t>(second);
    if (seen.counts[a] <= 0.5 || seen.counts[b] <= 0.5) return false;
    const auto [ax, ay] = seen.positions[a];
    const auto [bx, by] = seen.positions[b];
    switch (relation) {
        case Relation::Left: return ax < bx;
        case Relation::Right: return ax > bx;
        case Relation::Above: return ay < by;
        case Relation::Below: return ay > by;
        case Relation::None: return true;
    }
    return false;
}

JudgeAccuracy accuracyOf(const std::vector<Seen>& seen, const std::vector<Scene>& scenes) {
    JudgeAccuracy accuracy;
    accuracy.scenes = static_cast<std::int64_t>(scenes.size());
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        bool presence = true, count = true;
        for (std::size_t c = 0; c < kClasses.size(); ++c) {
            const int truth = scenes[i].count(static_cast<int>(c));
            presence = presence && (truth > 0) == (seen[i].counts[c] > 0.5);
            count = count && truth == std::lround(seen[i].counts[c]);
        }
        accuracy.presence += presence;
        accuracy.count += count;
        accuracy.ground += seen[i].ground == scenes[i].ground;
        if (scenes[i].relation == Relation::None) continue;
        ++accuracy.relations;
        accuracy.position += relationHolds(seen[i], scenes[i].relation, scenes[i].first, scenes[i].second);
    }
    const auto n = static_cast<double>(std::max<std::int64_t>(accuracy.scenes, 1));
    accuracy.presence /= n;
    accuracy.count /= n;
    accuracy.ground /= n;
    accuracy.position /= static_cast<double>(std::max<std::int64_t>(accuracy.relations, 1));
    return accuracy;
}

Judge loadJudge(const std::filesystem::path& folder) {
    Judge judge;
    auto weights = loadSafetensors(folder / "judge.safetensors");
    for (auto& [name, tensor] : weights) tensor = tensor.to(torch::kFloat32);
    loadStateDictStrict(*judge, weights, verbatim((folder / "judge.safetensors").string()));
    judge->eval();
    return judge;
}

void saveJudge(const Judge& judge, const std::filesystem::path& folder, const Json& card, torch::Dtype dtype) {
    ensureDirectory(folder);
    auto weights = stateDictOf(*judge);
    for (auto& [name, tensor] : weights) tensor = tensor.to(dtype);
    saveSafetensors(folder / "judge.safetensors", weights);
    writeJsonFile(folder / "config.json", card);
}

}  // namespace recap::demo
