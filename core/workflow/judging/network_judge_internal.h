// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"
#include "workflow/judging/judge_check.h"

#include <torch/types.h>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace recap {

class JudgementCache;

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
    // Instead of `input` for what looks at the objects of a picture: [objects, 3, height, width].
    std::function<torch::Tensor(const ImageBuffer& image, std::span<const Detection> objects)> objects = {};
};

// What a view sees of a batch. Where a device's memory does not hold it (c10::OutOfMemoryError), half as many pictures
// are taken at once, down to one; `most` is how many fit and stays with the caller. Throws Error(OutOfMemory) when one
// does not.
std::vector<Judgement> lookWithinMemory(const NetworkView& view, const std::vector<torch::Tensor>& inputs,
                                        std::span<const PictureToJudge> of, std::span<const std::array<int, 2>> sizes,
                                        std::size_t& most);

// A judge whose views are computed by a network: pictures are read and prepared beside the computation, and what was
// seen is kept in a JudgementCache. A judge of a kind derives from it and says how it looks.
class NetworkJudge : public PictureJudge {
public:
    // `cache`: folder of what was judged before; empty: nothing is kept. Throws Error(InvalidOption) for a device that
    // is not there, and for half precision on the CPU, which has it for few operations and no faster.
    NetworkJudge(const JudgeEntry& entry, std::string hash, std::filesystem::path cache);
    ~NetworkJudge() override;

    std::vector<std::string_view> views() const override { return viewsOfJudgeKind(entry_.kind); }
    PromptTruth truth(const PromptItem& prompt) const override { return expectedTruth(prompt); }
    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view view,
                                 const std::string& stage, JobContext& context) override;
    void judgeEach(std::span<const PictureToJudge> pictures, std::string_view view, const std::string& stage,
                   JobContext& context, const Found& found) override;
    std::optional<std::int64_t> keep(std::span<const PictureToJudge> pictures, std::string_view view,
                                     const std::string& stage, JobContext& context) override;

protected:
    virtual NetworkView view(std::string_view name) = 0;
    // Whether judge() adds nothing to what the network sees, so that judgements can be given one at a time.
    virtual bool asTheNetworkSees(std::string_view /*view*/) const { return false; }
    // What the network computes for a view; another one where judge() makes the view from that.
    virtual std::string_view computedView(std::string_view view) const { return view; }
    Facts factsWith(std::string resize) const;
    const JudgeEntry& entry() const { return entry_; }
    const std::string& hash() const { return hash_; }
    const torch::Device& device() const { return device_; }
    torch::ScalarType type() const { return type_; }
    // On the device, in the type that the judges file asks for; for kinds that have a choice.
    torch::Tensor placed(const torch::Tensor& input) const { return input.to(device_, type_); }
    std::int64_t batchOr(std::int64_t usual) const { return entry_.batch > 0 ? entry_.batch : usual; }

private:
    JudgementCache& cacheOf(std::string_view view);
    std::int64_t lookAt(std::span<const PictureToJudge> pictures, std::string_view view, const std::string& stage,
                        JobContext& context, const Found& found, bool mustKeep = false);

    JudgeEntry entry_;
    std::string hash_;
    std::filesystem::path cache_;
    std::map<std::string, std::unique_ptr<JudgementCache>, std::less<>> caches_;  // by view
    torch::Device device_;
    torch::ScalarType type_;
};

// Rows of [B, d] as features.
std::vector<Judgement> featuresOfRows(const torch::Tensor& rows);

}  // namespace recap
