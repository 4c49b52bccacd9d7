// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/clip_judge.h"

#include "image/resize.h"
#include "metrics/clip_scorer.h"
#include "metrics/geneval.h"
#include "metrics/judge_input.h"
#include "metrics/judge_views.h"
#include "tensor_io/image_tensors.h"
#include "workflow/judging/network_judge_internal.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kBatch = 32;
constexpr std::size_t kTexts = 256;  // read at once

// HPSv2: the longer side to the field, the picture in the middle of zeros, CLIP's statistics.
torch::Tensor hpsv2Input(const ImageBuffer& image, int side) {
    const double scale = static_cast<double>(side) / std::max(image.width, image.height);
    const auto scaled = [&](int length) { return std::clamp(static_cast<int>(std::lround(length * scale)), 1, side); };
    const auto small = resizeImage(image, scaled(image.width), scaled(image.height), Filter::Bicubic);
    const int left = (side - small.width) / 2, top = (side - small.height) / 2;
    auto field = torch::zeros({3, side, side}, torch::kFloat32);
    field.narrow(1, top, small.height).narrow(2, left, small.width).copy_(bytesFromImage(small).div(255.0));
    const auto channel = [](const std::array<double, 3>& v) {
        return torch::tensor({v[0], v[1], v[2]}, torch::kFloat32).view({3, 1, 1});
    };
    return (field - channel(kClipStatistics.mean)) / channel(kClipStatistics.deviation);
}

// Each text once.
class TextList {
public:
    std::size_t place(const std::string& text) {
        const auto [found, isNew] = places_.emplace(text, texts_.size());
        if (isNew) texts_.push_back(text);
        return found->second;
    }
    const std::vector<std::string>& texts() const { return texts_; }

private:
    std::map<std::string, std::size_t> places_;
    std::vector<std::string> texts_;
};

class ClipJudge final : public NetworkJudge {
public:
    ClipJudge(const JudgeEntry& entry, const std::string& hash, const fs::path& cache)
        : NetworkJudge(entry, hash, cache), clip_(ClipScorer::loadForPictures(entry.path, device())) {
        clip_.useType(type());
    }

    Facts facts(std::string_view view) const override {
        const auto side = std::to_string(clip_.side()) + " x " + std::to_string(clip_.side());
        return factsWith(view == views::kHpsv2 ? "longer side, bicubic, zeros beside it to " + side
                                               : "shorter side, bicubic, central square of " + side);
    }

    // Without a vocabulary it cannot read prompts.
    std::vector<std::string_view> views() const override {
        if (clip_.readsTexts()) return NetworkJudge::views();
        return {views::kClipImage};
    }
    bool tellsColours() const override { return clip_.readsTexts(); }
    std::string colourOf(const ImageBuffer& image, const std::array<double, 4>& box,
                         const std::string& object) override;

    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view name,
                                 const std::string& stage, JobContext& context) override;

private:
    bool asTheNetworkSees(std::string_view view) const override { return view == views::kClipImage; }
    std::string_view computedView(std::string_view view) const override {
        return view == views::kHpsv2 ? view : views::kClipImage;
    }
    // Of pictures only: what texts are compared with.
    NetworkView view(std::string_view name) override {
        NetworkView out;
        out.configuration = clip_.hash();
        out.batch = batchOr(kBatch);
        out.input = [this](const ImageBuffer& image) { return clip_.pixels(image); };
        if (name == views::kHpsv2)
            out.input = [this](const ImageBuffer& image) { return hpsv2Input(image, clip_.side()); };
        out.look = [this](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge>,
                          std::span<const std::array<int, 2>>) { return featuresOfRows(clip_.imageFeatures(inputs)); };
        return out;
    }

    torch::Tensor embed(const std::vector<std::string>& texts, const std::string& stage, JobContext& context);
    void compare(const PictureToJudge& picture, const torch::Tensor& image, const torch::Tensor& texts, TextList& list,
                 Judgement& judgement) const;

    ClipScorer clip_;
    std::map<std::string, torch::Tensor> colours_;  // by object: [colours, d], unit vectors
};

// As Pillow crops: corners rounded half to even, black outside. At least one pixel.
ImageBuffer partOf(const ImageBuffer& image, const std::array<double, 4>& box) {
    std::array<int, 4> corner{};
    for (std::size_t i = 0; i < 4; ++i) corner[i] = static_cast<int>(std::nearbyint(box[i]));
    ImageBuffer part;
    part.width = std::clamp(corner[2] - corner[0], 1, image.width);
    part.height = std::clamp(corner[3] - corner[1], 1, image.height);
    part.channels = image.channels;
    const auto channels = static_cast<std::size_t>(image.channels);
    part.pixels.assign(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height) * channels, 0);
    for (int y = 0; y < part.height; ++y)
        for (int x = 0; x < part.width; ++x) {
            const int fromX = corner[0] + x, fromY = corner[1] + y;
            if (fromX < 0 || fromY < 0 || fromX >= image.width || fromY >= image.height) continue;
            const auto from = (static_cast<std::size_t>(fromY) * static_cast<std::size_t>(image.width) +
                               static_cast<std::size_t>(fromX)) *
                              channels;
            const auto to =
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(part.width) + static_cast<std::size_t>(x)) *
                channels;
            std::copy_n(image.pixels.begin() + static_cast<std::ptrdiff_t>(from), channels,
                        part.pixels.begin() + static_cast<std::ptrdiff_t>(to));
        }
    return part;
}

