// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/scripted_judge.h"

#include "base/error.h"
#include "image/resize.h"
#include "metrics/judge_input.h"
#include "metrics/judge_views.h"
#include "models/scripted_network.h"
#include "tensor_io/image_tensors.h"
#include "workflow/judging/network_judge_internal.h"

#include <torch/utils.h>

#include <limits>
#include <map>
#include <set>

namespace recap {
namespace {

constexpr std::int64_t kBatch = 32;
constexpr std::int64_t kFeatures = 2048;
constexpr const char* kLayers = "layers";
constexpr const char* kReturnFeatures = "return_features";
constexpr const char* kWithoutBias = "no_output_bias";

using Inputs = std::vector<torch::Tensor>;

class ScriptedInceptionJudge final : public NetworkJudge {
public:
    ScriptedInceptionJudge(const JudgeEntry& entry, const std::string& hash, const std::filesystem::path& cache)
        : NetworkJudge(entry, hash, cache), network_(entry.path, device()) {
        if (!network_.hasPart(kLayers) || !network_.takes(kReturnFeatures) || !network_.takes(kWithoutBias))
            throw Error(ErrorCode::BadFormat,
                        message("%1 is a TorchScript archive, but not NVIDIA's Inception (inception-2015-12-05.pt), "
                                "which has a module '%2' and a method forward with '%3' and '%4'.",
                                entry.path, kLayers, kReturnFeatures, kWithoutBias));
    }

    Facts facts(std::string_view view) const override {
        return factsWith(view == views::kCleanFid ? "clean-fid: bicubic to 299 x 299"
                                                  : "in the network: bilinear without antialiasing to 299 x 299");
    }

private:
    NetworkView view(std::string_view name) override {
        NetworkView out;
        out.batch = batchOr(kBatch);
        out.input = name == views::kCleanFid ? cleanFidInput : [](const ImageBuffer& image) {
            return bytesFromImage(image).to(torch::kFloat32);
        };
        out.look = [this, name = std::string(name)](const Inputs& inputs, std::span<const PictureToJudge>,
                                                    std::span<const std::array<int, 2>>) {
            return featuresOfRows(rowsOf(inputs, name));
        };
        return out;
    }

    // Pictures of one size go through the network together.
    torch::Tensor rowsOf(const Inputs& inputs, const std::string& name) {
        std::vector<torch::Tensor> rows;
        for (std::size_t begin = 0, end = 0; begin < inputs.size(); begin = end) {
            end = begin + 1;
            while (end < inputs.size() && inputs[end].sizes() == inputs[begin].sizes()) ++end;
            const Inputs same(inputs.begin() + static_cast<std::ptrdiff_t>(begin),
                              inputs.begin() + static_cast<std::ptrdiff_t>(end));
            rows.push_back(seen(torch::stack(same).to(device()), name));
        }
        return torch::cat(rows);
    }

    torch::Tensor seen(const torch::Tensor& x, const std::string& name) {
        const auto count = x.size(0);
        if (name == views::kTensorflowLogits) {
            const auto shares = network_.forward(x, {kWithoutBias});
            requireShape(shares, count, shares.dim() == 2 ? shares.size(1) : 0);
            // Logits up to a constant, which no softmax sees.
            return shares.to(torch::kFloat32).clamp_min(std::numeric_limits<float>::min()).log();
        }
        const auto features =
            (name == views::kCleanFid ? network_.forwardPart(kLayers, x) : network_.forward(x, {kReturnFeatures}));
        requireShape(features, count, kFeatures);
        return features.reshape({count, kFeatures});
    }

    void requireShape(const torch::Tensor& rows, std::int64_t count, std::int64_t width) const {
        if (width > 0 && rows.dim() >= 2 && rows.size(0) == count && rows.numel() == count * width) return;
        throw Error(ErrorCode::BadFormat, message("%1 returns numbers of shape %2 for %3 pictures.", entry().path,
                                                  c10::str(rows.sizes()), count));
    }

