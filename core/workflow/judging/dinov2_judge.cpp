// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/dinov2_judge.h"

#include "metrics/judge_input.h"
#include "metrics/judge_views.h"
#include "models/dinov2.h"
#include "workflow/judging/network_judge_internal.h"

namespace recap {
namespace {

constexpr std::int64_t kBatch = 16;

class Dinov2Judge final : public NetworkJudge {
public:
    Dinov2Judge(const JudgeEntry& entry, const std::string& hash, const std::filesystem::path& cache)
        : NetworkJudge(entry, hash, cache), network_(loadDinov2(entry.path)) {
        network_->to(device(), type());
    }

    Facts facts(std::string_view) const override { return factsWith("dgm-eval: bicubic to 224 x 224"); }

private:
    bool asTheNetworkSees(std::string_view) const override { return true; }
    NetworkView view(std::string_view) override {
        return {
            .batch = batchOr(kBatch),
            .input = [](const ImageBuffer& image) { return dgmEvalInput(image); },
            .look =
                [this](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge>,
                       std::span<const std::array<int, 2>>) {
                    return featuresOfRows(network_(placed(torch::stack(inputs)), PositionRule::Original).pooler_output);
                }};
    }

    Dinov2 network_;
};

}  // namespace

std::unique_ptr<PictureJudge> openDinov2Judge(const JudgeEntry& entry, const std::string& hash,
                                              const std::filesystem::path& cache) {
    return std::make_unique<Dinov2Judge>(entry, hash, cache);
}

}  // namespace recap
