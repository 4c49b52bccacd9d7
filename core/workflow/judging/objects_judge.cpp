// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/objects_judge.h"

#include "base/error.h"
#include "image/crop.h"
#include "metrics/judge_input.h"
#include "metrics/judge_views.h"
#include "models/inception.h"
#include "workflow/judging/network_judge_internal.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace recap {
namespace {

constexpr double kScore = 0.5;
constexpr std::int64_t kPictures = 4;  // at once
constexpr std::int64_t kObjects = 32;  // in one pass of the network

// Corners in whole pixels as Pillow's crop() rounds them, inside of the picture as Detectron2 clips boxes.
std::array<int, 4> cornersOf(const Detection& object, int width, int height) {
    std::array<int, 4> corners{};
    for (std::size_t i = 0; i < 4; ++i) {
        const double limit = i % 2 == 0 ? width : height;
        corners[i] = static_cast<int>(std::nearbyint(std::clamp<double>(object.box[i], 0, limit)));
    }
    return corners;
}

class ObjectsJudge final : public NetworkJudge {
public:
    ObjectsJudge(const JudgeEntry& entry, const std::string& hash, const std::filesystem::path& cache)
        : NetworkJudge(entry, hash, cache), network_(loadInception(entry.path, InceptionForm::Torchvision)) {
        network_->to(device(), type());
    }

    void askForObjects(std::shared_ptr<PictureJudge> judge) override { detector_ = std::move(judge); }

    Facts facts(std::string_view view) const override {
        auto facts = factsWith(view == views::kObjectLogits ? "TISE: bilinear to 299 x 299, -1 to 1"
                                                            : "TISE: bilinear to 299 x 299, 0 to 1");
        if (detector_) {
            const auto found = detector_->facts(views::kObjects);
            facts.more["detector"] = found.name + " " + found.hash;
        }
        facts.more["object_score"] = kScore;
        return facts;
    }

    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view name,
                                 const std::string& stage, JobContext& context) override {
        const auto with = picturesWithObjects(pictures, stage, context);
        auto seen = NetworkJudge::judge(with.pictures, name, stage, context);
        std::vector<Judgement> out(pictures.size());
        for (auto& judgement : out) judgement.rows = 0;
        for (std::size_t i = 0; i < with.places.size(); ++i) out[with.places[i]] = std::move(seen[i]);
        return out;
    }

    // The detector's boxes are kept first: which objects there are is part of what a judgement is found by.
    std::optional<std::int64_t> keep(std::span<const PictureToJudge> pictures, std::string_view name,
                                     const std::string& stage, JobContext& context) override {
        requireDetector();
        if (!detector_->keep(pictures, views::kObjects, stage, context)) return std::nullopt;
        return NetworkJudge::keep(picturesWithObjects(pictures, stage, context).pictures, name, stage, context);
    }

private:
    struct WithObjects {
        std::vector<std::vector<Detection>> objects;  // of every picture
        std::vector<PictureToJudge> pictures;         // that have some
        std::vector<std::size_t> places;              // of these among all
    };

    void requireDetector() const {
        if (!detector_) throw Error(ErrorCode::Internal, "a judge of objects was given no detector");
    }

    WithObjects picturesWithObjects(std::span<const PictureToJudge> pictures, const std::string& stage,
                                    JobContext& context) {
        requireDetector();
        std::vector<PictureToJudge> all;  // without their prompts, which decide nothing here
        for (const auto& picture : pictures) all.push_back({picture.path});
        const auto found = detector_->judge(all, views::kObjects, stage, context);
        WithObjects out;
        out.objects.resize(pictures.size());
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            std::copy_if(found[i].boxes.begin(), found[i].boxes.end(), std::back_inserter(out.objects[i]),
                         [](const Detection& box) { return box.score > kScore; });
            if (out.objects[i].empty()) continue;
            out.pictures.push_back({pictures[i].path, nullptr, &out.objects[i]});
            out.places.push_back(i);
        }
        return out;
    }

    NetworkView view(std::string_view name) override {
        const bool logits = name == views::kObjectLogits;
        NetworkView out;
        out.batch = kPictures;
        out.look = [this, logits](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge>,
                                  std::span<const std::array<int, 2>>) { return look(inputs, logits); };
        const auto prepared = logits ? tiseObjectInput : tiseInceptionInput;
        out.objects = [prepared](const ImageBuffer& image, std::span<const Detection> objects) {
            std::vector<torch::Tensor> rows;
            for (const auto& object : objects) {
                const auto [left, top, right, bottom] = cornersOf(object, image.width, image.height);
                if (right > left && bottom > top)
                    rows.push_back(prepared(crop(image, left, top, right - left, bottom - top)));
            }
            return rows.empty() ? torch::empty({0}) : torch::stack(rows);
        };
        return out;
    }

    std::vector<Judgement> look(const std::vector<torch::Tensor>& inputs, bool logits) {
        std::vector<torch::Tensor> all, rows;
        for (const auto& input : inputs)
            if (input.size(0) > 0) all.push_back(input);
        if (!all.empty())
            for (const auto& part : torch::cat(all).split(batchOr(kObjects))) {
                const auto pooled = network_(placed(part)).pool2048;
                rows.push_back((logits ? network_->logits(pooled) : pooled).to(torch::kCPU, torch::kFloat32));
            }
        const auto seen = rows.empty() ? torch::Tensor() : torch::cat(rows).contiguous();
        std::vector<Judgement> out(inputs.size());
        std::int64_t next = 0;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            out[i].rows = static_cast<std::size_t>(inputs[i].size(0));
            if (out[i].rows == 0) continue;
            const float* values = seen.data_ptr<float>();
            const float* first = values + next * seen.size(1);
            next += inputs[i].size(0);
            out[i].features.assign(first, values + next * seen.size(1));
        }
        return out;
    }

    Inception network_;
    std::shared_ptr<PictureJudge> detector_;
};

}  // namespace

std::unique_ptr<PictureJudge> openObjectsJudge(const JudgeEntry& entry, const std::string& hash,
                                               const std::filesystem::path& cache) {
    return std::make_unique<ObjectsJudge>(entry, hash, cache);
}

}  // namespace recap