    ScriptedNetwork network_;
};

class CounterJudge final : public NetworkJudge {
public:
    CounterJudge(const JudgeEntry& entry, const std::string& hash, const std::filesystem::path& cache)
        : NetworkJudge(entry, hash, cache), network_(entry.path, device()) {
        const auto [width, height] = entry.counter.size;
        counts(torch::zeros({3, height, width}));  // says whether it returns as many numbers as there are names
    }

    Facts facts(std::string_view) const override {
        const auto [width, height] = entry().counter.size;
        return factsWith("bilinear to " + std::to_string(width) + " x " + std::to_string(height));
    }
    bool looksForObjects() const override { return true; }

    std::vector<std::string> unknownClasses(std::span<const PictureToJudge> pictures) const override {
        const std::set<std::string> known(entry().counter.labels.begin(), entry().counter.labels.end());
        std::set<std::string> unknown;
        for (const auto& picture : pictures) {
            if (picture.prompt == nullptr) continue;
            for (const auto& [name, number] : truth(*picture.prompt).objects)
                if (number > 0 && !known.contains(name)) unknown.insert(name);
        }
        return {unknown.begin(), unknown.end()};
    }

private:
    NetworkView view(std::string_view) override {
        const auto& format = entry().counter;
        const Json configuration{
            {"labels", format.labels}, {"size", format.size}, {"mean", format.mean}, {"std", format.std}};
        NetworkView out;
        out.batch = batchOr(kBatch);
        out.configuration = configuration.dump();
        out.input = [format](const ImageBuffer& image) {
            const auto channel = [](const std::array<double, 3>& v) {
                return torch::tensor({v[0], v[1], v[2]}, torch::kFloat32).view({3, 1, 1});
            };
            const auto resized = resizeImage(image, format.size[0], format.size[1], Filter::Bilinear);
            const auto pixels = bytesFromImage(resized).to(torch::kFloat32) / 255;
            return (pixels - channel(format.mean)) / channel(format.std);
        };
        out.look = [this](const Inputs& inputs, std::span<const PictureToJudge>, std::span<const std::array<int, 2>>) {
            std::vector<Judgement> judgements(inputs.size());
            for (std::size_t i = 0; i < inputs.size(); ++i) judgements[i].counts = counts(inputs[i]);
            return judgements;
        };
        return out;
    }

    std::map<std::string, double> counts(const torch::Tensor& picture) {
        const c10::InferenceMode inference;
        const auto numbers =
            network_.forward(picture.unsqueeze(0).to(device())).to(torch::kCPU, torch::kFloat64).contiguous();
        const auto& labels = entry().counter.labels;
        if (numbers.dim() != 2 || numbers.size(0) != 1 || numbers.size(1) != std::ssize(labels))
            throw Error(ErrorCode::BadFormat,
                        message("%1 returns numbers of shape %2 for a picture, but the judges file names %3 labels.",
                                entry().path, c10::str(numbers.sizes()), labels.size()));
        if (!numbers.isfinite().all().item<bool>())
            throw Error(ErrorCode::BadFormat, message("%1 returns counts that are not numbers.", entry().path));
        std::map<std::string, double> out;
        const auto* values = numbers.data_ptr<double>();
        for (std::size_t i = 0; i < labels.size(); ++i) out[labels[i]] = values[i];
        return out;
    }

    ScriptedNetwork network_;
};

}  // namespace

std::unique_ptr<PictureJudge> openScriptedInceptionJudge(const JudgeEntry& entry, const std::string& hash,
                                                         const std::filesystem::path& cache) {
    return std::make_unique<ScriptedInceptionJudge>(entry, hash, cache);
}

std::unique_ptr<PictureJudge> openCounterJudge(const JudgeEntry& entry, const std::string& hash,
                                               const std::filesystem::path& cache) {
    return std::make_unique<CounterJudge>(entry, hash, cache);
}

}  // namespace recap
