// SPDX-License-Identifier: GPL-3.0-or-later
#include "image_reward_test.h"

#include "base/error.h"
#include "models/image_reward.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <QtTest/QTest>

#include <set>

using namespace recap;
using recap::testing::goldenFixture;
using recap::testing::TempDir;

namespace {

constexpr std::int64_t kVision = 128, kText = 64, kWords = 30524;

void add(StateDict& weights, const std::string& name, std::vector<std::int64_t> shape) {
    // Gains of normalisations near one, so that the score depends on everything.
    const bool gain = shape.size() == 1 && (name.ends_with("norm.weight") || name.ends_with("Norm.weight") ||
                                            name.ends_with("norm1.weight") || name.ends_with("norm2.weight"));
    weights[name] = torch::randn(shape) * (shape.size() > 1 ? 0.15 : 0.1) + (gain ? 1 : 0);
}

void addLinear(StateDict& weights, const std::string& name, std::int64_t in, std::int64_t out) {
    add(weights, name + ".weight", {out, in});
    add(weights, name + ".bias", {out});
}

void addNorm(StateDict& weights, const std::string& name, std::int64_t width) {
    add(weights, name + ".weight", {width});
    add(weights, name + ".bias", {width});
}

void addBertAttention(StateDict& weights, const std::string& name, std::int64_t keys) {
    addLinear(weights, name + ".self.query", kText, kText);
    addLinear(weights, name + ".self.key", keys, kText);
    addLinear(weights, name + ".self.value", keys, kText);
    addLinear(weights, name + ".output.dense", kText, kText);
    addNorm(weights, name + ".output.LayerNorm", kText);
}

// The names of ImageReward.pt (BLIP_Pretrain and MLP of THUDM/ImageReward), written out, for two layers of each tower.
StateDict publishedWeights() {
    torch::manual_seed(11);
    StateDict weights;
    const std::string vision = "blip.visual_encoder.", text = "blip.text_encoder.";
    add(weights, vision + "cls_token", {1, 1, kVision});
    add(weights, vision + "pos_embed", {1, 5, kVision});
    add(weights, vision + "patch_embed.proj.weight", {kVision, 3, 16, 16});
    add(weights, vision + "patch_embed.proj.bias", {kVision});
    for (const char* block : {"blocks.0.", "blocks.1."}) {
        addNorm(weights, vision + block + "norm1", kVision);
        addLinear(weights, vision + block + "attn.qkv", kVision, 3 * kVision);
        addLinear(weights, vision + block + "attn.proj", kVision, kVision);
        addNorm(weights, vision + block + "norm2", kVision);
        addLinear(weights, vision + block + "mlp.fc1", kVision, 2 * kVision);
        addLinear(weights, vision + block + "mlp.fc2", 2 * kVision, kVision);
    }
    addNorm(weights, vision + "norm", kVision);
    weights[text + "embeddings.position_ids"] = torch::arange(40).unsqueeze(0);
    add(weights, text + "embeddings.word_embeddings.weight", {kWords, kText});
    add(weights, text + "embeddings.position_embeddings.weight", {40, kText});
    addNorm(weights, text + "embeddings.LayerNorm", kText);
    for (const char* layer : {"encoder.layer.0.", "encoder.layer.1."}) {
        addBertAttention(weights, text + layer + "attention", kText);
        addBertAttention(weights, text + layer + "crossattention", kVision);
        addLinear(weights, text + layer + "intermediate.dense", kText, 96);
        addLinear(weights, text + layer + "output.dense", 96, kText);
        addNorm(weights, text + layer + "output.LayerNorm", kText);
    }
    addLinear(weights, "blip.vision_proj", kVision, 32);
    addLinear(weights, "blip.text_proj", kText, 32);
    std::int64_t width = kText;
    for (const auto& [place, next] : {std::pair{0, 1024}, {2, 128}, {4, 64}, {6, 16}, {7, 1}}) {
        addLinear(weights, "mlp.layers." + std::to_string(place), width, next);
        width = next;
    }
    return weights;
}

torch::Tensor linear(const torch::Tensor& x, const StateDict& w, const std::string& name) {
    return torch::matmul(x, w.at(name + ".weight").t()) + w.at(name + ".bias");
}
torch::Tensor norm(const torch::Tensor& x, const StateDict& w, const std::string& name, double eps) {
    const auto centred = x - x.mean(-1, true);
    return centred / (centred.pow(2).mean(-1, true) + eps).sqrt() * w.at(name + ".weight") + w.at(name + ".bias");
}
torch::Tensor erfUnit(const torch::Tensor& x) {
    return x * 0.5 * (1 + torch::erf(x / std::sqrt(2.0)));
}
// [L, D] attends to [K, D], heads 64 wide.
torch::Tensor attended(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v) {
    std::vector<torch::Tensor> heads;
    for (std::int64_t head = 0; head < q.size(1) / 64; ++head) {
        const auto part = [&](const torch::Tensor& x) { return x.narrow(1, 64 * head, 64); };
        heads.push_back(torch::matmul(torch::softmax(torch::matmul(part(q), part(k).t()) / 8, -1), part(v)));
    }
    return torch::cat(heads, 1);
}

// The published program, line by line, for one picture and one text without padding.
double byHand(const StateDict& w, const torch::Tensor& pixels, const std::vector<std::int64_t>& ids) {
    const std::string vision = "blip.visual_encoder.", text = "blip.text_encoder.";
    auto x = torch::conv2d(pixels, w.at(vision + "patch_embed.proj.weight"), w.at(vision + "patch_embed.proj.bias"), 16)
                 .flatten(2)
                 .squeeze(0)
                 .t();
    x = torch::cat({w.at(vision + "cls_token")[0], x}) + w.at(vision + "pos_embed")[0];
    for (const char* name : {"blocks.0.", "blocks.1."}) {
        const auto block = vision + name;
        const auto qkv = linear(norm(x, w, block + "norm1", 1e-6), w, block + "attn.qkv").chunk(3, 1);
        x = x + linear(attended(qkv[0], qkv[1], qkv[2]), w, block + "attn.proj");
        x = x + linear(erfUnit(linear(norm(x, w, block + "norm2", 1e-6), w, block + "mlp.fc1")), w, block + "mlp.fc2");
    }
    const auto image = norm(x, w, vision + "norm", 1e-6);
    const auto rows = torch::tensor(ids, torch::kInt64);
    auto h = w.at(text + "embeddings.word_embeddings.weight").index_select(0, rows) +
             w.at(text + "embeddings.position_embeddings.weight").narrow(0, 0, rows.size(0));
    h = norm(h, w, text + "embeddings.LayerNorm", 1e-12);
    for (const char* name : {"encoder.layer.0.", "encoder.layer.1."}) {
        const auto layer = text + name;
        for (const char* part : {"attention", "crossattention"}) {
            const auto at = layer + part;
            const auto& seen = std::string_view(part) == "attention" ? h : image;
            const auto out = attended(linear(h, w, at + ".self.query"), linear(seen, w, at + ".self.key"),
                                      linear(seen, w, at + ".self.value"));
            h = norm(linear(out, w, at + ".output.dense") + h, w, at + ".output.LayerNorm", 1e-12);
        }
        const auto wide = erfUnit(linear(h, w, layer + "intermediate.dense"));
        h = norm(linear(wide, w, layer + "output.dense") + h, w, layer + "output.LayerNorm", 1e-12);
    }
    auto y = h[0];
    for (const int place : {0, 2, 4, 6, 7}) y = linear(y, w, "mlp.layers." + std::to_string(place));
    return (y.item<double>() - 0.16717362830052426) / 1.0333394966054072;
}

std::string refusalOf(const StateDict& weights, const std::filesystem::path& file) {
    saveSafetensors(file, weights);
    try {
        loadImageReward(file);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

void TestImageReward::a_score_is_blip_and_five_linear_layers() {
    const TempDir dir;
    const auto weights = publishedWeights();
    saveSafetensors(dir / "ImageReward.safetensors", weights);
    const torch::NoGradGuard noGrad;
    for (const auto& path : {dir.path(), dir / "ImageReward.safetensors"}) {
        auto model = loadImageReward(path);
        const auto pixels = torch::randn({2, 3, 32, 32});
        const std::vector<std::int64_t> first{101, 7, 2054, 102}, second{101, 400, 102};
        // The shorter text is padded, which its mask hides.
        const auto ids = torch::tensor({101, 7, 2054, 102, 101, 400, 102, 0}, torch::kInt64).view({2, 4});
        const auto mask = torch::tensor({1, 1, 1, 1, 1, 1, 1, 0}, torch::kInt64).view({2, 4});
        const auto scores = model(pixels, ids, mask);
        QCOMPARE(scores.dim(), std::int64_t{1});
        const auto near = [&](int row, const std::vector<std::int64_t>& text) {
            const double expected = byHand(weights, pixels.narrow(0, row, 1), text);
            return std::abs(scores[row].item<double>() - expected) <= 1e-4 * std::max(1.0, std::abs(expected));
        };
        QVERIFY(near(0, first));
        QVERIFY(near(1, second));
        QVERIFY(std::abs(scores[0].item<double>() - scores[1].item<double>()) > 1e-3);
    }
}

void TestImageReward::the_published_names_are_all_there_are() {
    const TempDir dir;
    const auto whole = publishedWeights();
    auto weights = whole;
    weights["blip.visual_encoder.blocks.1.extra"] = torch::zeros({1});
    QVERIFY(refusalOf(weights, dir / "a.safetensors").find("1 unexpected: vision_model.encoder.layers.1.extra") !=
            std::string::npos);
    // Everything else is needed, but for what only training and the contrastive branch have.
    for (const auto& [name, tensor] : whole) {
        const bool spare = name.ends_with("position_ids") || name.find("_proj.") != std::string::npos;
        if (!spare && name.find(".1.") == std::string::npos && !name.starts_with("mlp.")) continue;
        auto without = whole;
        without.erase(name);
        QVERIFY2(refusalOf(without, dir / "b.safetensors").empty() == spare, name.c_str());
    }
}

void TestImageReward::what_is_missing_or_another_network_is_named() {
    const TempDir dir;
    auto weights = publishedWeights();
    weights["mlp.layers.6.weight"] = torch::zeros({17, 64});
    QVERIFY(refusalOf(weights, dir / "a.safetensors").find("mlp.layers.6.weight") != std::string::npos);
    try {
        loadImageReward(goldenFixture("judges/blip_itm/model"));
        QFAIL("BLIP for matching was taken");
    } catch (const Error& error) {
        QVERIFY(std::string(error.what()).find("is not ImageReward") != std::string::npos);
    }
}
