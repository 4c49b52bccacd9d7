// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "demo/scene.h"

#include <torch/nn/module.h>
#include <torch/nn/modules.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>
#include <filesystem>
#include <vector>

namespace recap::demo {

// The demo's judge: a small convolutional network that turns a picture into one density map per object class. The sum
// of a map is the number of objects of that class, its weighted mean their position. It stands in for the detectors and
// counters of the paper's metrics and is trained on scenes whose truth is known; its own accuracy on real pictures is
// printed beside every table (row "Real images").
class JudgeImpl : public torch::nn::Module {
public:
    static constexpr std::int64_t kSide = 32;      // input pictures are kSide x kSide
    static constexpr std::int64_t kStride = 4;     // one cell of a map covers kStride pixels
    static constexpr std::int64_t kFeatures = 96;  // width of the pooled features, used for the Frechet distance

    JudgeImpl();
    struct Output {
        torch::Tensor density;   // [B, classes, 8, 8], >= 0
        torch::Tensor features;  // [B, kFeatures]
        torch::Tensor ground;    // [B, grounds], logits
    };
    // images: [B, 3, 32, 32] in 0..1.
    Output forward(const torch::Tensor& images);

    torch::nn::Conv2d conv1{nullptr}, conv2{nullptr}, conv3{nullptr}, conv4{nullptr}, conv5{nullptr}, head{nullptr};
    torch::nn::GroupNorm norm1{nullptr}, norm2{nullptr}, norm3{nullptr}, norm4{nullptr}, norm5{nullptr};
    torch::nn::Linear ground{nullptr};
};
TORCH_MODULE(Judge);

// What the density maps should be for a scene: a small blob of mass 1 at each object's centre. [classes, 8, 8]
torch::Tensor targetDensity(const Scene& scene);

// Loss of one batch; `target` [B, classes, 8, 8], `grounds` [B].
torch::Tensor judgeLoss(const JudgeImpl::Output& output, const torch::Tensor& target, const torch::Tensor& grounds);

// What the judge saw in one picture.
struct Seen {
    std::vector<double> counts;                        // per class; > 0.5 means present
    std::vector<std::pair<double, double>> positions;  // per class, x and y in 0..1
    std::vector<double> features;
    int ground = 0;
};
// images: [B, 3, 32, 32] in 0..1. Runs without gradients, in batches.
std::vector<Seen> look(Judge& judge, const torch::Tensor& images);

// Share of scenes in which presence of every class, every count, and the relation (where there is one) are seen
// rightly.
struct JudgeAccuracy {
    double presence = 0, count = 0, position = 0, ground = 0;
    std::int64_t scenes = 0, relations = 0;
};
JudgeAccuracy accuracyOf(const std::vector<Seen>& seen, const std::vector<Scene>& scenes);
bool relationHolds(const Seen& seen, Relation relation, int first, int second);

Judge loadJudge(const std::filesystem::path& folder);
void saveJudge(const Judge& judge, const std::filesystem::path& folder, const Json& card, torch::Dtype dtype);

}  // namespace recap::demo
