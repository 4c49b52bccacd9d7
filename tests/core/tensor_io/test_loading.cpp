// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_loading.h"

#include "base/error.h"
#include "base/json.h"
#include "support/temp_dir.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"

#include <torch/nn/module.h>
#include <torch/types.h>

#include <QtTest/QTest>

using namespace recap;
using recap::testing::TempDir;
using recap::testing::writeBytes;

namespace {

struct ThreeTensors : torch::nn::Module {
    ThreeTensors() {
        register_parameter("a", torch::zeros({2}));
        register_parameter("b", torch::zeros({2, 3}));
        register_buffer("c", torch::zeros({1}));
    }
};

std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

void TestLoading::missing_unexpected_and_misshaped_keys_are_reported_at_once() {
    ThreeTensors module;
    const auto report = loadStateDict(
        module,
        {{"a", torch::ones({2})}, {"b", torch::ones({3, 2})}, {"d", torch::ones({1})}, {"e", torch::ones({1})}});
    QCOMPARE(report.missing, std::vector<std::string>{"c"});
    QCOMPARE(report.unexpected, (std::vector<std::string>{"d", "e"}));
    QCOMPARE(report.mismatched, std::vector<std::string>{"b: [3, 2] in the file, [2, 3] in the model"});
    QVERIFY(!report.clean());
    QVERIFY(torch::equal(module.named_parameters()["a"], torch::ones({2})));
    QVERIFY(torch::equal(module.named_parameters()["b"], torch::zeros({2, 3})));
}

void TestLoading::strict_loading_names_ten_of_each_kind_and_changes_nothing() {
    ThreeTensors module;
    StateDict weights{{"a", torch::ones({2})}, {"b", torch::ones({1})}};
    for (int i = 0; i < 12; ++i) weights[std::string("x").append(std::to_string(100 + i))] = torch::ones({1});
    const std::string message = messageOf([&] { loadStateDictStrict(module, weights, "w.safetensors"); });
    QVERIFY2(message.find("w.safetensors") != std::string::npos, message.c_str());
    QVERIFY(message.find("1 missing: c;") != std::string::npos);
    QVERIFY(message.find("12 unexpected: x100, x101") != std::string::npos);
    QVERIFY(message.find("x109, ...") != std::string::npos);
    QVERIFY(message.find("x110") == std::string::npos);
    QVERIFY(message.find("1 of another shape: b: [1]") != std::string::npos);
    QVERIFY(torch::equal(module.named_parameters()["a"], torch::zeros({2})));
}

void TestLoading::loading_keeps_storage_and_converts_the_type() {
    ThreeTensors module;
    const auto before = module.named_parameters()["a"];
    loadStateDictStrict(
        module, {{"a", torch::full({2}, 0.5, torch::kFloat16)}, {"b", torch::ones({2, 3})}, {"c", torch::ones({1})}},
        "test");
    QVERIFY(before.is_leaf() && before.requires_grad());
    QCOMPARE(before[1].item<float>(), 0.5f);
    QCOMPARE(before.scalar_type(), torch::kFloat32);
    QCOMPARE(castFloating(stateDictOf(module), torch::kBFloat16).at("b").scalar_type(), torch::kBFloat16);
}

void TestLoading::shards_are_joined_by_their_index() {
    const TempDir dir;
    saveSafetensors(dir / "m-1.safetensors", {{"a", torch::ones({1})}});
    saveSafetensors(dir / "m-2.safetensors", {{"b", torch::zeros({2})}});
    writeJsonFile(dir / "m.safetensors.index.json",
                  {{"weight_map", {{"a", "m-1.safetensors"}, {"b", "m-2.safetensors"}}}});
    const auto weights = loadWeightFiles(dir.path(), "m");
    QCOMPARE(weights.size(), std::size_t{2});
    QCOMPARE(weights.at("a").item<float>(), 1.0f);
    std::filesystem::remove(dir / "m-2.safetensors");
    QVERIFY(messageOf([&] { loadWeightFiles(dir.path(), "m"); }).find("m-2.safetensors") != std::string::npos);
}

void TestLoading::large_models_are_split_and_read_back() {
    const TempDir dir;
    StateDict weights;
    for (int i = 0; i < 5; ++i) weights[std::string("w").append(std::to_string(i))] = torch::full({10}, i);
    saveWeightFiles(dir.path(), "m", castFloating(weights, torch::kFloat32), 200);  // 80 bytes each: two in a shard
    QVERIFY(std::filesystem::exists(dir / "m-00001-of-00003.safetensors"));
    QVERIFY(!std::filesystem::exists(dir / "m.safetensors"));
    QCOMPARE(readJsonFile(dir / "m.safetensors.index.json").at("metadata").at("total_size").get<int>(), 5 * 80);
    const auto again = loadWeightFiles(dir.path(), "m");
    QCOMPARE(again.size(), weights.size());
    for (const auto& [name, tensor] : weights) QVERIFY(torch::equal(again.at(name), tensor));
}

void TestLoading::a_variant_is_chosen_when_asked_for() {
    const TempDir dir;
    saveSafetensors(dir / "m.fp16.safetensors", {{"a", torch::full({1}, 16.0)}});
    QCOMPARE(loadWeightFiles(dir.path(), "m").at("a").item<float>(), 16.0f);  // the only one there
    saveSafetensors(dir / "m.safetensors", {{"a", torch::full({1}, 32.0)}});
    QCOMPARE(loadWeightFiles(dir.path(), "m").at("a").item<float>(), 32.0f);
    QCOMPARE(loadWeightFiles(dir.path(), "m", "fp16").at("a").item<float>(), 16.0f);
}

void TestLoading::missing_weights_are_refused_with_what_was_looked_for() {
    const TempDir dir;
    const std::string message = messageOf([&] { loadWeightFiles(dir.path(), "model"); });
    QVERIFY2(message.find("model.safetensors") != std::string::npos, message.c_str());
    QVERIFY2(message.find("pytorch_model.bin") != std::string::npos, message.c_str());
}

void TestLoading::an_index_cannot_point_out_of_its_folder() {
    const TempDir dir;
    for (const char* name : {"../m.safetensors", "/etc/passwd", "", ".."}) {
        writeJsonFile(dir / "m.safetensors.index.json", {{"weight_map", {{"a", name}}}});
        QVERIFY(messageOf([&] { loadWeightFiles(dir.path(), "m"); }).find("not a plain file name") !=
                std::string::npos);
    }
    writeJsonFile(dir / "m.safetensors.index.json", {{"weight_map", {{"a", 1}}}});
    QVERIFY(!messageOf([&] { loadWeightFiles(dir.path(), "m"); }).empty());
    writeJsonFile(dir / "m.safetensors.index.json", Json::array());
    QVERIFY(messageOf([&] { loadWeightFiles(dir.path(), "m"); }).find("weight_map") != std::string::npos);
}

void TestLoading::legacy_vae_names_are_translated() {
    const auto matrix = torch::ones({4, 4});
    const auto current =
        withCurrentVaeNames({{"encoder.mid_block.attentions.0.query.weight", matrix},
                             {"encoder.mid_block.attentions.0.key.bias", torch::ones({4})},
                             {"decoder.mid_block.attentions.0.value.weight", matrix.view({4, 4, 1, 1})},
                             {"decoder.mid_block.attentions.0.proj_attn.bias", torch::ones({4})},
                             {"decoder.mid_block.attentions.0.to_q.weight", matrix},
                             {"quant_conv.weight", torch::ones({8, 8, 1, 1})}});
    QCOMPARE(current.size(), std::size_t{6});
    QVERIFY(current.count("encoder.mid_block.attentions.0.to_q.weight") == 1);
    QVERIFY(current.count("encoder.mid_block.attentions.0.to_k.bias") == 1);
    QCOMPARE(current.at("decoder.mid_block.attentions.0.to_v.weight").dim(), std::int64_t{2});
    QVERIFY(current.count("decoder.mid_block.attentions.0.to_out.0.bias") == 1);
    QVERIFY(current.count("decoder.mid_block.attentions.0.to_q.weight") == 1);
    QCOMPARE(current.at("quant_conv.weight").dim(), std::int64_t{4});
}

void TestLoading::clip_and_blip_constants_are_dropped() {
    const auto ids = torch::arange(77).unsqueeze(0);
    const auto clip = withCurrentClipTextNames({{"text_model.embeddings.position_ids", ids},
                                                {"embeddings.token_embedding.weight", torch::ones({2, 2})},
                                                {"text_model.final_layer_norm.bias", torch::ones({2})}});
    QCOMPARE(clip.size(), std::size_t{2});
    QVERIFY(clip.count("text_model.embeddings.token_embedding.weight") == 1);
    const auto blip = withCurrentBlipNames({{"text_decoder.bert.embeddings.position_ids", ids},
                                            {"text_decoder.cls.predictions.decoder.weight", ids},
                                            {"text_decoder.cls.predictions.decoder.bias", ids},
                                            {"text_decoder.cls.predictions.bias", ids}});
    QCOMPARE(blip.size(), std::size_t{1});
}
