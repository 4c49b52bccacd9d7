// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/detector_judge.h"

#include "base/error.h"
#include "image/decode.h"
#include "metrics/coco_classes.h"
#include "metrics/geneval.h"
#include "metrics/judge_input.h"
#include "metrics/judge_views.h"
#include "metrics/onnx_detector.h"
#include "models/detr.h"
#include "tensor_io/image_tensors.h"
#include "workflow/judging/network_judge_internal.h"

#include <torch/utils.h>

#include <algorithm>
#include <set>

namespace recap {
namespace {

constexpr std::int64_t kBatch = 4;
constexpr double kScore = 0.5;      // of TISE and of the first SOA; what counts as found
constexpr double kKeptScore = 0.1;  // boxes below it are not kept

// GenEval's verdict. Where it needs a colour and `colours` is nobody, it is left open.
void judgeGenEval(const PictureToJudge& picture, const std::vector<std::string>& labels, PictureJudge* colours,
                  Judgement& judgement) {
    if (!picture.prompt->expect.geneval.is_object()) return;
    const auto asked = GenEvalPrompt::fromJson(picture.prompt->expect.geneval);
    const bool needsColours = std::any_of(asked.include.begin(), asked.include.end(),
                                          [](const GenEvalClause& clause) { return !clause.colour.empty(); });
    if (needsColours && colours == nullptr) return;
    const auto image = needsColours ? decodeImage(picture.path) : ImageBuffer();
    // Detectors have COCO's names, and GenEval says "computer mouse".
    std::map<std::string, std::string> said;
    for (const auto* clauses : {&asked.include, &asked.exclude})
        for (const auto& clause : *clauses) said[asCocoName(clause.object)] = clause.object;
    std::map<std::string, std::vector<GenEvalObject>> seen;
    for (const auto& box : judgement.boxes) {
        const auto label = static_cast<std::size_t>(box.label);
        if (box.label < 0 || label >= labels.size()) continue;
        const auto& b = box.box;
        const auto own = said.find(labels[label]);
        seen[own == said.end() ? labels[label] : own->second].push_back({{b[0], b[1], b[2], b[3]}, box.score});
    }
    const auto verdict = genEvalVerdict(asked, seen, [&](const std::string& object, std::size_t index) {
        return colours->colourOf(image, seen.at(object).at(index).box, object);
    });
    judgement.scores[kScoreCorrect] = verdict.correct ? 1 : 0;
    judgement.remark = verdict.reason;
}

// What all detectors share: classes by name, and judgements from boxes.
class DetectorJudge : public NetworkJudge {
public:
    using NetworkJudge::NetworkJudge;

    std::vector<std::string> unknownClasses(std::span<const PictureToJudge> pictures) const override {
        const std::set<std::string> known(labels_.begin(), labels_.end());
        std::set<std::string> unknown;
        for (const auto& picture : pictures) {
            if (picture.prompt == nullptr) continue;
            for (const auto& [name, number] : truth(*picture.prompt).objects)
                if (!known.contains(name)) unknown.insert(name);
            if (!picture.prompt->expect.geneval.is_object()) continue;
            for (const auto& clause : GenEvalPrompt::fromJson(picture.prompt->expect.geneval).include)
                if (!known.contains(clause.object) && !known.contains(asCocoName(clause.object)))
                    unknown.insert(clause.object);
        }
        return {unknown.begin(), unknown.end()};
    }

    // Boxes are kept; what they mean for a prompt is found anew.
    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view name,
                                 const std::string& stage, JobContext& context) override {
        auto judgements = NetworkJudge::judge(pictures, name, stage, context);
        for (std::size_t i = 0; i < judgements.size(); ++i) {
            countBoxes(judgements[i], labels_, kScore);
            if (pictures[i].prompt == nullptr) continue;
            if (!pictures[i].prompt->expect.geneval.is_null()) context.pausePoint();
            judgeGenEval(pictures[i], labels_, colours_.get(), judgements[i]);
        }
        return judgements;
    }

    bool looksForObjects() const override { return true; }
    std::vector<std::string> classNames() const override { return labels_; }
    void askForColours(std::shared_ptr<PictureJudge> judge) override { colours_ = std::move(judge); }

protected:
    Facts withColours(Facts facts) const {
        if (!colours_) return facts;
        const auto told = colours_->facts(views::kClipImage);
        facts.colours = told.name + " " + told.hash;
        return facts;
    }
    std::vector<std::string> labels_;
    std::shared_ptr<PictureJudge> colours_;
};

class DetrJudge final : public DetectorJudge {
public:
    DetrJudge(const JudgeEntry& entry, const std::string& hash, const std::filesystem::path& cache)
        : DetectorJudge(entry, hash, cache), network_(loadDetr(entry.path)) {
        labels_ = network_->config().labels;
        network_->to(device());
    }

