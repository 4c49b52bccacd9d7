// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/clip_scorer.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/paths.h"
#include "image/crop.h"
#include "image/resize.h"
#include "metrics/judge_input.h"
#include "models/clip_files.h"
#include "tensor_io/image_tensors.h"
#include "tensor_io/weight_files.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Empty where there is none.
fs::path tokenizerFolder(const fs::path& folder, std::int64_t vocabulary) {
    for (const auto& candidate : {folder, folder / "tokenizer"})
        if (fs::exists(candidate / "vocab.json") || fs::exists(candidate / "tokenizer.json")) return candidate;
    if (vocabulary == ClipTextConfig().vocab_size) return resourceDirectory() / "vocab/clip";
    return {};
}

ClipTokenizer tokenizerOf(const fs::path& words, std::int64_t vocabulary) {
    auto tokenizer = ClipTokenizer::fromFolder(words);
    if (static_cast<std::int64_t>(tokenizer.size()) > vocabulary)
        throw Error(ErrorCode::BadFormat, message("The vocabulary in %1 is larger than the model's.", words));
    return tokenizer;
}

// What decides a score, whatever else lies in the folder: weights, configurations and vocabulary, in the order of the
// names below, which stored scores were keyed by.
std::string contentHash(const fs::path& folder, const fs::path& tokenizer) {
    std::map<std::string, std::string> digests;
    const auto weights = findWeightFiles(folder, kTransformersWeights);
    digests["weights " + weights.front().filename().string()] = weightsHash(folder, kTransformersWeights);
    const auto add = [&](const fs::path& place, const char* name) {
        if (fs::exists(place / name)) digests[name] = sha256File(place / name);
    };
    for (const char* name : {"config.json", "preprocessor_config.json"}) add(folder, name);
    for (const char* name : {"vocab.json", "merges.txt", "tokenizer.json"}) add(tokenizer, name);
    std::string all;
    for (const auto& [name, digest] : digests) all.append(name).append(" ").append(digest).append("\n");
    return sha256(all);
}

// 224, or {"shortest_edge": 224}, or {"height": 224, "width": 224}; 0: something else.
int sizeOf(const Json& value) {
    if (value.is_number_integer()) return value.get<int>();
    if (!value.is_object()) return 0;
    for (const char* name : {"shortest_edge", "height"})
        if (const auto it = value.find(name); it != value.end() && it->is_number_integer()) return it->get<int>();
    return 0;
}

void readTriple(const Json& json, const char* field, const fs::path& file, std::array<double, 3>& values) {
    const auto it = json.find(field);
    if (it == json.end() || it->is_null()) return;
    bool fits = it->is_array() && it->size() == 3;
    for (std::size_t i = 0; fits && i < 3; ++i) fits = (*it)[i].is_number();
    if (!fits) throw Error(ErrorCode::BadFormat, message("%1: '%2' must be three numbers.", file, field));
    for (std::size_t i = 0; i < 3; ++i) values[i] = (*it)[i].get<double>();
}

}  // namespace

ClipScorer::ClipScorer(ClipModel model, std::optional<ClipTokenizer> tokenizer, const torch::Device& device)
    : model_(std::move(model)), tokenizer_(std::move(tokenizer)), device_(device) {
    const auto& config = model_->config();
    logit_scale_ = std::exp(model_->logit_scale.item<double>());
    width_ = config.projection_dim;
    length_ = config.text_config.max_position_embeddings;
    if (tokenizer_) length_ = std::min<std::int64_t>(length_, tokenizer_->modelMaxLength());
    side_ = shortest_ = static_cast<int>(config.vision_config.image_size);
}

ClipScorer ClipScorer::load(const fs::path& path, const torch::Device& device) {
    return loaded(path, device, true);
}

ClipScorer ClipScorer::loadForPictures(const fs::path& path, const torch::Device& device) {
    return loaded(path, device, false);
}

ClipScorer ClipScorer::loaded(const fs::path& path, const torch::Device& device, bool texts) {
    const auto files = openClip(path);
    auto model = clipOf(files);
    model->to(device);
    const auto vocabulary = model->config().text_config.vocab_size;
    const auto words = tokenizerFolder(files.folder, vocabulary);
    if (words.empty() && texts)
        throw Error(ErrorCode::FileNotFound,
                    message("There is no vocab.json or tokenizer.json in %1, and its model does not use CLIP's usual "
                            "vocabulary.",
                            files.folder));
    std::optional<ClipTokenizer> tokenizer;
    if (!words.empty()) tokenizer = tokenizerOf(words, vocabulary);
    ClipScorer scorer(std::move(model), std::move(tokenizer), device);
    scorer.open_clip_ = files.open_clip;
    if (files.open_clip) {
        scorer.hash_ = weightsHash(clipWeightFiles(path));
        return scorer;
    }
    scorer.readPreprocessor(files.folder / "preprocessor_config.json");
    scorer.hash_ = contentHash(files.folder, words.empty() ? files.folder : words);
    return scorer;
}

