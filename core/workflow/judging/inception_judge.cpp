// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/inception_judge.h"

#include "metrics/judge_input.h"
#include "metrics/judge_views.h"
#include "models/inception.h"
#include "workflow/judging/network_judge_internal.h"

#include <algorithm>

namespace recap {
namespace {

constexpr std::int64_t kBatch = 32;

struct InceptionView {
    std::string_view name;
    torch::Tensor (*input)(const ImageBuffer& image);
    const char* resize;
    bool logits;
};
constexpr InceptionView kViews[] = {
    {views::kCleanFid, cleanFidInput, "clean-fid: bicubic to 299 x 299", false},
    {views::kPytorchFid, pytorchFidInput, "pytorch-fid: bilinear without antialiasing to 299 x 299", false},
    {views::kInceptionLogits, pytorchFidInput, "pytorch-fid: bilinear without antialiasing to 299 x 299", true},
    {views::kTise, tiseInceptionInput, "TISE: bilinear to 299 x 299, 0 to 1", false},
};

const InceptionView& rowOf(std::string_view name) {
    return *std::find_if(std::begin(kViews), std::end(kViews), [&](const auto& row) { return row.name == name; });
}

class InceptionJudge final : public NetworkJudge {
public:
    InceptionJudge(const JudgeEntry& entry, const std::string& hash, const std::filesystem::path& cache,
                   InceptionForm form)
        : NetworkJudge(entry, hash, cache), network_(loadInception(entry.path, form)) {
        network_->to(device(), type());
    }

    Facts facts(std::string_view view) const override { return factsWith(rowOf(view).resize); }

private:
    bool asTheNetworkSees(std::string_view) const override { return true; }
    NetworkView view(std::string_view name) override {
        const auto& row = rowOf(name);
        return {.batch = batchOr(kBatch),
                .input = row.input,
                .look = [this, &row](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge>,
                                     std::span<const std::array<int, 2>>) {
                    const auto pooled = network_(placed(torch::stack(inputs))).pool2048;
                    return featuresOfRows(row.logits ? network_->logitsWithoutBias(pooled) : pooled);
                }};
    }

    Inception network_;
};

}  // namespace

std::unique_ptr<PictureJudge> openFidJudge(const JudgeEntry& entry, const std::string& hash,
                                           const std::filesystem::path& cache) {
    return std::make_unique<InceptionJudge>(entry, hash, cache, InceptionForm::Fid);
}

std::unique_ptr<PictureJudge> openTorchvisionJudge(const JudgeEntry& entry, const std::string& hash,
                                                   const std::filesystem::path& cache) {
    return std::make_unique<InceptionJudge>(entry, hash, cache, InceptionForm::Torchvision);
}

}  // namespace recap
