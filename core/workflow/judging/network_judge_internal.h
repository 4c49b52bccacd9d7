// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"
#include "workflow/judging/judge_check.h"

#include <torch/types.h>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// What a network needs to look at pictures.
struct NetworkView {
    std::int64_t batch = 32;
    std::function<torch::Tensor(const ImageBuffer& image)> input;  // any thread
    // `inputs` and what they belong to, in order. One thread.
    std::function<std::vector<Judgement>(const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge> of,
                                         std::span<const std::array<int, 2>> sizes)>
        look;
    // What of the judge's configuration decides the result besides its weights and the view's name; empty: nothing.
    std::string configuration = {};
    // What of a prompt decides the result; unset: nothing.
    std::function<std::string(const PromptItem& prompt)> text = {};
};

// A judge whose views are computed by a network: pictures are read and prepared beside the computation, and what was
// seen is kept in a JudgementCache. A judge of a kind derives from it and says how it looks.
class NetworkJudge : public PictureJudge {
public:
    // `cache`: folder of what was judged before; empty: nothing is kept.
    NetworkJudge(const JudgeEntry& entry, std::string hash, std::filesystem::path cache);

    std::vector<std::string_view> views() const override { return viewsOfJudgeKind(entry_.kind); }
    PromptTruth truth(const PromptItem& prompt) const override { return expectedTruth(prompt); }
    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view view,
                                 const std::string& stage, JobContext& context) override;

protected:
    virtual NetworkView view(std::string_view name) = 0;
    Facts factsWith(std::string resize) const { return {entry_.name, entry_.kind, hash_, std::move(resize)}; }
    const JudgeEntry& entry() const { return entry_; }
    const torch::Device& device() const { return device_; }
    std::int64_t batchOr(std::int64_t usual) const { return entry_.batch > 0 ? entry_.batch : usual; }

private:
    JudgeEntry entry_;
    std::string hash_;
    std::filesystem::path cache_;
    torch::Device device_;
};

// Rows of [B, d] as features.
std::vector<Judgement> featuresOfRows(const torch::Tensor& rows);

}  // namespace recap
