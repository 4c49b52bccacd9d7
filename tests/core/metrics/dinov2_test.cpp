// SPDX-License-Identifier: GPL-3.0-or-later
#include "dinov2_test.h"

#include "base/error.h"
#include "judge_cases.h"
#include "metrics/judge_input.h"
#include "models/dinov2.h"
#include "nn/initialisers.h"
#include "support/temp_dir.h"
#include "tensor_io/dinov2_names.h"
#include "tensor_io/load_report.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <QtTest/QTest>

#include <functional>

using namespace recap;
using recap::testing::GoldenTensors;
using recap::testing::judgeCases;
using recap::testing::judgeImages;
using recap::testing::shapesOf;
using recap::testing::TempDir;

namespace {

// The pictures of a case as one of the ways brings them to 224 pixels.
torch::Tensor batchOf(const GoldenTensors& golden, const std::function<torch::Tensor(const ImageBuffer&)>& way) {
    std::vector<torch::Tensor> out;
    for (const auto& image : judgeImages(golden)) out.push_back(way(image));
    return torch::stack(out);
}

torch::Tensor squareOf(const GoldenTensors& golden) {
    const Json& square = golden.info["parameters"]["square"];
    return dgmEvalInput(judgeImages(golden).at(square["image"].get<std::size_t>()), square["side"]).unsqueeze(0);
}

// The names of the original repository for a state dictionary of transformers'.
StateDict originalNames(const StateDict& weights) {
    StateDict out;
    const auto renamed = [](std::string name, const std::string& from, const std::string& to) {
        const auto at = name.find(from);
        return at == std::string::npos ? name : name.replace(at, from.size(), to);
    };
    for (const auto& item : weights) {
        const auto& name = item.first;
        const auto& tensor = item.second;
        const auto query = name.find("attention.attention.query.");
        if (query != std::string::npos) {
            const auto part = [&](const char* what) { return weights.at(renamed(name, "query", what)); };
            out["blocks." + renamed(name.substr(14), "attention.attention.query", "attn.qkv")] =
                torch::cat({tensor, part("key"), part("value")});
        } else if (name.starts_with("encoder.layer.")) {
            if (name.find("attention.attention.") != std::string::npos) continue;
            auto block = renamed(name.substr(14), "attention.output.dense", "attn.proj");
            for (const char* number : {"1", "2"})
                block = renamed(block, std::string("layer_scale") + number + ".lambda1",
                                std::string("ls") + number + ".gamma");
            out["blocks." + block] = tensor;
        } else {
            auto outer = renamed(name, "embeddings.position_embeddings", "pos_embed");
            outer = renamed(outer, "embeddings.patch_embeddings.projection", "patch_embed.proj");
            outer = renamed(outer, "embeddings.", "");
            out[renamed(outer, "layernorm", "norm")] = tensor;
        }
    }
    return out;
}

}  // namespace

void Dinov2Test::keys_and_shapes_of_the_large_form_are_the_published_ones() {
    const nn::InitScope scope(nn::InitMode::Meta);
    for (const auto& golden : judgeCases("dinov2")) {
        Dinov2Config large;
        large.hidden_size = 1024;
        large.num_hidden_layers = 24;
        large.num_attention_heads = 16;
        large.image_size = 518;
        const Json keys = readJsonFile(golden.folder / "keys_vit_l_14.json");
        const auto published = keys["keys"].get<std::map<std::string, std::vector<std::int64_t>>>();
        QVERIFY(shapesOf(*Dinov2(large)) == published);
    }
}

void Dinov2Test::states_equal_the_reference_at_every_size() {
    const torch::NoGradGuard noGrad;
    QVERIFY(!judgeCases("dinov2").empty());
    for (const auto& golden : judgeCases("dinov2")) {
        Dinov2 model = loadDinov2(golden.model());
        const std::map<std::string, torch::Tensor> inputs{{"small", golden["small.pixel_values"]},
                                                          {"rect", golden["rect.pixel_values"]},
                                                          {"square", squareOf(golden)}};
        for (const auto& [name, pixels] : inputs) {
            const auto out = model(pixels, PositionRule::Transformers);
            RECAP_COMPARE_TENSORS(out.last_hidden_state, golden[name + ".last_hidden_state"], 2e-5);
            RECAP_COMPARE_TENSORS(out.pooler_output, golden[name + ".pooler_output"], 2e-5);
        }
        const auto dgmEval = batchOf(golden, [](const ImageBuffer& image) { return dgmEvalInput(image); });
        const auto processor = batchOf(golden, [](const ImageBuffer& image) { return dinov2ProcessorInput(image); });
        RECAP_COMPARE_TENSORS(model(dgmEval, PositionRule::Transformers).pooler_output,
                              golden["dgm_eval_224.pooler_output"], 2e-5);
        RECAP_COMPARE_TENSORS(model(processor, PositionRule::Transformers).pooler_output,
                              golden["processor_224.pooler_output"], 2e-5);
        RECAP_COMPARE_TENSORS(model(dgmEval, PositionRule::Original).pooler_output,
                              golden["dgm_eval_224.pooler_output_original_rule"], 2e-5);
    }
}

void Dinov2Test::the_two_rules_for_positions_equal_their_packages() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : judgeCases("dinov2")) {
        Dinov2 model = loadDinov2(golden.model());
        const auto patch = model->config().patch_size;
        const auto& rect = golden["rect.pixel_values"];
        const auto rows = rect.size(2) / patch, columns = rect.size(3) / patch;
        const auto& embeddings = model->embeddings;
        RECAP_COMPARE_TENSORS(embeddings->positions(rows, columns, PositionRule::Transformers),
                              golden["rect.position_embeddings"], 2e-5);
        RECAP_COMPARE_TENSORS(embeddings->positions(rows, columns, PositionRule::Original),
                              golden["rect.position_embeddings_original_rule"], 2e-5);
        const auto side = squareOf(golden).size(2) / patch;
        RECAP_COMPARE_TENSORS(embeddings->positions(side, side, PositionRule::Transformers),
                              golden["square.position_embeddings"], 2e-5);
    }
}

void Dinov2Test::names_of_the_original_repository_give_the_same_network() {
    for (const auto& golden : judgeCases("dinov2")) {
        const auto weights = stateDictOf(*loadDinov2(golden.model()));
        const auto original = originalNames(weights);
        QVERIFY(isOriginalDinov2(original) && !isOriginalDinov2(weights));
        const auto back = dinov2FromOriginal(original);
        QCOMPARE(back.size(), weights.size());
        for (const auto& [name, tensor] : weights)
            QVERIFY2(back.count(name) != 0 && torch::equal(back.at(name), tensor), name.c_str());
    }
}

void Dinov2Test::sizes_are_told_by_shapes() {
    Dinov2Config small;
    small.hidden_size = 128;
    small.num_hidden_layers = 2;
    small.num_attention_heads = 2;
    small.image_size = 70;
    const Dinov2 model(small);
    const TempDir dir;
    saveSafetensors(dir.path() / "original.safetensors", originalNames(stateDictOf(*model)));
    const auto told = loadDinov2(dir.path() / "original.safetensors")->config();
    QCOMPARE(told.num_attention_heads, small.num_attention_heads);
    QCOMPARE(told.image_size, small.image_size);
    QCOMPARE(told.num_hidden_layers, small.num_hidden_layers);
    QCOMPARE(told.mlp_ratio, small.mlp_ratio);
}

void Dinov2Test::the_giant_form_is_refused() {
    QVERIFY_THROWS_EXCEPTION(Error, Dinov2Config::fromJson({{"use_swiglu_ffn", true}}));
}
