// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/image_reward_judge.h"

#include "base/paths.h"
#include "metrics/judge_input.h"
#include "metrics/judge_views.h"
#include "models/image_reward.h"
#include "text/wordpiece_tokenizer.h"
#include "workflow/judging/network_judge_internal.h"
#include "workflow/judging/text_batch_internal.h"

namespace recap {
namespace {

constexpr std::int64_t kBatch = 16;
constexpr std::size_t kTokens = 35;  // of a prompt, [CLS] and [SEP] among them; further ones are cut off

class ImageRewardJudge final : public NetworkJudge {
public:
    ImageRewardJudge(const JudgeEntry& entry, const std::string& hash, const std::filesystem::path& cache)
        : NetworkJudge(entry, hash, cache),
          network_(loadImageReward(entry.path)),
          tokenizer_(WordPieceTokenizer::fromFolder(resourceDirectory() / "vocab/bert")) {
        network_->to(device());
    }

    Facts facts(std::string_view) const override {
        const auto side = std::to_string(this->side());
        auto facts = factsWith("shorter side, bicubic, central square of " + side + " x " + side);
        facts.more["tokens"] = kTokens;
        return facts;
    }

private:
    int side() const { return static_cast<int>(network_->config().vision_config.image_size); }

    NetworkView view(std::string_view) override {
        return {.batch = batchOr(kBatch),
                .input = [side = side()](const ImageBuffer& image) { return openClipInput(image, side); },
                .look = [this](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge> of,
                               std::span<const std::array<int, 2>>) { return look(inputs, of); },
                .text = [](const PromptItem& prompt) { return prompt.prompt; }};
    }

    std::vector<Judgement> look(const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge> of) {
        std::vector<std::vector<std::int64_t>> rows;
        for (const auto& picture : of)
            rows.push_back(tokenizer_.encode(picture.prompt == nullptr ? "" : picture.prompt->prompt, kTokens));
        const auto texts = textBatch(rows, tokenizer_.padId());
        const auto scores = network_(torch::stack(inputs).to(device()), texts.ids.to(device()), texts.mask.to(device()))
                                .to(torch::kCPU, torch::kFloat64);
        std::vector<Judgement> out(of.size());
        for (std::size_t i = 0; i < of.size(); ++i)
            if (of[i].prompt != nullptr)
                out[i].scores[kScoreText] = scores[static_cast<std::int64_t>(i)].item<double>();
        return out;
    }

    ImageReward network_;
    WordPieceTokenizer tokenizer_;
};

}  // namespace

std::unique_ptr<PictureJudge> openImageRewardJudge(const JudgeEntry& entry, const std::string& hash,
                                                   const std::filesystem::path& cache) {
    return std::make_unique<ImageRewardJudge>(entry, hash, cache);
}

}  // namespace recap
