// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "demo/grammar.h"
#include "image/crop.h"
#include "image/decode.h"
#include "workflow/judging_internal.h"

#include <algorithm>

namespace recap {
namespace {

constexpr std::int64_t kBatch = 64;

std::string className(int index) {
    return std::string(demo::kClasses[static_cast<std::size_t>(index)].singular);
}

// [3, side, side] in 0..1
torch::Tensor pictureTensor(const std::filesystem::path& path) {
    constexpr int kSide = static_cast<int>(demo::JudgeImpl::kSide);
    ImageBuffer image = decodeImage(path);
    if (image.width != kSide || image.height != kSide) image = squareCrop(image, kSide, Filter::Lanczos);
    const auto bytes = torch::from_blob(image.pixels.data(), {kSide, kSide, 3}, torch::kUInt8);
    return bytes.permute({2, 0, 1}).to(torch::kFloat32).div(255).contiguous();
}

}  // namespace

PromptTruth truthFromPrompt(const std::string& prompt) {
    const auto claims = demo::readCaption(prompt);
    PromptTruth truth;
    for (std::size_t i = 0; i < claims.counts.size(); ++i)
        if (claims.counts[i] > 0) truth.objects[className(static_cast<int>(i))] = claims.counts[i];
    if (truth.objects.empty())
        throw Error(ErrorCode::InvalidOption,
                    "The prompt '" + prompt +
                        "' names no object of the demo, so its pictures cannot be judged by the demo's judge.");
    if (claims.relation != demo::Relation::None && claims.first >= 0 && claims.second >= 0) {
        truth.relation = demo::relationName(claims.relation);
        truth.first = className(claims.first);
        truth.second = className(claims.second);
    }
    return truth;
}

PromptTruth truthFromAttributes(const Json& attributes) {
    PromptTruth truth;
    truth.objects = attributes.value("objects", std::map<std::string, int>());
    truth.relation = attributes.value("relation", std::string());
    truth.first = attributes.value("first", std::string());
    truth.second = attributes.value("second", std::string());
    return truth;
}

Judgement judgementOf(const demo::Seen& seen) {
    Judgement judgement;
    for (std::size_t i = 0; i < seen.counts.size(); ++i) {
        judgement.counts[className(static_cast<int>(i))] = seen.counts[i];
        judgement.positions[className(static_cast<int>(i))] = seen.positions[i];
    }
    judgement.features = seen.features;
    return judgement;
}

std::vector<Judgement> judgePictures(demo::Judge& judge, const std::vector<std::filesystem::path>& pictures,
                                     const std::string& stage, JobContext& context) {
    const auto total = static_cast<std::int64_t>(pictures.size());
    std::vector<Judgement> judgements;
    for (std::int64_t begin = 0; begin < total; begin += kBatch) {
        context.pausePoint();
        context.report({stage, begin, total});
        std::vector<torch::Tensor> batch;
        for (std::int64_t i = begin; i < std::min(begin + kBatch, total); ++i)
            batch.push_back(pictureTensor(pictures[static_cast<std::size_t>(i)]));
        for (const auto& seen : demo::look(judge, torch::stack(batch))) judgements.push_back(judgementOf(seen));
    }
    context.report({stage, total, total});
    return judgements;
}

}  // namespace recap
