// SPDX-License-Identifier: GPL-3.0-or-later
#include "loading_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "support/temp_dir.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"

#include <torch/nn/module.h>
#include <torch/types.h>

#include <QtTest/QTest>

#include <limits>

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
    QCOMPARE(englishOf(report.mismatched), std::vector<std::string>{"b: [3, 2] in the file, [2, 3] in the model"});
    QVERIFY(!report.clean());
    QVERIFY(torch::equal(module.named_parameters()["a"], torch::ones({2})));
    QVERIFY(torch::equal(module.named_parameters()["b"], torch::zeros({2, 3})));
}

void TestLoading::strict_loading_names_ten_of_each_kind_and_changes_nothing() {
    ThreeTensors module;
    StateDict weights{{"a", torch::ones({2})}, {"b", torch::ones({1})}};
    for (int i = 0; i < 12; ++i) weights[std::string("x").append(std::to_string(100 + i))] = torch::ones({1});
    const std::string message = messageOf([&] { loadStateDictStrict(module, weights, verbatim("w.safetensors")); });
    QVERIFY2(message.find("w.safetensors") != std::string::npos, message.c_str());
    QVERIFY(message.find("1 missing: c;") != std::string::npos);
    QVERIFY(message.find("12 unexpected: x100, x101") != std::string::npos);
    QVERIFY(message.find("x109, ...") != std::string::npos);
    QVERIFY(message.find("x110") == std::string::npos);
    QVERIFY(message.find("1 of a different shape: b: [1]") != std::string::npos);
    QVERIFY(torch::equal(module.named_parameters()["a"], torch::zeros({2})));
}

void TestLoading::loading_keeps_storage_and_converts_the_type() {
    ThreeTensors module;
    const auto before = module.named_parameters()["a"];
    loadStateDictStrict(
        module, {{"a", torch::full({2}, 0.5, torch::kFloat16)}, {"b", torch::ones({2, 3})}, {"c", torch::ones({1})}},
        verbatim("test"));
    QVERIFY(before.is_leaf() && before.requires_grad());
    QCOMPARE(before[1].item<float>(), 0.5f);
    QCOMPARE(before.scalar_type(), torch::kFloat32);
    QCOMPARE(castFloating(stateDictOf(module), torch::kBFloat16).at("b").scalar_type(), torch::kBFloat16);
}

void TestLoading::strict_loading_names_what_is_not_finite() {
    ThreeTensors module;
    StateDict weights{{"a", torch::ones({2})}, {"b", torch::ones({2, 3})}, {"c", torch::ones({1})}};
    weights["b"][1][2] = std::numeric_limits<float>::quiet_NaN();
    weights["c"][0] = -std::numeric_limits<float>::infinity();
    const std::string message = messageOf([&] { loadStateDictStrict(module, weights, verbatim("w.safetensors")); });
    QVERIFY2(message.find("in tensors: b, c.") != std::string::npos, message.c_str());
    QVERIFY(message.find("not finite") != std::string::npos);
    module.to(torch::kFloat16);
    const StateDict large{{"a", torch::full({2}, 1e6)}, {"b", torch::ones({2, 3})}, {"c", torch::ones({1})}};
    const std::string half = messageOf([&] { loadStateDictStrict(module, large, verbatim("w.safetensors")); });
    QVERIFY2(half.find("too large") != std::string::npos && half.find("in tensors: a.") != std::string::npos,
             half.c_str());
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

void TestLoading::one_hash_names_the_weights_that_are_loaded() {
    const TempDir dir;
    const auto hash = [&](const char* variant = "") { return weightsHash(dir.path(), "model", variant); };
    QVERIFY(messageOf([&] { hash(); }).find("holds no weights") != std::string::npos);
    // What is loaded decides, in the loader's order and not in the folder's: pickled, halves, whole.
    saveSafetensors(dir / "pytorch_model.bin", {{"a", torch::full({1}, 1.0)}});
    QCOMPARE(hash(), sha256File(dir / "pytorch_model.bin"));
    saveSafetensors(dir / "model.fp16.safetensors", {{"a", torch::full({1}, 2.0)}});
    QCOMPARE(hash(), sha256File(dir / "model.fp16.safetensors"));
    for (const char* name : {"aaa.safetensors", "model.safetensors", "zzz.safetensors", "model.zzz.safetensors"})
        saveSafetensors(dir / name, {{"a", torch::full({1}, static_cast<double>(name[0]) + name[6])}});
    QCOMPARE(hash(), sha256File(dir / "model.safetensors"));
    QCOMPARE(hash("fp16"), sha256File(dir / "model.fp16.safetensors"));
    // A file that is written again is read again.
    saveSafetensors(dir / "model.safetensors", {{"a", torch::full({3}, 9.0)}});
    QCOMPARE(hash(), sha256File(dir / "model.safetensors"));
}

void TestLoading::every_shard_counts_in_the_hash() {
    const TempDir dir;
    const auto write = [&](const char* folder, double second) {
        saveWeightFiles(dir / folder, "m", {{"a", torch::ones({50})}, {"b", torch::full({50}, second)}}, 200);
        return weightsHash(dir / folder, "m");
    };
    const auto first = write("one", 2.0);
    QCOMPARE(first.size(), std::size_t{64});
    QCOMPARE(write("two", 2.0), first);
    QVERIFY(write("three", 3.0) != first);
    QVERIFY(first != sha256File(dir / "one/m-00001-of-00002.safetensors"));
}

void TestLoading::files_of_weights_are_told_from_those_beside_them() {
    for (const char* name :
         {"model.safetensors", "pytorch_model.bin", "model.safetensors.index.json", "pytorch_model.bin.index.fp16.json",
          "model-00001-of-00002.safetensors", "tf_model.h5", "flax_model.msgpack", "V1-5.CKPT", "x.onnx"})
        QVERIFY2(isWeightFile(name), name);
    for (const char* name : {"config.json", "tokenizer.json", "vocab.txt", "merges.txt", "README.md",
                             "preprocessor_config.json", "index.json", "safetensors"})
        QVERIFY2(!isWeightFile(name), name);
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