    Facts facts(std::string_view) const override {
        return withColours(factsWith("DETR: shorter side 800, longer at most 1333, bilinear"));
    }

private:
    NetworkView view(std::string_view) override {
        return {.batch = batchOr(kBatch),
                .input = [](const ImageBuffer& image) { return detrInput(image); },
                .look = [this](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge>,
                               std::span<const std::array<int, 2>> sizes) { return look(inputs, sizes); }};
    }

    std::vector<Judgement> look(const std::vector<torch::Tensor>& inputs, std::span<const std::array<int, 2>> sizes) {
        const auto batch = paddedBatch(inputs);
        const auto out = network_(batch.pixels.to(device()), batch.mask.to(device()));
        std::vector<Judgement> judgements;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const auto row = static_cast<std::int64_t>(i);
            const auto logits = out.logits[row].to(torch::kCPU, torch::kFloat32).contiguous();
            const auto boxes = out.pred_boxes[row].to(torch::kCPU, torch::kFloat32).contiguous();
            const auto of = [](const torch::Tensor& t) {
                return DetectorTensor{{t.data_ptr<float>(), static_cast<std::size_t>(t.numel())}, t.sizes().vec()};
            };
            auto& judgement = judgements.emplace_back();
            judgement.boxes = detrDetections(of(logits), of(boxes), sizes[i][0], sizes[i][1], kKeptScore);
            std::stable_sort(judgement.boxes.begin(), judgement.boxes.end(),
                             [](const Detection& a, const Detection& b) { return a.score > b.score; });
        }
        return judgements;
    }

    Detr network_;
};

class OnnxJudge final : public DetectorJudge {
public:
    OnnxJudge(const JudgeEntry& entry, const std::string& hash, const std::filesystem::path& cache)
        : DetectorJudge(entry, hash, cache), network_(OnnxDetector::open(entry.path)) {
        labels_ = network_.labels();
        if (labels_.empty())
            throw Error(ErrorCode::BadFormat, message("%1 does not say what its classes are called.", entry.path));
    }

    Facts facts(std::string_view) const override { return withColours(factsWith(network_.preprocessing())); }

private:
    NetworkView view(std::string_view) override {
        return {.batch = batchOr(kBatch), .input = bytesFromImage, .look = look()};
    }

    std::function<std::vector<Judgement>(const std::vector<torch::Tensor>&, std::span<const PictureToJudge>,
                                         std::span<const std::array<int, 2>>)>
    look() {
        return [this](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge>,
                      std::span<const std::array<int, 2>> sizes) {
            DetectionRule rule;
            rule.score = kKeptScore;
            std::vector<Judgement> judgements;
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                const auto bytes = inputs[i].permute({1, 2, 0}).contiguous();
                ImageBuffer image;
                image.width = sizes[i][0];
                image.height = sizes[i][1];
                image.channels = 3;
                image.pixels.assign(bytes.data_ptr<std::uint8_t>(), bytes.data_ptr<std::uint8_t>() + bytes.numel());
                judgements.emplace_back().boxes = network_.detect(image, rule);
            }
            return judgements;
        };
    }

    OnnxDetector network_;
};

}  // namespace

void countBoxes(Judgement& judgement, const std::vector<std::string>& labels, double score) {
    judgement.counts.clear();
    judgement.positions.clear();
    for (const auto& box : judgement.boxes) {
        const auto label = static_cast<std::size_t>(box.label);
        if (box.score <= score || box.label < 0 || label >= labels.size()) continue;
        judgement.counts[labels[label]] += 1;
        judgement.positions.emplace(labels[label],
                                    std::pair{(box.box[0] + box.box[2]) / 2.0, (box.box[1] + box.box[3]) / 2.0});
    }
}

std::unique_ptr<PictureJudge> openOnnxJudge(const JudgeEntry& entry, const std::string& hash,
                                            const std::filesystem::path& cache) {
    return std::make_unique<OnnxJudge>(entry, hash, cache);
}

std::unique_ptr<PictureJudge> openDetrJudge(const JudgeEntry& entry, const std::string& hash,
                                            const std::filesystem::path& cache) {
    return std::make_unique<DetrJudge>(entry, hash, cache);
}

}  // namespace recap
