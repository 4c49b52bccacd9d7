// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/demo_judge.h"

#include "base/paths.h"
#include "demo/grammar.h"
#include "demo/judge.h"
#include "image/crop.h"
#include "image/decode.h"
#include "metrics/judge_registry.h"
#include "metrics/judge_views.h"
#include "tensor_io/weight_files.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kBatch = 64;

std::string className(int index) {
    return std::string(demo::kClasses[static_cast<std::size_t>(index)].singular);
}

// [3, side, side] in 0..1
torch::Tensor pictureTensor(const fs::path& path) {
    constexpr int kSide = static_cast<int>(demo::JudgeImpl::kSide);
    ImageBuffer image = decodeImage(path);
    if (image.width != kSide || image.height != kSide) image = squareCrop(image, kSide, Filter::Lanczos);
    const auto bytes = torch::from_blob(image.pixels.data(), {kSide, kSide, 3}, torch::kUInt8);
    return bytes.permute({2, 0, 1}).to(torch::kFloat32).div(255).contiguous();
}

Judgement judgementOf(const demo::Seen& seen) {
    Judgement judgement;
    for (std::size_t i = 0; i < seen.counts.size(); ++i) {
        judgement.counts[className(static_cast<int>(i))] = seen.counts[i];
        judgement.positions[className(static_cast<int>(i))] = seen.positions[i];
    }
    judgement.features.assign(seen.features.begin(), seen.features.end());
    return judgement;
}

class DemoJudge final : public PictureJudge {
public:
    explicit DemoJudge(const fs::path& folder) : judge_(demo::loadJudge(folder)), hash_(weightsHash(folder, "judge")) {}

    Facts facts(std::string_view) const override {
        return {std::string(kDemoJudge), "demo", hash_, "central square, Lanczos to 32 x 32"};
    }
    std::vector<std::string_view> views() const override { return {views::kDemo}; }
    bool looksForObjects() const override { return true; }
    PromptTruth truth(const PromptItem& prompt) const override { return truthFromPrompt(prompt.prompt); }

    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view, const std::string& stage,
                                 JobContext& context) override {
        const auto total = static_cast<std::int64_t>(pictures.size());
        std::vector<Judgement> judgements;
        for (std::int64_t begin = 0; begin < total; begin += kBatch) {
            context.pausePoint();
            context.report({stage, begin, total});
            std::vector<torch::Tensor> batch;
            for (std::int64_t i = begin; i < std::min(begin + kBatch, total); ++i)
                batch.push_back(pictureTensor(pictures[static_cast<std::size_t>(i)].path));
            for (const auto& seen : demo::look(judge_, torch::stack(batch))) judgements.push_back(judgementOf(seen));
        }
        context.report({stage, total, total});
        return judgements;
    }

private:
    demo::Judge judge_;
    std::string hash_;
};

}  // namespace

PromptTruth truthFromPrompt(const std::string& prompt) {
    const auto claims = demo::readCaption(prompt);
    PromptTruth truth;
    for (std::size_t i = 0; i < claims.counts.size(); ++i)
        if (claims.counts[i] > 0) truth.objects[className(static_cast<int>(i))] = claims.counts[i];
    if (claims.relation != demo::Relation::None && claims.first >= 0 && claims.second >= 0) {
        truth.relation = demo::relationName(claims.relation);
        truth.first = className(claims.first);
        truth.second = className(claims.second);
    }
    return truth;
}

std::unique_ptr<PictureJudge> openDemoJudge(const fs::path& folder) {
    return std::make_unique<DemoJudge>(folder.empty() ? resourceDirectory() / "demo/judge" : folder);
}

}  // namespace recap