// GenEval's classifier: for each colour the mean of three sentences' unit vectors, made a unit vector again.
std::string ClipJudge::colourOf(const ImageBuffer& image, const std::array<double, 4>& box, const std::string& object) {
    auto& classes = colours_[object];
    if (!classes.defined()) {
        std::vector<torch::Tensor> rows;
        for (const auto& name : kGenEvalColours) {
            const std::string colour(name);
            const auto mean =
                clip_
                    .embedTexts({"a photo of a " + colour + " " + object,
                                 "a photo of a " + colour + "-colored " + object, "a photo of a " + colour + " object"})
                    .mean(0);
            rows.push_back(mean / mean.norm());
        }
        classes = torch::stack(rows);
    }
    const auto picture = clip_.embedImages({clip_.pixels(partOf(image, box))})[0];
    const auto best = torch::matmul(classes, picture).argmax().item<std::int64_t>();
    return std::string(kGenEvalColours[static_cast<std::size_t>(best)]);
}

// Unit vectors [texts, d] on the CPU.
torch::Tensor ClipJudge::embed(const std::vector<std::string>& texts, const std::string& stage, JobContext& context) {
    std::vector<torch::Tensor> parts;
    for (std::size_t begin = 0; begin < texts.size(); begin += kTexts) {
        context.pausePoint();
        context.report({stage, static_cast<std::int64_t>(begin), std::ssize(texts)});
        const auto end = std::min(texts.size(), begin + kTexts);
        parts.push_back(clip_.embedTexts(
            {texts.begin() + static_cast<std::ptrdiff_t>(begin), texts.begin() + static_cast<std::ptrdiff_t>(end)}));
    }
    return torch::cat(parts);
}

void ClipJudge::compare(const PictureToJudge& picture, const torch::Tensor& image, const torch::Tensor& texts,
                        TextList& list, Judgement& judgement) const {
    const auto cosine = [&](const std::string& text) {
        return torch::dot(image, texts[static_cast<std::int64_t>(list.place(text))]).item<double>();
    };
    const double scale = clip_.logitScale();
    const auto& prompt = *picture.prompt;
    const double own = scale * cosine(prompt.prompt);
    judgement.scores[kScoreText] = own;
    if (!prompt.expect.false_prompt.empty())
        judgement.scores[kScoreFalse] = own - scale * cosine(prompt.expect.false_prompt);
    if (prompt.expect.distractors.empty()) return;
    double best = -INFINITY;
    for (const auto& other : prompt.expect.distractors) best = std::max(best, scale * cosine(other));
    judgement.scores[kScoreDistractor] = own - best;
}

std::vector<Judgement> ClipJudge::judge(std::span<const PictureToJudge> pictures, std::string_view name,
                                        const std::string& stage, JobContext& context) {
    if (name == views::kClipImage) return NetworkJudge::judge(pictures, name, stage, context);
    const bool scores = name == views::kClipText;
    const auto read = [&](const PromptItem& prompt) {
        return name == views::kClipScore ? "A photo depicts " + prompt.prompt : prompt.prompt;
    };
    auto judgements = NetworkJudge::judge(pictures, computedView(name), stage, context);
    TextList list;
    for (const auto& picture : pictures) {
        if (picture.prompt == nullptr) continue;
        list.place(read(*picture.prompt));
        if (!scores) continue;
        if (!picture.prompt->expect.false_prompt.empty()) list.place(picture.prompt->expect.false_prompt);
        for (const auto& other : picture.prompt->expect.distractors) list.place(other);
    }
    if (list.texts().empty()) return std::vector<Judgement>(pictures.size());
    const auto texts = embed(list.texts(), stage, context);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        auto& judgement = judgements[i];
        const auto features = torch::tensor(std::exchange(judgement.features, {}), torch::kFloat32);
        if (pictures[i].prompt == nullptr) continue;
        const auto image = features / features.norm();
        if (scores)
            compare(pictures[i], image, texts, list, judgement);
        else
            judgement.scores[kScoreText] =
                torch::dot(image, texts[static_cast<std::int64_t>(list.place(read(*pictures[i].prompt)))])
                    .item<double>();
    }
    return judgements;
}

}  // namespace

std::unique_ptr<PictureJudge> openClipJudge(const JudgeEntry& entry, const std::string& hash, const fs::path& cache) {
    return std::make_unique<ClipJudge>(entry, hash, cache);
}

}  // namespace recap