void ClipScorer::readPreprocessor(const fs::path& file) {
    if (!fs::exists(file)) return;
    const Json json = readJsonFile(file);
    if (!json.is_object()) throw Error(ErrorCode::BadFormat, message("%1 must be an object.", file));
    readTriple(json, "image_mean", file, mean_);
    readTriple(json, "image_std", file, std_);
    if (json.contains("size")) shortest_ = sizeOf(json["size"]);
    const int crop = json.contains("crop_size") ? sizeOf(json["crop_size"]) : side_;
    if (crop != side_ || shortest_ < side_)
        throw Error(ErrorCode::BadFormat,
                    message("%1 makes pictures of a size other than the model's %2 pixels.", file, side_));
    for (const double deviation : std_)
        if (!(deviation > 0)) throw Error(ErrorCode::BadFormat, message("%1: 'image_std' must be above 0.", file));
}

torch::Tensor ClipScorer::pixels(const ImageBuffer& image) const {
    if (open_clip_) return openClipInput(image, side_);
    auto square = squareCrop(image, shortest_, Filter::Bicubic);
    if (shortest_ != side_) square = centreCrop(square, side_, side_);
    const auto channel = [](const std::array<double, 3>& v) {
        return torch::tensor({v[0], v[1], v[2]}, torch::kFloat32).view({3, 1, 1});
    };
    return (bytesFromImage(square).to(torch::kFloat32) / 255.0 - channel(mean_)) / channel(std_);
}

void ClipScorer::useType(torch::ScalarType type) {
    model_->to(type);
    type_ = type;
}

torch::Tensor ClipScorer::imageFeatures(const std::vector<torch::Tensor>& pixels) {
    const torch::NoGradGuard noGrad;
    return model_->imageFeatures(torch::stack(pixels).to(device_, type_)).to(torch::kCPU, torch::kFloat32).contiguous();
}

torch::Tensor ClipScorer::embedImages(const std::vector<torch::Tensor>& pixels) {
    const torch::NoGradGuard noGrad;
    return model_->imageEmbedding(torch::stack(pixels).to(device_, type_))
        .to(torch::kCPU, torch::kFloat32)
        .contiguous();
}

// What follows the end token is never read (attention looks back only), so padding needs no mask; short batches are
// padded to their longest text.
torch::Tensor ClipScorer::embedTexts(const std::vector<std::string>& texts) {
    const torch::NoGradGuard noGrad;
    std::size_t longest = 0;
    std::vector<std::vector<std::int64_t>> rows;
    for (const auto& text : texts) {
        auto& ids = rows.emplace_back(tokenizer_->encodeUncut(text));
        if (static_cast<std::int64_t>(ids.size()) > length_) {
            ids.resize(static_cast<std::size_t>(length_));
            ids.back() = tokenizer_->endId();
        }
        longest = std::max(longest, ids.size());
    }
    auto ids = torch::full({std::ssize(rows), static_cast<std::int64_t>(longest)}, tokenizer_->endId(), torch::kInt64);
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::copy(rows[i].begin(), rows[i].end(),
                  ids.data_ptr<std::int64_t>() + static_cast<std::ptrdiff_t>(i * longest));
    return model_->textEmbedding(ids.to(device_)).to(torch::kCPU, torch::kFloat32).contiguous();
}

std::vector<std::vector<std::size_t>> similarVectors(const torch::Tensor& vectors, double cosine,
                                                     const std::function<void(double)>& pause) {
    constexpr std::int64_t kRows = 256, kColumns = 8192;
    const torch::NoGradGuard noGrad;
    const auto count = vectors.size(0);
    std::vector<std::size_t> parent(static_cast<std::size_t>(count));
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    };
    for (std::int64_t row = 0; row < count; row += kRows) {
        if (pause) pause(static_cast<double>(row) / static_cast<double>(count));
        const auto block = vectors.slice(0, row, std::min(row + kRows, count));
        for (std::int64_t column = row; column < count; column += kColumns) {
            const auto others = vectors.slice(0, column, std::min(column + kColumns, count));
            // nonzero() gives its columns one after the other.
            const auto near = torch::nonzero(torch::matmul(block, others.t()).ge(cosine)).contiguous();
            const auto* pairs = near.data_ptr<std::int64_t>();
            for (std::int64_t i = 0; i < near.size(0); ++i) {
                const auto a = root(static_cast<std::size_t>(row + pairs[2 * i]));
                const auto b = root(static_cast<std::size_t>(column + pairs[2 * i + 1]));
                parent[std::max(a, b)] = std::min(a, b);
            }
        }
    }
    std::map<std::size_t, std::vector<std::size_t>> byRoot;
    for (std::size_t i = 0; i < parent.size(); ++i) byRoot[root(i)].push_back(i);
    std::vector<std::vector<std::size_t>> groups;
    for (auto& [first, members] : byRoot)
        if (members.size() > 1) groups.push_back(std::move(members));
    return groups;
}

}  // namespace recap
